import { describe, expect, it } from 'vitest';
import { judgeText } from '../../src/records/text/judge.ts';
import { arabic, line, lines, majority, piece, words } from './two-words.ts';

describe('a page with another script', () => {
  it('whose letters are half of it is not English', () => {
    const text = `${words('aaaa', 15)}\n${words(arabic, 15)}`;
    expect(judgeText(text, majority)).toMatchObject({
      verdict: 'not-english',
      language: 'ar',
      confidence: 0.5,
      reason: 'other-script',
    });
  });

  it('beside less English is refused for the other script alone, as sure as its share, and only that is marked', () => {
    const text = [piece('aaaa'), piece(arabic), piece(arabic), piece(arabic)].join('\n');
    const at = piece('aaaa').length + 1;
    expect(judgeText(text, majority)).toEqual({
      verdict: 'not-english',
      language: 'ar',
      confidence: 0.75,
      reason: 'other-script',
      spans: [0, 1, 2].map((n) => ({ start: (n + 1) * at, end: (n + 2) * at - 1, language: 'ar' })),
    });
  });

  it('in which the names of medicines are in Latin letters: that piece is not English for them', () => {
    const mixed = `${words(arabic, 40)} ${words('aaaa', 18)}`;
    const text = [piece('aaaa'), piece('aaaa'), mixed].join('\n');
    expect(judgeText(text, majority)).toMatchObject({
      verdict: 'mixed',
      language: 'ar',
      reason: 'half-and-half',
      spans: [{ start: 2 * (piece('aaaa').length + 1), language: 'ar' }],
    });
  });

  it('in a piece that is half in each, names no language', () => {
    const half = `${words(arabic, 29)} ${words('aaaa', 29)}`;
    const { language, spans } = judgeText([piece('aaaa'), piece('aaaa'), half].join('\n'), majority);
    expect({ language, marked: spans?.map((span) => span.language) }).toEqual({ language: 'und', marked: ['und'] });
  });

  it('as a name only: the rest is asked without it', () => {
    const disturbed = (text: string): number => (/\p{Script=Arabic}/u.test(text) ? 0 : 0.98);
    const text = `${line('aaaa')} ${words(arabic, 2)}\n${lines('aaaa', 4)}`;
    expect(judgeText(text, disturbed)).toMatchObject({ verdict: 'english', language: 'en' });
  });

  it('as a name in a page in another Latin language: it does not name the language', () => {
    const named = `${words('oooo', 56)} ${words(arabic, 2)}`;
    const judged = judgeText([named, piece('oooo')].join('\n'), majority);
    expect(judged).toMatchObject({ verdict: 'not-english', language: 'und', reason: 'other-language' });
    expect(judged.spans?.map((span) => span.language)).toEqual(['und', 'und']);
  });

  /** One word of another script in so many: too few in a row to say anything. */
  const scattered = (every: number, rows: number): string =>
    Array.from({ length: rows }, () => `${words('aaaa', every - 1)} ${arabic}`).join('\n');

  it('scattered word by word is for a human from a fifth of the letters on', () => {
    expect(judgeText(scattered(6, 24), majority).verdict).toBe('english');
    expect(judgeText(scattered(5, 24), majority)).toMatchObject({ verdict: 'mixed', reason: 'half-and-half' });
  });

  it('quoted in one place is English, up to 60 letters', () => {
    const page = (quote: number) => [lines('aaaa', 4), words(arabic, quote), lines('aaaa', 5)].join('\n');
    expect(judgeText(page(14), majority).verdict).toBe('english');
    expect(judgeText(page(15), majority)).toEqual({
      verdict: 'mixed',
      language: 'ar',
      confidence: 0.5,
      reason: 'half-and-half',
      spans: [{ start: 0, end: 294, language: 'ar' }],
    });
  });

  it('quoted at more length is English only where it is less than a tenth of the page', () => {
    const page = (last: number) =>
      [lines('aaaa', 4), words(arabic, 15), lines('aaaa', 8), words('aaaa', last)].join('\n');
    expect(judgeText(page(3), majority).verdict).toBe('mixed');
    expect(judgeText(page(4), majority).verdict).toBe('english');
  });
});

