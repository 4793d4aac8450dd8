/** The policy for pages read as pictures: three witnesses must agree before a page is English. */
import { describe, expect, it } from 'vitest';
import { judgeReading, looksTurned, type Reading } from '../../src/records/ocr/judge-reading.ts';
import { readingOf } from '../../src/records/ocr/read-letters.ts';
import { readingOrder } from '../../src/records/ocr/read-scans.ts';
import { recordOf, stoppedRecord } from '../../src/records/record-verdict.ts';
import type { Judgement } from '../../src/records/text/judge.ts';
import type { IdentityMatch, PageVerdict, RecordOffers } from '../../src/protocol/verdict.ts';

/** A sharp page of English, well read. */
const well: Reading = {
  text: '',
  letters: 800,
  words: 160,
  lines: 16,
  confidence: 0.95,
  sure: 0.98,
  known: 0.94,
  sharpness: 0.8,
};
const english: Judgement = { verdict: 'english', language: 'en', confidence: 0.99 };
const spanish: Judgement = { verdict: 'not-english', language: 'es', confidence: 0.98, reason: 'other-language' };
const mixed: Judgement = { verdict: 'mixed', language: 'es', confidence: 0.6, reason: 'half-and-half' };

describe('a page read as a picture', () => {
  it('is English where all agree, and no surer than its reading', () => {
    expect(judgeReading(well, english)).toEqual({ verdict: 'english', language: 'en', confidence: 0.95 });
    expect(judgeReading({ ...well, confidence: 1 }, english).confidence).toBe(0.99);
  });

  it.each([
    ['too few of its words are in the dictionary', { known: 0.59 }],
    ['it was read with doubt', { confidence: 0.59 }],
    ['few of its words are sure', { sure: 0.49 }],
  ])('is not said to be English where %s', (_, doubt) => {
    const verdict = judgeReading({ ...well, ...doubt }, english);
    expect(verdict).toMatchObject({ verdict: 'unreadable', language: 'und', reason: 'poor-picture' });
  });

  it('is as doubtful as its reading was, and says no more than it knows', () => {
    const badly = judgeReading({ ...well, confidence: 0.55 }, english);
    expect(badly).toEqual({ verdict: 'unreadable', language: 'und', confidence: 0.45, reason: 'poor-picture' });
    const guessed = judgeReading({ ...well, confidence: 0.2, known: 0, sure: 0 }, spanish);
    expect(guessed).toEqual({ verdict: 'not-english', language: 'und', confidence: 0.8, reason: 'other-script' });
    const blurred = judgeReading({ ...well, confidence: 0.2, sharpness: 0.1 }, spanish);
    expect(blurred).toEqual({ verdict: 'unreadable', language: 'und', confidence: 0.8, reason: 'poor-picture' });
    const soft = judgeReading({ ...well, confidence: 0.55, sharpness: 0.1 }, spanish);
    expect(soft).toEqual({ verdict: 'unreadable', language: 'und', confidence: 0.45, reason: 'poor-picture' });
    expect(judgeReading(well, english)).not.toHaveProperty('reason');
    expect(judgeReading({ ...well, letters: 11 }, english)).not.toHaveProperty('reason');
  });

  it('is English up to those very lines', () => {
    expect(judgeReading({ ...well, known: 0.6, confidence: 0.6, sure: 0.5 }, english).verdict).toBe('english');
  });

  it('is in another language where the classifier says so', () => {
    expect(judgeReading({ ...well, known: 0.54 }, spanish)).toEqual(spanish);
    expect(judgeReading({ ...well, known: 0.85 }, spanish)).toEqual(spanish);
  });

  it('goes to a human where the dictionary contradicts the classifier', () => {
    const verdict = judgeReading({ ...well, known: 0.86 }, spanish);
    expect(verdict).toEqual({ verdict: 'mixed', language: 'es', confidence: 0.5, reason: 'half-and-half' });
  });

  it('in another language, but out of focus, is not refused', () => {
    const blurred = { ...well, known: 0.5, confidence: 0.55, sharpness: 0.29 };
    expect(judgeReading(blurred, spanish)).toMatchObject({ verdict: 'unreadable', reason: 'poor-picture' });
    expect(judgeReading({ ...blurred, sharpness: 0.3 }, spanish)).toEqual(spanish);
    expect(judgeReading({ ...blurred, confidence: 0.6 }, spanish)).toEqual(spanish);
  });

  it('that is guessed at is another script, whatever the guesses look like', () => {
    const guessed = { ...well, confidence: 0.2, sure: 0.03, known: 0.04 };
    for (const text of [english, spanish, mixed])
      expect(judgeReading(guessed, text)).toEqual({
        verdict: 'not-english',
        language: 'und',
        confidence: 0.8,
        reason: 'other-script',
      });
    expect(judgeReading({ ...guessed, confidence: 0.49 }, english).reason).toBe('other-script');
    expect(judgeReading({ ...guessed, confidence: 0.5 }, english).reason).toBe('poor-picture');
  });

  it('that is guessed at and out of focus is a poor picture', () => {
    const verdict = judgeReading({ ...well, confidence: 0.2, sharpness: 0.29 }, english);
    expect(verdict).toEqual({ verdict: 'unreadable', language: 'und', confidence: 0.8, reason: 'poor-picture' });
    expect(judgeReading({ ...well, confidence: 0.2, sharpness: 0.3 }, english).reason).toBe('other-script');
  });

  it.each([
    ['letters', { letters: 59 }],
    ['words', { words: 19, lines: 2 }],
    ['words in a line', { words: 31, lines: 16 }],
  ])('with too few guessed %s is a picture: a photograph is not refused', (_, few) => {
    const guessed = { ...well, confidence: 0.2 };
    expect(judgeReading({ ...guessed, ...few }, spanish)).toEqual({
      verdict: 'image',
      language: 'und',
      confidence: 0.5,
    });
  });

  it('with just enough guesses is another script', () => {
    const least = { ...well, confidence: 0.2, letters: 60, words: 20, lines: 10 };
    expect(judgeReading(least, spanish).verdict).toBe('not-english');
  });

  it('with hardly a letter is a picture', () => {
    expect(judgeReading({ ...well, letters: 11 }, english)).toEqual({
      verdict: 'image',
      language: 'und',
      confidence: 0.8,
    });
    expect(judgeReading({ ...well, letters: 12 }, english).verdict).toBe('english');
  });

  it('with too little text, or of which nothing can be made, says so', () => {
    const little: Judgement = { verdict: 'unreadable', language: 'und', confidence: 0.5, reason: 'too-little-text' };
    expect(judgeReading(well, little)).toEqual(little);
    expect(judgeReading(well, { ...little, reason: 'broken-encoding' })).toEqual({
      verdict: 'unreadable',
      language: 'und',
      confidence: 0.5,
      reason: 'poor-picture',
    });
  });

  it('that is mixed stays mixed', () => expect(judgeReading(well, mixed)).toEqual(mixed));
});

