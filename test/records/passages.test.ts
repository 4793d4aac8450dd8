import { describe, expect, it } from 'vitest';
import { judgeText } from '../../src/records/text/judge.ts';
import { arabic, lines, majority, piece, words } from './two-words.ts';

describe('a sentence in another language', () => {
  /** English for 880 letters, in the middle of it what is given. */
  const around = (what: string) => `${lines('aaaa', 10)}\n${what}\n${lines('aaaa', 10)}`;
  const before = lines('aaaa', 10).length + 1;

  it('of 34 letters is found and marked, a shorter one is a term or a title', () => {
    expect(judgeText(around(`${words('oooo', 8)} o`), majority).verdict).toBe('english');
    expect(judgeText(around(`${words('oooo', 8)} oo`), majority)).toEqual({
      verdict: 'mixed',
      language: 'und',
      confidence: 0.5,
      reason: 'half-and-half',
      spans: [{ start: before, end: before + 42, language: 'und' }],
    });
  });

  it('has to be five times less likely to be English than a page is', () => {
    const heard = (probability: number) => (text: string) => (majority(text) < 0.5 ? probability : 0.98);
    expect(judgeText(around(words('oooo', 20)), heard(0.0201)).verdict).toBe('english');
    expect(judgeText(around(words('oooo', 20)), heard(0.02)).verdict).toBe('mixed');
    const strict = { english: 0.9, notEnglish: 0.05 };
    expect(judgeText(around(words('oooo', 20)), heard(0.0101), strict).verdict).toBe('english');
  });

  it('is found within a line, and over the end of one', () => {
    const text = around(`${words('aaaa', 5)}. ${words('oooo', 6)}\n${words('oooo', 6)}. ${words('aaaa', 5)}`);
    const { verdict, spans } = judgeText(text, majority);
    expect(verdict).toBe('mixed');
    expect(spans?.map(({ start, end }) => text.slice(start, end).replace(/\s/g, ''))).toEqual([
      'oooo'.repeat(12) + '.',
    ]);
  });

  it('is not made of two short ones with English between', () => {
    const short = words('oooo', 6);
    expect(judgeText(around(`${short}\n${lines('aaaa', 2)}\n${short}`), majority).verdict).toBe('english');
  });

  it('may hold a word or a number that says nothing', () => {
    const text = around(`${words('oooo', 6)}. 12,4. aaaa. ${words('oooo', 6)}.`);
    expect(judgeText(text, majority)).toMatchObject({ verdict: 'mixed', spans: [{ start: before }] });
  });

  it('that is quoted says what somebody said', () => {
    for (const quoted of [`"${words('oooo', 15)}"`, `«${words('oooo', 15)}»`, `„${words('oooo', 15)}“`])
      expect(judgeText(around(`${words('aaaa', 5)}: ${quoted}.`), majority).verdict).toBe('english');
    expect(judgeText(around(`${words('aaaa', 5)}: ${words('oooo', 15)}.`), majority).verdict).toBe('mixed');
  });
});

describe('names', () => {
  const heard = (text: string): number => majority(text.toLowerCase());
  const many = (count: number) => words('Oooo', count);
  const page = (...parts: string[]) => parts.join('\n');

  it('fill a piece and say nothing, where at least half of the page is English', () => {
    expect(judgeText(page(piece('aaaa'), many(58)), heard)).toMatchObject({ verdict: 'english', confidence: 0.98 });
    expect(judgeText(page(piece('aaaa'), many(58), many(58)), heard).verdict).toBe('mixed');
    expect(judgeText(page(many(58), many(58)), heard).verdict).toBe('not-english');
  });

  it('do not hide what is said beside them, from 40 letters on', () => {
    const beside = (count: number) => page(piece('aaaa'), `${many(48)} ${words('oooo', count)}`);
    expect(judgeText(beside(9), heard).verdict).toBe('english');
    expect(judgeText(beside(10), heard).verdict).toBe('mixed');
  });

  it('do not make what is said beside them another language', () => {
    const said = `${words('aaaa', 12)} ${many(46)}`;
    expect(judgeText(page(piece('aaaa'), said), heard).verdict).toBe('english');
  });

  it('are not the words of a row of values', () => {
    const rows = Array.from({ length: 12 }, (_, at) => `Oooo Oooo   ${at},4`).join('\n');
    const { verdict, spans } = judgeText(page(lines('aaaa', 8), rows), heard);
    expect({ verdict, marked: spans?.length }).toEqual({ verdict: 'mixed', marked: expect.any(Number) as number });
    expect(judgeText(page(lines('aaaa', 8), rows.replace(/ {3}\d+,4/g, '')), heard).verdict).toBe('english');
  });

  it('leave a piece alone that holds another script', () => {
    const named = `${many(52)} ${words(arabic, 6)}`;
    expect(judgeText(page(piece('aaaa'), piece('aaaa'), named), heard).verdict).toBe('mixed');
  });
});
