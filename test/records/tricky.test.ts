/** The quick part of the tricky set (test/fixtures/tricky/set.ts), and of the slow part a few; all of it is in test/long. */
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import { isRight } from '../fixtures/tricky/judge.ts';
import { trickyFiles } from '../fixtures/tricky/set.ts';

describe('files that fool a check of language', { timeout: 120_000 }, () => {
  it('are at least 150', () => expect(trickyFiles.length).toBeGreaterThanOrEqual(150));

  it.each(trickyFiles.filter(({ slow, often }) => !slow || often))('$name: $right', async ({ right, make }) => {
    const verdict = await checkRecord(await make());
    expect(
      isRight(right, verdict),
      JSON.stringify({ verdict: verdict.verdict, pages: verdict.pages.slice(0, 3) }),
    ).toBe(true);
  });
});
