/** Asks the session for something until there is an answer: a lost connection is waited out, never reported as a failure. */
import type { CarryTools } from './carry.ts';
import { backOff } from './connection.ts';
import { readFailure, TransferError } from './errors.ts';
import { passing } from './retry.ts';
import type { Upload } from './upload.ts';
import { stallWindow, unlessAborted, watchdog } from './watchdog.ts';

/** A capability that is refused this often in a row, each time a new one, will not be accepted. */
export const refusals = 3;

/** New capability after 401 or 403. @throws TransferError `unauthorized` when there is none to be had */
export async function reauthorize(tools: CarryTools, stale: string | undefined): Promise<void> {
  try {
    await tools.authority.renew(stale);
  } catch (error) {
    const failure = readFailure(error);
    if (failure.kind === 'later') {
      tools.connection.lost();
      return;
    }
    throw new TransferError('unauthorized', true, error);
  }
}

/** Takes a place among the files that are under way. Who was there before, and only waited, goes first. */
export async function enter(upload: Upload, tools: CarryTools, signal: AbortSignal, first = false): Promise<void> {
  upload.leave?.();
  upload.leave = await tools.slots.take(signal, first);
}

/** Waits without keeping a place from others: one file's trouble is never another's. */
async function aside(upload: Upload, tools: CarryTools, signal: AbortSignal, wait: () => Promise<void>): Promise<void> {
  upload.leave?.();
  await wait();
  await enter(upload, tools, signal, true);
}

/** The wait between two tries of one upload, shown to the person as a wait for the connection. */
export async function waitFor(upload: Upload, tools: CarryTools, tries: number, signal: AbortSignal, code?: string) {
  const delay = backOff(tries, tools.pace, tools.random);
  tools.publish(upload, {
    phase: 'connection',
    sent: upload.sent,
    ...(tools.connection.online && { nextTry: tools.now() + delay }),
    ...(code !== undefined && { code }),
  });
  await aside(upload, tools, signal, () => tools.connection.sleep(delay, signal));
}

/** The wait for the connection that all uploads share. */
export async function waitForConnection(upload: Upload, tools: CarryTools, signal: AbortSignal): Promise<void> {
  const { connection } = tools;
  if (!connection.down) return;
  const { nextTry } = connection;
  tools.publish(upload, { phase: 'connection', sent: upload.sent, ...(nextTry !== undefined && { nextTry }) });
  await aside(upload, tools, signal, () => connection.ready(signal));
}

const askWindow = ({ options }: CarryTools, tries: number): number =>
  (options.limits.stall ?? stallWindow) * 2 * Math.min(16, tries + 1);

/**
 * @returns what `ask` answered, or `gone` on 404 and 410.
 * @throws TransferError when the answer is final; the signal's reason.
 */
export async function persist<Answer>(
  tools: CarryTools,
  upload: Upload,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | 'gone'> {
  for (let tries = 0, refused = 0; ; tries += 1) {
    await waitForConnection(upload, tools, signal);
    signal.throwIfAborted();
    // Nobody may keep an upload waiting for ever. A backend that digests gigabytes gets longer each time.
    const guard = watchdog(askWindow(tools, tries), signal);
    try {
      const answer = await unlessAborted(guard.signal, ask(guard.signal));
      tools.connection.alive();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      const failure = readFailure(error);
      if (failure.kind === 'gone') return 'gone';
      if (failure.kind === 'final') throw new TransferError(failure.code, false, error);
      if (failure.kind === 'unauthorized') {
        refused += 1;
        if (refused > refusals) throw new TransferError('unauthorized', true, error);
        await reauthorize(tools, undefined);
      } else if (failure.status === undefined || passing.has(failure.status)) {
        tools.connection.lost();
      } else await waitFor(upload, tools, tries, signal, failure.code);
    } finally {
      guard.stop();
    }
  }
}
