/** Whether a piece of text speaks English: the classifier's word, and a second opinion where that is not enough. */
import type { EnglishProbability } from './classifier.ts';

/** Probabilities at and above which a piece is English, at and below which it is not. */
export interface Thresholds {
  readonly english: number;
  readonly notEnglish: number;
}

export const defaultThresholds: Thresholds = { english: 0.9, notEnglish: 0.1 };

/** Fewer letters than this are little to go by. */
export const shortText = 100;

/** Who is asked, and what the answers mean. */
export interface Jury {
  readonly classify: EnglishProbability;
  /** May only veto: what it says makes nothing English. */
  readonly second: EnglishProbability;
  readonly thresholds: Thresholds;
}

export type Voice = 'english' | 'other' | 'uncertain';

export interface Spoken {
  readonly voice: Voice;
  readonly probability: number;
}

/** @param letters - in the text, of every script. */
export function hearVoice(text: string, letters: number, { classify, second, thresholds }: Jury): Spoken {
  const probability = classify(text);
  if (probability <= thresholds.notEnglish) return { voice: 'other', probability };
  const isEnglish = probability >= thresholds.english;
  if (isEnglish && letters >= shortText) return { voice: 'english', probability };
  const doubted = second(text);
  if (isEnglish)
    return doubted >= thresholds.english
      ? { voice: 'english', probability }
      : { voice: 'uncertain', probability: doubted };
  return doubted <= thresholds.notEnglish
    ? { voice: 'other', probability: doubted }
    : { voice: 'uncertain', probability };
}
