import { describe, expect, it } from 'vitest';
import { judgeText } from '../../src/records/text/judge.ts';

/** A classifier that knows three words: what follows is about the weighing of pieces, not about languages. */
const certainty: Readonly<Record<string, number>> = { aaaa: 0.98, oooo: 0.02, uuuu: 0.5 };
const classify = (text: string): number => {
  const known = text.match(/aaaa|oooo|uuuu/gu) ?? [];
  return known.reduce((sum, word) => sum + (certainty[word] ?? 0), 0) / Math.max(1, known.length);
};

/** One piece: a line as long as a piece is. */
const piece = (word: string): string => `${word} `.repeat(58).trim();
const judge = (words: string) =>
  judgeText(
    words
      .split('')
      .map((letter) => piece(letter.repeat(4)))
      .join('\n'),
    classify,
  );
const line = piece('aaaa').length + 1;

describe('pieces are weighed', () => {
  it('all in English: no reason, nothing marked', () => {
    expect(judge('aaaa')).toEqual({ verdict: 'english', language: 'en', confidence: 0.98 });
  });

  it('all in another language: refused, every piece marked', () => {
    const { spans, ...said } = judge('ooo');
    expect(said).toEqual({ verdict: 'not-english', language: 'und', confidence: 0.98, reason: 'other-language' });
    expect(spans).toEqual([0, 1, 2].map((at) => ({ start: at * line, end: (at + 1) * line - 1, language: 'und' })));
  });

  it('half and half: a human, and only the other half is marked', () => {
    expect(judge('aaoo')).toEqual({
      verdict: 'mixed',
      language: 'und',
      confidence: 1,
      reason: 'half-and-half',
      spans: [2, 3].map((at) => ({ start: at * line, end: (at + 1) * line - 1, language: 'und' })),
    });
  });

  it.each([
    ['a quarter in English does not save a page', 'aooo', 'not-english', 'other-language'],
    ['a third does', 'aoo', 'mixed', 'half-and-half'],
    ['one piece in another language is not a stray one', 'aaaaaaaao', 'mixed', 'half-and-half'],
    ['one in thirteen is not either, where it is certain', 'aaaaaaaaaaaao', 'mixed', 'half-and-half'],
    ['two of five may be uncertain', 'aaauu', 'english', undefined],
    ['half may not', 'au', 'mixed', 'half-and-half'],
    ['half in another language, the rest uncertain', 'ou', 'not-english', 'other-language'],
    ['a third in another language, the rest uncertain', 'ouu', 'mixed', 'half-and-half'],
    ['all uncertain', 'uuu', 'mixed', 'half-and-half'],
  ])('%s', (_, words, verdict, reason) => {
    expect(judge(words)).toMatchObject({ verdict, ...(reason === undefined ? {} : { reason }) });
    if (reason === undefined) expect(judge(words)).not.toHaveProperty('reason');
  });

  it('uncertain beside one kind: as sure as the whole page is', () => {
    const halfUncertain = { start: line, end: 2 * line - 1, language: 'und' };
    expect(judge('au')).toEqual({
      verdict: 'mixed',
      language: 'und',
      confidence: 0.52,
      reason: 'half-and-half',
      spans: [halfUncertain],
    });
    expect(judge('ouu')).toMatchObject({ verdict: 'mixed', language: 'und', confidence: 0.68 });
  });

  it('by the thresholds of the program', () => {
    const words = piece('uuuu');
    expect(judgeText(words, classify, { english: 0.5, notEnglish: 0.1 }).verdict).toBe('english');
    expect(judgeText(words, classify, { english: 0.9, notEnglish: 0.5 }).verdict).toBe('not-english');
    expect(judgeText(words, classify, { english: 0.51, notEnglish: 0.49 }).verdict).toBe('mixed');
  });

  it('too little to tell', () => {
    expect(judgeText('aaaa aaaa aaa', classify)).toEqual({
      verdict: 'unreadable',
      language: 'und',
      confidence: 0.5,
      reason: 'too-little-text',
    });
    expect(judgeText('aaaa aaaa aaaa', classify).verdict).toBe('english');
    expect(judgeText('uuuu uuuu uuuu uuuu', classify)).toMatchObject({ verdict: 'mixed', reason: 'too-little-text' });
    expect(judgeText('ooo ooo ooo oo oo oo', () => 0)).toEqual({
      verdict: 'mixed',
      language: 'und',
      confidence: 0.5,
      reason: 'too-little-text',
    });
  });

  it('another script by its share of the letters', () => {
    const arabic = 'تم فحص الطفل في العيادة بحضور والدته وكان بحالة جيدة منذ الزيارة الأخيرة ولم تظهر عليه أعراض. ';
    const whole = judgeText(arabic.repeat(4), classify);
    expect(whole).toMatchObject({ verdict: 'not-english', language: 'ar', confidence: 1, reason: 'other-script' });
    const beside = judgeText(`${piece('aaaa')}\n${piece('aaaa')}\n${arabic.repeat(3)}`, classify);
    expect(beside).toMatchObject({ verdict: 'mixed', language: 'ar', reason: 'half-and-half' });
    expect(beside.spans).toEqual([{ start: 2 * line, end: expect.any(Number) as number, language: 'ar' }]);
  });
});
