/** The detectors that ours is measured beside, each asked the one question "is this English?". */
import { loadModule } from 'cld3-asm';
import { eld } from 'eld/small';
import { franc } from 'franc';
import { detect } from 'tinyld';
import { createClassifier } from '../../../src/records/text/classifier.ts';
import { judgeText, type Judgement } from '../../../src/records/text/judge.ts';
import { doubt } from '../../../src/records/model/doubt-weights.ts';
import { english } from '../../../src/records/model/english-weights.ts';
import { second as secondShape } from '../../../src/records/text/features.ts';
import { defaultThresholds } from '../../../src/records/text/voice.ts';

export type Answer = 'english' | 'other' | 'unsure';

export interface Detector {
  readonly name: string;
  readonly ask: (text: string) => Answer;
}

const classify = createClassifier(english);
const second = createClassifier(doubt, secondShape);

/** The verdict on a page, as the check itself comes to it. */
export const judge = (text: string): Judgement => judgeText(text, classify, defaultThresholds, second);
/** The same by the classifier alone. */
export const judgeAlone = (text: string): Judgement => judgeText(text, classify);

const answering =
  (verdictOn: (text: string) => Judgement) =>
  (text: string): Answer => {
    const { verdict } = verdictOn(text);
    if (verdict === 'english') return 'english';
    return verdict === 'not-english' ? 'other' : 'unsure';
  };

const answer = (language: string, english_: string): Answer =>
  language === english_ ? 'english' : language === '' || language === 'und' ? 'unsure' : 'other';

/** Google's compact detector, with the model that its package ships; asked about the first 2,000 bytes. */
const cld3 = (await loadModule()).create(0, 2000);

export const detectors: readonly Detector[] = [
  { name: 'rso', ask: answering(judge) },
  { name: 'rso without a second opinion', ask: answering(judgeAlone) },
  { name: 'franc', ask: (text) => answer(franc(text), 'eng') },
  { name: 'eld-small', ask: (text) => answer(eld.detect(text).language, 'en') },
  { name: 'cld3', ask: (text) => answer(cld3.findLanguage(text).language, 'en') },
  { name: 'tinyld', ask: (text) => answer(detect(text), 'en') },
];
