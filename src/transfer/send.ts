/** Attempt after attempt until the server holds every byte: the part that never gives up. */
import type { Outcome } from './carrier.ts';
import type { CarryTools } from './carry.ts';
import type { DigestPass } from './digest-pass.ts';
import { TransferError } from './errors.ts';
import { Pace } from './pace.ts';
import { reauthorize, refusals, waitFor, waitForConnection } from './persist.ts';
import { nextStep, smallerChunk } from './retry.ts';
import { stillReads } from './source.ts';
import type { Upload } from './upload.ts';
import { stallWindow, watchdog } from './watchdog.ts';

export interface Sending {
  readonly blob: Blob;
  readonly url: string;
  readonly digest: DigestPass;
  readonly fingerprint: string;
}

/** A slow line with a deep buffer looks stalled while it is not: the window widens up to this many times. */
const widest = 4;

/** Counters since the server last took a byte. */
interface Patience {
  tries: number;
  odd: number;
  refused: number;
}

const fresh = (): Patience => ({ tries: 0, odd: 0, refused: 0 });

/**
 * @returns `complete`, or `gone` if the resource is not there any more.
 * @throws TransferError when no further attempt can help; the signal's reason.
 */
export async function send(
  upload: Upload,
  sending: Sending,
  tools: CarryTools,
  signal: AbortSignal,
): Promise<'complete' | 'gone'> {
  const { blob, url, digest } = sending;
  const { limits } = tools.options;
  const rate = new Pace(tools.now);
  let chunk = limits.chunk;
  let patience = fresh();
  let accepted = -1;
  let widen = 1;
  let stalled = false;
  for (;;) {
    await waitForConnection(upload, tools, signal);
    let token: string | undefined;
    const guard = watchdog((limits.stall ?? stallWindow) * widen, signal);
    let outcome: Outcome;
    try {
      const carrier = await tools.carrier();
      tools.publish(upload, { phase: 'sending', sent: upload.sent });
      outcome = await carrier.carry({
        key: upload.key.slice(0, 16),
        blob,
        url,
        ...(chunk !== undefined && { chunk }),
        signal: guard.signal,
        authorize: async () => (token = await tools.authority.token()),
        onOffset: async (length, expiresAt) => {
          tools.connection.alive();
          // The resource was made for this record: another length means another file (A finished, B picked).
          if (length !== blob.size) throw new TransferError('wrong-file');
          if (expiresAt !== undefined) upload.journal?.note({ expiresAt });
          guard.hold();
          await digest.proof();
          guard.feed();
        },
        onProgress: (sent) => {
          if (guard.signal.aborted) return;
          upload.sent = sent;
          const bytesPerSecond = rate.sample(sent);
          tools.publish(upload, { phase: 'sending', sent, ...(bytesPerSecond !== undefined && { bytesPerSecond }) });
        },
        onAccepted: (offset) => {
          if (offset > accepted) {
            if (stalled && accepted >= 0) widen = Math.min(widest, widen * 2);
            patience = fresh();
          }
          stalled = false;
          accepted = offset;
          upload.sent = offset;
          upload.journal?.note({ sent: offset });
        },
        onActivity: () => guard.feed(),
      });
    } catch (error) {
      // The chunk with the carrier could not be fetched: that is the network too.
      outcome = signal.aborted
        ? { kind: 'aborted' }
        : error instanceof TransferError
          ? { kind: 'stopped', error }
          : { kind: 'lost' };
    } finally {
      guard.stop();
    }
    rate.reset();
    signal.throwIfAborted();
    if (outcome.kind === 'complete') {
      upload.sent = upload.size;
      return 'complete';
    }
    stalled = guard.bit();
    if (outcome.kind === 'aborted') outcome = { kind: 'lost' };
    if (outcome.kind === 'stopped') {
      if (outcome.error instanceof TransferError) throw outcome.error;
      // The capability could not be had: as good as no connection, unless the session says otherwise.
      await reauthorize(tools, undefined);
      outcome = { kind: 'lost' };
    }
    // A file that changed or vanished looks like a lost connection to the request that carries it.
    await stillReads(blob, sending.fingerprint);
    const step = nextStep(outcome, patience.odd);
    if (outcome.kind === 'answer' && step.do !== 'wait-connection') tools.connection.alive();
    switch (step.do) {
      case 'wait-connection':
        tools.connection.lost(step.retryAfter);
        break;
      case 'wait':
        patience.odd += 1;
        await waitFor(upload, tools, patience.tries, signal, step.code);
        patience.tries += 1;
        break;
      case 'authorize':
        patience.refused += 1;
        if (patience.refused > refusals) throw new TransferError('unauthorized', true);
        await reauthorize(tools, token);
        break;
      case 'renew':
        return 'gone';
      case 'smaller': {
        const smaller = smallerChunk(chunk);
        if (smaller === null) throw new TransferError('too-large');
        chunk = smaller;
        break;
      }
      case 'fail':
        throw new TransferError(step.code, step.retryable);
    }
  }
}
