import { describe, expect, it, vi } from 'vitest';
import { loadClassifier, loadSecondOpinion } from '../../src/records/load.ts';
import { judgeText } from '../../src/records/text/judge.ts';
import { judgeWithSecondOpinion } from '../../src/records/text/second-opinion.ts';
import { defaultThresholds } from '../../src/records/text/voice.ts';

const always = (probability: number) => vi.fn((_text: string) => probability);
const words = (count: number): string => 'aaaa '.repeat(count).trim();
/** 232 letters in one piece, and 96. */
const page = words(58);
const short = words(24);

const judge = (text: string, first: number, second: number) => {
  const asked = always(second);
  const judged = judgeText(text, always(first), defaultThresholds, asked);
  return { ...judged, asked: asked.mock.calls.length > 0 };
};

describe('a second opinion', () => {
  it('is not asked where the first is sure and has enough to go by', () => {
    expect(judge(page, 0.9, 0)).toMatchObject({ verdict: 'english', asked: false });
    expect(judge(page, 0.1, 1)).toMatchObject({ verdict: 'not-english', asked: false });
    expect(judge(short, 0.1, 1)).toMatchObject({ verdict: 'not-english', asked: false });
  });

  it('makes an uncertain page another language, as sure as it is', () => {
    expect(judge(page, 0.5, 0.1)).toMatchObject({ verdict: 'not-english', confidence: 0.9, asked: true });
    expect(judge(page, 0.11, 0.04)).toMatchObject({ verdict: 'not-english', confidence: 0.96 });
    expect(judge(page, 0.89, 0.11)).toMatchObject({ verdict: 'mixed' });
  });

  it('makes nothing English', () => {
    expect(judge(page, 0.89, 1)).toMatchObject({ verdict: 'mixed', asked: true });
    expect(judge(short, 0.89, 1)).toMatchObject({ verdict: 'mixed', asked: true });
  });

  it('may keep fewer than 100 letters from being English', () => {
    expect(judge(short, 0.98, 0.9)).toMatchObject({ verdict: 'english', confidence: 0.98, asked: true });
    expect(judge(short, 0.98, 0.89)).toMatchObject({ verdict: 'mixed', reason: 'too-little-text' });
    expect(judge(words(25), 0.98, 0)).toMatchObject({ verdict: 'english', asked: false });
  });

  it('is asked about a sentence that may be in another language, and lets it pass where it is not sure', () => {
    const sentence = 'oooo '.repeat(12).trim();
    const text = `${page}\n${page}\n${sentence}.\n${page}`;
    const first = (some: string) => (some.includes('aaaa') ? 0.98 : 0.1);
    const second = (probability: number) => (some: string) => (some.includes('aaaa') ? 0.98 : probability);
    expect(judgeText(text, first, defaultThresholds, second(0.021)).verdict).toBe('english');
    expect(judgeText(text, first, defaultThresholds, second(0.02))).toMatchObject({
      verdict: 'mixed',
      spans: [{ start: 2 * page.length + 2, end: 2 * page.length + 2 + sentence.length + 1 }],
    });
  });
});

describe('on real text', () => {
  it.each([
    ['es', 'Dolor abdominal y vómitos desde ayer por la noche.'],
    ['de', 'Bitte nüchtern zur Blutentnahme kommen.'],
    ['pl', 'Proszę zgłosić się na czczo z książeczką zdrowia.'],
    ['id', 'Mohon dibawa hasil laboratorium dan kartu vaksin.'],
  ])('a line in %s is not English', async (_, text) => {
    expect((await judgeWithSecondOpinion(text, defaultThresholds)).verdict).toBe('not-english');
  });

  it('a line in English is', async () => {
    const text = 'Please come back fasting for the blood test.';
    expect((await judgeWithSecondOpinion(text, defaultThresholds)).verdict).toBe('english');
  });

  it('is the same model every time, and another one than the first', async () => {
    const text = 'mother, cardiologia, status';
    const second = await loadSecondOpinion();
    expect(await loadSecondOpinion()).toBe(second);
    expect(second(text)).not.toBe((await loadClassifier())(text));
  });
});