describe('a second column in another language', () => {
  it('is looked for on pages with 200 letters, and marked', () => {
    expect(judgeText(`${lines('aaaa', 4)}\n${words('oooo', 6)}`, majority)).toEqual({
      verdict: 'mixed',
      language: 'und',
      confidence: 0.12,
      reason: 'half-and-half',
      spans: [{ start: 220, end: 249, language: 'und' }],
    });
  });

  it('is not made of one short line on a short page', () => {
    expect(judgeText(`${lines('aaaa', 3)}\n${words('oooo', 6)}`, majority).verdict).toBe('english');
  });
});

describe('pieces that no one is sure of', () => {
  /** Sure only with a whole page before it; `oooo` it knows at once. */
  const needsMore = (whole: number) => (text: string) =>
    text.length > 400 ? whole : text.includes('oooo') ? 0.02 : text.includes('aaaa') ? 0.98 : 0.5;
  const page = (letters: string) => [...letters].map((letter) => piece(letter.repeat(4))).join('\n');
  const marked = [0, 1].map((n) => ({ start: n * 290, end: n * 290 + 289, language: 'und' }));

  it('are English together, where the whole page is', () => {
    expect(judgeText(page('uu'), needsMore(0.95))).toEqual({ verdict: 'english', language: 'en', confidence: 0.95 });
  });

  it('are not English together, where a piece among them is not', () => {
    expect(judgeText(page('ouu'), needsMore(0.95)).verdict).toBe('mixed');
  });

  it('are in another language together, where the whole page is', () => {
    expect(judgeText(page('uu'), needsMore(0.05))).toEqual({
      verdict: 'not-english',
      language: 'und',
      confidence: 0.95,
      reason: 'other-language',
      spans: marked,
    });
  });

  it('are for a human, where a piece among them is English', () => {
    expect(judgeText(page('au'), needsMore(0.05))).toEqual({
      verdict: 'mixed',
      language: 'und',
      confidence: 0.1,
      reason: 'half-and-half',
      spans: marked.slice(1),
    });
  });

  it('are too little to tell below 100 letters, in whatever script', () => {
    const reasonOf = (text: string) => judgeText(text, () => 0.5).reason;
    expect(reasonOf(words('uuuu', 24))).toBe('too-little-text');
    expect(reasonOf(words('uuuu', 25))).toBe('half-and-half');
    expect(reasonOf(`${words('uuuu', 22)} ${words(arabic, 3)}`)).toBe('half-and-half');
  });
});

describe('a few letters', () => {
  const other = (text: string) => judgeText(text, () => 0);

  it('in words of another language are refused, abbreviations go to a human', () => {
    expect(other('oooo oooo oooo').verdict).toBe('not-english');
    expect(other('oooo oooo ooo oo').verdict).toBe('mixed');
  });

  it('are no longer few from 100 on', () => {
    expect(other(words('oo', 49)).reason).toBe('too-little-text');
    expect(other(words('oo', 50))).toMatchObject({ verdict: 'not-english', reason: 'other-language' });
  });

  it('that stand for nothing are not believed', () => {
    expect(other('\ue001\ue002\ue003 '.repeat(30))).toEqual({
      verdict: 'unreadable',
      language: 'und',
      confidence: 0.9,
      reason: 'broken-encoding',
    });
  });
});

describe('how much of a page is in another language', () => {
  const page = (letters: string) => [...letters].map((letter) => piece(letter.repeat(4))).join('\n');

  it('is a stray piece up to 8 in 100, where no sentence of it is certain', () => {
    const unsure = (text: string): number => (majority(text) < 0.5 ? 0.05 : 0.98);
    expect(judgeText(page(`${'a'.repeat(23)}oo`), unsure)).toEqual({
      verdict: 'english',
      language: 'en',
      confidence: 0.92,
    });
    expect(judgeText(page(`${'a'.repeat(22)}oo`), unsure).verdict).toBe('mixed');
    expect(judgeText(page(`${'a'.repeat(23)}oo`), majority).verdict).toBe('mixed');
  });

  it('says how sure a human may be of the mixture', () => {
    expect(judgeText(page('aoo'), majority).confidence).toBe(0.667);
    expect(judgeText(page('aaao'), majority).confidence).toBe(0.5);
  });

  it('leaves out pieces without a letter: they are not marked', () => {
    const { spans } = judgeText([piece('aaaa'), words('1234', 58), piece('oooo')].join('\n'), majority);
    expect(spans).toEqual([{ start: 580, end: 869, language: 'und' }]);
  });
});
