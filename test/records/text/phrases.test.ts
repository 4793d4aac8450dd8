import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/records/text/chunk.ts';
import { lettersInPhrases } from '../../../src/records/text/phrases.ts';

const letters = (text: string): number => lettersInPhrases(linesOf(text));

describe('what is said in another script beside English', () => {
  it.each([
    ['five words in a row say something', 'seen تم فحص الطفل في العيادة today', 19],
    ['four are a name', 'seen محمد بن عبد الله today', 0],
    ['also over the end of a line', 'تم فحص الطفل\nفي العيادة', 19],
    ['with numbers and marks between', 'تم فحص, الطفل 3 في العيادة', 19],
    ['not with English between', 'تم فحص الطفل seen في العيادة', 0],
    ['twice, both count', 'تم فحص الطفل في العيادة and تم فحص الطفل في العيادة', 38],
    ['Chinese from eight characters on', '患儿因发热咳嗽三', 20],
    ['Chinese of seven is a name', '患儿因发热咳嗽', 0],
    ['Thai from 24 letters on', 'ก'.repeat(24), 24],
    ['Thai of 23 is a name', 'ก'.repeat(23), 0],
    ['nothing in English', 'the child was seen in the clinic today', 0],
  ])('%s', (_, text, expected) => {
    expect(letters(text)).toBe(expected);
  });
});
