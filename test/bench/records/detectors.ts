/** The detectors that ours is measured beside, each asked the one question "is this English?". */
import { loadModule } from 'cld3-asm';
import { eld } from 'eld/small';
import { franc } from 'franc';
import { detect } from 'tinyld';
import { createClassifier } from '../../../src/records/text/classifier.ts';
import { judgeText } from '../../../src/records/text/judge.ts';
import { english } from '../../../src/records/model/english-weights.ts';

export type Answer = 'english' | 'other' | 'unsure';

export interface Detector {
  readonly name: string;
  readonly ask: (text: string) => Answer;
}

const classify = createClassifier(english);

const ours = (text: string): Answer => {
  const { verdict } = judgeText(text, classify);
  if (verdict === 'english') return 'english';
  return verdict === 'not-english' ? 'other' : 'unsure';
};

const answer = (language: string, english_: string): Answer =>
  language === english_ ? 'english' : language === '' || language === 'und' ? 'unsure' : 'other';

/** Google's compact detector, with the model that its package ships; asked about the first 2,000 bytes. */
const cld3 = (await loadModule()).create(0, 2000);

export const detectors: readonly Detector[] = [
  { name: 'rso', ask: ours },
  { name: 'franc', ask: (text) => answer(franc(text), 'eng') },
  { name: 'eld-small', ask: (text) => answer(eld.detect(text).language, 'en') },
  { name: 'cld3', ask: (text) => answer(cld3.findLanguage(text).language, 'en') },
  { name: 'tinyld', ask: (text) => answer(detect(text), 'en') },
];