describe('turning a page', () => {
  it('is tried only where it makes no sense as it lies', () => {
    expect(looksTurned(well)).toBe(false);
    expect(looksTurned({ ...well, confidence: 0.7, known: 0.25, letters: 12 })).toBe(false);
    expect(looksTurned({ ...well, letters: 11 })).toBe(true);
    expect(looksTurned({ ...well, confidence: 0.69 })).toBe(true);
    expect(looksTurned({ ...well, known: 0.24 })).toBe(true);
  });
});

describe('what was read', () => {
  const knows = (word: string): boolean => ['the', 'child'].includes(word);

  it('counts words of two letters and more by their letters, and knows only what it is sure of', () => {
    const reading = readingOf(
      [
        [
          { text: 'The', confidence: 90 },
          { text: 'child,', confidence: 60 },
        ],
        [
          { text: 'a', confidence: 99 },
          { text: '12.4', confidence: 99 },
          { text: 'xy', confidence: 75 },
        ],
      ],
      knows,
      0.4,
    );
    expect(reading).toMatchObject({ text: 'The child,\na 12.4 xy', letters: 10, words: 3, lines: 2, sharpness: 0.4 });
    expect(reading.confidence).toBeCloseTo((3 * 0.9 + 5 * 0.6 + 2 * 0.75) / 10);
    expect(reading.sure).toBeCloseTo(2 / 3);
    expect(reading.known).toBeCloseTo(1 / 2);
  });

  it('may be nothing', () => {
    expect(readingOf([], knows)).toMatchObject({ letters: 0, words: 0, lines: 0, confidence: 0, sure: 0, known: 0 });
  });
});

