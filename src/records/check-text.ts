/** The English check for text in hand, without a file. */
import type { PageVerdictKind } from '../protocol/verdict.ts';
import { nameLanguages } from './text/name-language.ts';
import { judgeWithSecondOpinion } from './text/second-opinion.ts';
import { defaultThresholds, type Thresholds } from './text/voice.ts';

export interface TextVerdict {
  readonly verdict: PageVerdictKind;
  /** BCP 47, best guess, or `und`. */
  readonly language: string;
  /** 0–1: how sure the verdict is. */
  readonly confidence: number;
}

/** Judges a text as a page would be judged; `unreadable` where it has fewer than 12 letters or none that make sense. */
export async function checkText(text: string, thresholds: Thresholds = defaultThresholds): Promise<TextVerdict> {
  const judged = await judgeWithSecondOpinion(text, thresholds);
  const { verdict, language, confidence } = await nameLanguages(judged, text);
  return { verdict, language, confidence };
}
