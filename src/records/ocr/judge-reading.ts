/**
 * From what an English reader made of a page to the page's verdict. Three witnesses must agree before it is English: how
 * sure the reading is, how many of its words are in the dictionary, and the classifier over ALL that was read. The
 * sure words alone would prove nothing: of Arabic, an English reader is sure only of what looks like English.
 * records.md "How it decides".
 */
import type { PageVerdictKind, VerdictReason } from '../../protocol/verdict.ts';
import { fewestLetters, type Judgement } from '../text/judge.ts';

/** What one look at a page gave. */
export interface Reading {
  /** All words, line by line. */
  readonly text: string;
  /** Letters in words of two and more. */
  readonly letters: number;
  /** Those words, and the lines that they stand in. */
  readonly words: number;
  readonly lines: number;
  /** Mean confidence of those words by their letters, 0–1. */
  readonly confidence: number;
  /** Share of those words that were read with confidence. */
  readonly sure: number;
  /** Share of the words of three letters and more that were read with confidence and are in the English dictionary. */
  readonly known: number;
  /** How sharp the edges of the picture are, 0–1. */
  readonly sharpness: number;
}

/** Where each witness stands; measured on pages in 30 languages, clean, skewed, blurred and noisy. */
const lines = {
  /** English pages keep more than this share of known words until they can no longer be read. */
  known: 0.6,
  /** French, with a dictionary that has taken in much of it, reaches 65 %. */
  surelyKnown: 0.85,
  confidence: 0.6,
  sure: 0.5,
  /** Below this an English reader is guessing at the shapes of another script: those gave 5 to 30 %, Latin ones 75 and more. */
  guessing: 0.5,
  /** A picture with softer edges than this is out of focus: whatever it says cannot be read. */
  sharp: 0.3,
} as const;

/**
 * What a page of another script looks like to an English reader: many guesses, several in a line. Less than that is what
 * it makes of a photograph, an X-ray, a drawing: a picture, for a human to see.
 */
const page = { letters: 60, words: 20, wordsInLine: 2 } as const;

/** Worth turning the page for: an upright page in any Latin script reads better than this. */
export const looksTurned = ({ letters, confidence, known }: Reading): boolean =>
  letters < fewestLetters || confidence < 0.7 || known < 0.25;

const rounded = (share: number): number => Math.round(Math.max(0, Math.min(1, share)) * 1000) / 1000;

const judgement = (
  verdict: PageVerdictKind,
  confidence: number,
  language = 'und',
  reason?: VerdictReason,
): Judgement => ({ verdict, language, confidence: rounded(confidence), ...(reason === undefined ? {} : { reason }) });

/**
 * @param text - the text judgement of everything that was read.
 * @returns `image` where there are no words, and never `english` where any witness doubts.
 */
export function judgeReading(reading: Reading, text: Judgement): Judgement {
  const { letters, words, lines: rows, confidence, sure, known, sharpness } = reading;
  if (letters < fewestLetters) return judgement('image', 0.8);
  if (confidence < lines.guessing) {
    if (letters < page.letters || words < page.words || words < page.wordsInLine * rows) return judgement('image', 0.5);
    if (sharpness < lines.sharp) return judgement('unreadable', 1 - confidence, 'und', 'poor-picture');
    return judgement('not-english', 1 - confidence, 'und', 'other-script');
  }
  const doubted = known < lines.known || confidence < lines.confidence || sure < lines.sure;
  switch (text.verdict) {
    case 'english':
      if (!doubted) return { ...text, confidence: rounded(Math.min(text.confidence, confidence)) };
      // Enough words of English to be it, too badly read to be sure.
      return judgement('unreadable', 1 - confidence, 'und', 'poor-picture');
    case 'not-english':
      if (confidence < lines.confidence && sharpness < lines.sharp)
        return judgement('unreadable', 1 - confidence, 'und', 'poor-picture');
      // A page whose words are mostly in the dictionary is not said to be in another language by the classifier alone.
      return known > lines.surelyKnown ? judgement('mixed', 0.5, text.language, 'half-and-half') : text;
    case 'unreadable':
      return text.reason === 'too-little-text' ? text : judgement('unreadable', 0.5, 'und', 'poor-picture');
    default:
      return text;
  }
}