describe('the order of reading', () => {
  it.each([
    [0, []],
    [1, [0]],
    [3, [0, 1, 2]],
    [9, [0, 1, 2, 4, 6, 8, 3, 5, 7]],
  ])('of %d pages', (count, order) => expect(readingOrder(count)).toEqual(order));

  it('leaves none out and reads none twice', () => {
    for (let count = 0; count < 80; count += 1)
      expect(readingOrder(count).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
  });
});

describe('a record', () => {
  const page = (number: number, verdict: PageVerdict['verdict'], more: Partial<PageVerdict> = {}): PageVerdict => ({
    page: number,
    verdict,
    language: verdict === 'english' ? 'en' : 'und',
    confidence: 1,
    method: 'text',
    ...more,
  });

  it('says what was not read and why, and nothing of pictures that were looked at', () => {
    const pages = [
      page(1, 'english'),
      page(2, 'image', { reason: 'no-text-layer' }),
      page(3, 'image', { reason: 'time-limit' }),
      page(4, 'image', { method: 'ocr' }),
      page(5, 'unreadable'),
      page(6, 'unreadable', { reason: 'encrypted' }),
    ];
    expect(recordOf(pages, 'application/pdf', 'too-many-pages').unread).toEqual([
      { page: 2, reason: 'ocr-unavailable' },
      { page: 3, reason: 'time-limit' },
      { page: 5, reason: 'damaged' },
      { page: 6, reason: 'encrypted' },
      { reason: 'too-many-pages' },
    ]);
  });

  it('counts a page that was read as read, whatever it says', () => {
    const pages = [page(1, 'mixed', { reason: 'half-and-half' }), page(2, 'not-english', { reason: 'other-language' })];
    expect(recordOf(pages, 'application/pdf')).toMatchObject({ unread: [], pages });
  });

  it('tells whose it is, what it offers and why it was cut short only where that is known', () => {
    const bare = recordOf([page(1, 'english')], 'application/pdf');
    for (const key of ['identity', 'offers', 'reason']) expect(bare).not.toHaveProperty(key);
    const identity: IdentityMatch = { outcome: 'not-found', names: [], birthDates: [] };
    const offers: RecordOffers = { category: 'laboratory' };
    expect(recordOf([], 'application/pdf', 'damaged', identity, offers)).toMatchObject({
      identity,
      offers,
      reason: 'damaged',
    });
  });

  it('names languages by how often they were found', () => {
    const pages = [
      page(1, 'not-english', { language: 'es' }),
      page(2, 'english'),
      page(3, 'english'),
      page(4, 'blank'),
    ];
    expect(recordOf(pages, 'application/pdf')).toMatchObject({
      verdict: 'refused',
      languages: ['en', 'es'],
      counts: { english: 2, 'not-english': 1, blank: 1, mixed: 0, unreadable: 0, image: 0 },
    });
  });

  it('of pictures alone is a question only where it is no study', () => {
    expect(recordOf([page(1, 'image')], 'application/dicom').verdict).toBe('accepted');
    expect(recordOf([page(1, 'image')], 'image/jpeg').verdict).toBe('needs-review');
    expect(recordOf([], 'application/dicom').verdict).toBe('needs-review');
    expect(recordOf([page(1, 'image'), page(2, 'unreadable')], 'application/dicom').verdict).toBe('needs-review');
  });

  it('whose check was stopped is never accepted, and refused only by what was read', () => {
    expect(stoppedRecord([page(1, 'english')])).toMatchObject({ verdict: 'needs-review', reason: 'time-limit' });
    expect(stoppedRecord([page(1, 'not-english')]).verdict).toBe('refused');
    expect(stoppedRecord([]).mediaType).toBe('application/octet-stream');
  });
});
