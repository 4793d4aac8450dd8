/** Pages without usable text, read one after the other: the first ones and a sample first, so that the person knows soon. */
import type { PageVerdict, VerdictReason } from '../../protocol/verdict.ts';
import { Unreadable, type ReadContext } from '../page.ts';
import type { DrawPicture } from '../pictures/picture.ts';
import type { Judgement } from '../text/judge.ts';
import { nameLanguages } from '../text/name-language.ts';
import { judgeWithSecondOpinion } from '../text/second-opinion.ts';
import type { Thresholds } from '../text/voice.ts';
import { judgeReading } from './judge-reading.ts';
import { readLetters } from './read-letters.ts';
import type { Recogniser } from './tesseract.ts';

/** A page that waits to be read. */
export interface WaitingPage {
  /** What is said of it until then. */
  readonly verdict: PageVerdict;
  readonly draw: DrawPicture;
}

/** A page that was read, and its words for the wrong-child check. */
export interface ReadScan {
  readonly verdict: PageVerdict;
  readonly text: string;
}

const first = 2;
const sampled = 4;

/** 0-based places in the order in which they are read: the first pages, a few spread over the rest, then the others. */
export function readingOrder(count: number): number[] {
  const order = new Set<number>();
  for (let at = 0; at < Math.min(first, count); at += 1) order.add(at);
  for (let step = 1; step <= sampled; step += 1) {
    const at = Math.round((step * (count - 1)) / sampled);
    if (at >= 0 && at < count) order.add(at);
  }
  for (let at = 0; at < count; at += 1) order.add(at);
  return [...order];
}

const notRead = (verdict: PageVerdict, reason: VerdictReason): PageVerdict => ({ ...verdict, reason });

/** Spans count in a text that nobody else has: those of a scan are left out. */
const withoutSpans = ({ spans: _, ...judged }: Judgement): Judgement => judged;

async function judge(text: string, thresholds: Thresholds): Promise<Judgement> {
  const named = await nameLanguages(await judgeWithSecondOpinion(text, thresholds), text);
  return withoutSpans(named);
}

/**
 * Reads the pages given.
 * @returns each page as it is known. One that cannot be drawn, or whose turn does not come in time, keeps its verdict and
 *   is given the reason.
 */
export async function* readScans(
  waiting: readonly WaitingPage[],
  recogniser: Recogniser,
  thresholds: Thresholds,
  context: ReadContext,
): AsyncGenerator<ReadScan> {
  const started = context.elapsed();
  const inTime = (): boolean => context.elapsed() - started < context.limits.ocrMilliseconds;
  for (const at of readingOrder(waiting.length)) {
    context.signal?.throwIfAborted();
    const { verdict, draw } = waiting[at] as WaitingPage;
    if (!inTime()) {
      yield { verdict: notRead(verdict, 'time-limit'), text: '' };
      continue;
    }
    try {
      const reading = readLetters(await draw(), recogniser, () => inTime() && context.signal?.aborted !== true);
      const judged = judgeReading(reading, await judge(reading.text, thresholds));
      yield { verdict: { page: verdict.page, method: 'ocr', ...judged }, text: reading.text };
    } catch (cause) {
      context.signal?.throwIfAborted();
      const reason = cause instanceof Unreadable ? cause.reason : 'damaged';
      yield { verdict: notRead(verdict, reason), text: '' };
    }
  }
}
