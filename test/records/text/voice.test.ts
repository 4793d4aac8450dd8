import { describe, expect, it } from 'vitest';
import { defaultThresholds, hearVoice, type Jury } from '../../../src/records/text/voice.ts';

const never = (): number => {
  throw new Error('asked');
};
const jury = (first: number, second: number | null): Jury => ({
  classify: () => first,
  second: second === null ? never : () => second,
  thresholds: defaultThresholds,
});

describe('a piece of text', () => {
  it.each<[string, number, number | null, number, string, number]>([
    ['is another language at a tenth, whatever its length, and nobody else is asked', 0.1, null, 1000, 'other', 0.1],
    ['is another language at a tenth, however short', 0.1, null, 5, 'other', 0.1],
    ['is English at nine tenths, from 100 letters on, and nobody else is asked', 0.9, null, 100, 'english', 0.9],
    ['is English with fewer letters where both say so, as sure as the first', 0.95, 0.9, 99, 'english', 0.95],
    [
      'is not English with fewer letters where the second doubts: uncertain, as sure as that',
      0.95,
      0.89,
      99,
      'uncertain',
      0.89,
    ],
    [
      'is uncertain even where the second is sure of another language, once the first was sure of English',
      0.95,
      0,
      99,
      'uncertain',
      0,
    ],
    [
      'is another language where the first is not sure and the second is, as sure as that',
      0.5,
      0.1,
      1000,
      'other',
      0.1,
    ],
    ['is uncertain where neither is sure, as sure as the first', 0.5, 0.11, 1000, 'uncertain', 0.5],
    ['is uncertain just below nine tenths, however sure of English the second is', 0.899, 1, 1000, 'uncertain', 0.899],
    ['is uncertain just above a tenth where the second thinks so, too', 0.101, 0.101, 1000, 'uncertain', 0.101],
  ])('%s', (_, first, second, letters, voice, probability) => {
    expect(hearVoice('some text', letters, jury(first, second))).toEqual({ voice, probability });
  });
});
