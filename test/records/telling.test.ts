import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageVerdict } from '../../src/protocol/verdict.ts';
import { telling } from '../../src/records/worker/telling.ts';

const pageOf = (page: number): PageVerdict => ({
  page,
  verdict: 'english',
  language: 'en',
  confidence: 1,
  method: 'text',
});

describe('pages as they are told', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('the first at once, a rush of others together and in order', () => {
    const heard: number[] = [];
    const told = telling(({ page }) => heard.push(page));
    for (let page = 1; page <= 40; page += 1) told.page(pageOf(page));
    expect(heard).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(heard).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(vi.getTimerCount()).toBe(1);
    // Slow pages, as scans are, wait for nothing.
    vi.advanceTimersByTime(100);
    expect(vi.getTimerCount()).toBe(0);
    told.page(pageOf(41));
    expect(heard.at(-1)).toBe(41);
  });

  it('the rest before the end, and nothing after it', () => {
    const heard: number[] = [];
    const told = telling(({ page }) => heard.push(page));
    for (let page = 1; page <= 3; page += 1) told.page(pageOf(page));
    told.end();
    expect(heard).toEqual([1, 2, 3]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('none any more to who gave up, also in the middle', () => {
    const heard: number[] = [];
    const told = telling(({ page }) => {
      heard.push(page);
      if (page === 3) told.stop();
    });
    for (let page = 1; page <= 9; page += 1) told.page(pageOf(page));
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual([1, 2, 3]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
