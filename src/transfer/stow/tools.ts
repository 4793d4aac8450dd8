/** What the parts of a STOW-RS transfer share. */
import { backOff, type Connection, type RetryPace } from '../connection.ts';
import { readFailure, TransferError } from '../errors.ts';
import type { HttpStack, TransferCode } from '../port.ts';
import { passing } from '../retry.ts';
import { unlessAborted, watchdog } from '../watchdog.ts';
import type { LotSize } from './lot.ts';

/** Where images go now. */
export interface StowPlace {
  /** Base address of the DICOMweb server: `/studies` is below it. */
  readonly url: string;
  /** For that server alone. The capability of the referral never goes there. */
  readonly token?: string;
  /** RFC 3339 instant. */
  readonly expiresAt: string;
}

/** Where images go, asked once and then known until it is refused. */
export interface Places {
  known: StowPlace | undefined;
  readonly ask: (signal: AbortSignal) => Promise<StowPlace>;
}

export interface StowTools {
  readonly http: HttpStack;
  readonly connection: Connection;
  readonly pace: RetryPace;
  readonly random: () => number;
  readonly now: () => number;
  /** Milliseconds without a sign of life. */
  readonly stall: number;
  readonly size: LotSize;
  readonly places: Places;
  /** Bytes of the request that left the device, of so many. */
  readonly onSent: (sent: number, of: number) => void;
  /** It waits, and until when where that is known. */
  readonly onWaiting: (nextTry: number | undefined, code?: TransferCode) => void;
}

/** Waits while the connection is down. */
export async function connected({ connection, onWaiting }: StowTools, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!connection.down) return;
  onWaiting(connection.nextTry);
  await connection.ready(signal);
}

/** Waits a little longer each time. */
export async function waitALittle(tools: StowTools, tries: number, signal: AbortSignal, code?: TransferCode) {
  const { connection, pace, random, now, onWaiting } = tools;
  const delay = backOff(tries, pace, random);
  onWaiting(connection.online ? now() + delay : undefined, code);
  await connection.sleep(delay, signal);
}

/** Windows grow: whoever answers slowly gets longer each time. */
export const windowOf = ({ stall }: StowTools, tries: number): number => stall * Math.min(16, tries + 1);

/**
 * Asks our own backend until there is an answer.
 * @throws TransferError where the answer is final; the signal's reason
 */
export async function asked<Answer>(
  tools: StowTools,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    await connected(tools, signal);
    const guard = watchdog(windowOf(tools, tries), signal);
    try {
      const answer = await unlessAborted(guard.signal, ask(guard.signal));
      tools.connection.alive();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      const failure = readFailure(error);
      if (failure.kind === 'gone') throw new TransferError('imaging-not-open', false, error);
      if (failure.kind === 'unauthorized') throw new TransferError('unauthorized', true, error);
      if (failure.kind === 'final') throw new TransferError(failure.code, false, error);
      if (failure.status === undefined || passing.has(failure.status)) tools.connection.lost();
      else await waitALittle(tools, tries, signal, failure.code);
    } finally {
      guard.stop();
    }
  }
}
