/**
 * One lot of instances, until the DICOMweb server has said of each whether it holds it. A lost connection is waited out;
 * an answer that leaves an instance out confirms nothing of it.
 */
import { TransferError } from '../errors.ts';
import { refusals } from '../persist.ts';
import type { TransferCode } from '../port.ts';
import { oddAnswers } from '../retry.ts';
import { unlessAborted, watchdog } from '../watchdog.ts';
import { answerTypes, readStowAnswer } from './answer.ts';
import { multipart, newBoundary } from './multipart.ts';
import { nextStowStep, type StowReply } from './rules.ts';
import { asked, connected, type StowTools, waitALittle, windowOf } from './tools.ts';

export interface Parcel {
  readonly uid: string;
  readonly content: Blob;
}

/** `stored`, or why it was not taken. */
export type Verdict = 'stored' | { readonly refused: TransferCode };

export type Verdicts = ReadonlyMap<string, Verdict>;

/** `/studies` below the base address, whatever query a signed address has. */
export function storeAddress(base: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/u, '')}/studies`;
  return url.href;
}

const retryAfterOf = (text: string | undefined): number | undefined => {
  const seconds = Number(text);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : undefined;
};

/** @returns null: nobody answered. */
async function post(
  lot: readonly Parcel[],
  tools: StowTools,
  tries: number,
  signal: AbortSignal,
): Promise<StowReply | null> {
  const { places } = tools;
  places.known ??= await asked(tools, signal, places.ask);
  const { url, token } = places.known;
  const { type, body } = multipart(
    lot.map(({ content }) => content),
    newBoundary(),
  );
  const request = tools.http.createRequest('POST', storeAddress(url));
  const guard = watchdog(windowOf(tools, tries), signal);
  const abort = (): void => void request.abort();
  guard.signal.addEventListener('abort', abort, { once: true });
  try {
    request.setHeader('Content-Type', type);
    request.setHeader('Accept', answerTypes);
    if (token !== undefined) request.setHeader('Authorization', `Bearer ${token}`);
    request.setProgressHandler((sent) => {
      guard.feed();
      tools.onSent(sent, body.size);
    });
    tools.onSent(0, body.size);
    const response = await unlessAborted(guard.signal, request.send(body));
    const retryAfter = retryAfterOf(response.getHeader('Retry-After'));
    return {
      status: response.getStatus(),
      body: response.getBody(),
      ...(retryAfter !== undefined && { retryAfter }),
    };
  } catch {
    signal.throwIfAborted();
    return null;
  } finally {
    guard.signal.removeEventListener('abort', abort);
    guard.stop();
  }
}

const sizeOf = (lot: readonly Parcel[]): number => lot.reduce((sum, { content }) => sum + content.size, 0);

async function inHalves(lot: readonly Parcel[], tools: StowTools, signal: AbortSignal): Promise<Verdicts> {
  const middle = Math.ceil(lot.length / 2);
  const verdicts: [string, Verdict][] = [];
  for (const half of [lot.slice(0, middle), lot.slice(middle)]) verdicts.push(...(await deliver(half, tools, signal)));
  return new Map(verdicts);
}

/**
 * Sends a lot until every instance has its answer.
 * @throws TransferError where none of them can go on as it is; the signal's reason
 */
export async function deliver(lot: readonly Parcel[], tools: StowTools, signal: AbortSignal): Promise<Verdicts> {
  const { connection, size } = tools;
  const verdicts = new Map<string, Verdict>();
  const refuse = (parcels: readonly Parcel[], refused: TransferCode): void => {
    for (const { uid } of parcels) verdicts.set(uid, { refused });
  };
  let left = lot;
  let [odd, refused] = [0, 0];
  for (let tries = 0; left.length > 0; tries += 1) {
    await connected(tools, signal);
    const reply = await post(left, tools, tries, signal);
    const step = nextStowStep(reply);
    switch (step.do) {
      case 'wait-connection':
        connection.lost(step.retryAfter);
        // Cut off again: less of it at once comes through where all of it never would.
        if (reply === null && tries > 0 && left.length > 1) {
          size.shrink(sizeOf(left));
          return new Map([...verdicts, ...(await inHalves(left, tools, signal))]);
        }
        break;
      case 'ask-place':
        refused += 1;
        if (refused > refusals) throw new TransferError('imaging-not-open', true);
        tools.places.known = undefined;
        break;
      case 'wait':
        await waitALittle(tools, tries, signal, step.code);
        break;
      case 'split':
        connection.alive();
        if (step.code === 'too-large') size.shrink(sizeOf(left));
        if (left.length > 1) return new Map([...verdicts, ...(await inHalves(left, tools, signal))]);
        refuse(left, step.code);
        left = [];
        break;
      case 'read':
      case 'odd': {
        connection.alive();
        const answer = step.do === 'read' ? readStowAnswer(reply?.body ?? '') : null;
        let full = false;
        left = left.filter(({ uid }) => {
          const failure = answer?.failed.get(uid);
          if (answer?.stored.has(uid)) verdicts.set(uid, 'stored');
          else if (failure === 'full') full = true;
          else if (failure !== undefined && failure !== 'again') verdicts.set(uid, { refused: failure });
          return !verdicts.has(uid);
        });
        if (left.length === 0) break;
        // Room may come at any time; a server that never says what became of an instance ends in a word about it.
        if (!full) odd += 1;
        if (odd > oddAnswers) {
          refuse(left, 'refused');
          return verdicts;
        }
        await waitALittle(tools, tries, signal, full ? 'storage-full' : undefined);
      }
    }
  }
  size.grow();
  return verdicts;
}
