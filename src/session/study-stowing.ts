/** One study on its way to the program's own image archive: a DICOMweb server, by STOW-RS. The backend is told what is there. */
import { ProblemError } from '../client/errors.ts';
import { isAllowedRedirect } from '../journey/allowed-redirect.ts';
import type { JourneyProblem, RefusedImage, StudyCarried } from '../journey/state.ts';
import type { StudyView } from '../protocol/study.ts';
import type { FoundStudy } from '../records/study/index.ts';
import type { Transfer, UploadState } from '../transfer/port.ts';
import { createStow, type StowPlace } from '../transfer/stow/index.ts';
import { connectivityOf } from './connectivity.ts';
import type { Context } from './context.ts';

export { forgetStowed } from '../transfer/stow/index.ts';

export interface StudyStowing {
  readonly context: Context;
  readonly referralId: string;
  /** As it was declared. */
  readonly study: StudyView;
  readonly found: FoundStudy;
  readonly signal: AbortSignal;
  /** The transfer, while it is under way. */
  readonly onTransfer: (transfer: Transfer) => void;
  readonly onCarried: (carried: StudyCarried) => void;
  /** Paths of the files that could not be read so far. */
  readonly onUnreadable: (paths: readonly string[]) => void;
  readonly onRefused: (images: readonly RefusedImage[]) => void;
}

const UID = /^[0-9.]{1,64}$/u;
/** What a server says of one image; anything else stands in the way of all of them. */
const refusals = ['unsupported', 'corrupt', 'too-large', 'refused'];
const over: readonly UploadState['phase'][] = ['received', 'failed', 'repick'];
/** Tellings of how far it is at the most one in so many milliseconds: each renders. */
const PAUSE = 250;

const isRefusal = (state: Extract<UploadState, { readonly phase: 'failed' }>): boolean =>
  !state.retryable && refusals.includes(state.code);

/** Where the images go now. @throws where it is not, or no longer, open, or leads where the program did not say */
async function placeOf({ context, referralId }: StudyStowing, signal: AbortSignal): Promise<StowPlace> {
  const answer = await context.client?.call('imaging.read', { params: { id: referralId }, signal });
  const { mode, url, token, expiresAt } = answer?.body ?? {};
  const { program } = context.state();
  const hosts = program.phase === 'ready' ? (program.program.redirectHosts ?? []) : [];
  if (mode !== 'stow-rs' || url === undefined || expiresAt === undefined || !isAllowedRedirect(url, hosts))
    throw new ProblemError({ code: 'imaging-not-open', status: 409, retryable: false });
  return { url, expiresAt, ...(token === undefined ? {} : { token }) };
}

/**
 * Sends what the archive has not confirmed yet.
 * @returns what stood in the way, or null
 * @throws the signal's reason
 */
export async function stowStudy(stowing: StudyStowing): Promise<JourneyProblem | null> {
  const { context, referralId, study, found, signal, onTransfer, onCarried, onUnreadable, onRefused } = stowing;
  const { client, environment, state } = context;
  const create = context.createStow ?? createStow;
  // No name of a file enters the transfer.
  const files = new Map(found.sources.map((source, index) => [`image-${String(index)}`, source]));
  const transfer = create({
    referralId,
    studyId: study.id,
    uidOf(clientId) {
      const { uid } = files.get(clientId) ?? {};
      return uid !== undefined && UID.test(uid) ? uid : undefined;
    },
    place: (asking) => placeOf(stowing, asking),
    async report(instances, asking) {
      await client?.call('study.stowed', {
        params: { id: referralId, sid: study.id },
        body: { ...(UID.test(found.uid) ? { studyUid: found.uid } : {}), instances: [...instances] },
        repeatable: true,
        signal: asking,
      });
    },
    now: environment.now,
    random: environment.random,
    connectivity: connectivityOf(environment.connection),
  });
  onTransfer(transfer);

  const sent = new Map<string, number>();
  let total = 0;
  let told = { at: 0, phase: '' };
  const count = (clientId: string, bytes: number): void => {
    total += bytes - (sent.get(clientId) ?? 0);
    sent.set(clientId, bytes);
  };
  const tell = (phase: 'sending' | 'paused' | 'connection'): void => {
    if (phase === told.phase && environment.now() - told.at < PAUSE) return;
    told = { at: environment.now(), phase };
    onCarried({ phase, sent: total });
  };
  const waiting = new Set(files.keys());
  const settled = Promise.withResolvers<void>();
  transfer.subscribe((clientId, now, { size }) => {
    if (now.phase === 'received') count(clientId, size);
    else if ('sent' in now) count(clientId, now.sent);
    if (now.phase === 'paused' || now.phase === 'connection') tell(now.phase);
    else if (now.phase === 'sending') tell('sending');
    if (over.includes(now.phase)) waiting.delete(clientId);
    else waiting.add(clientId);
    if (waiting.size === 0) settled.resolve();
  });
  const stop = (): void => settled.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    if (state().carryingPaused) transfer.pause();
    for (const [clientId, { file }] of files) transfer.add({ clientId, blob: file });
    await settled.promise;
  } finally {
    signal.removeEventListener('abort', stop);
    transfer.dispose();
  }
  const items = transfer.list();
  const pathOf = (clientId: string): string => files.get(clientId)?.path ?? '';
  onUnreadable(items.filter((item) => item.state.phase === 'repick').map(({ clientId }) => pathOf(clientId)));
  onRefused(
    items.flatMap(({ clientId, state: now }) =>
      now.phase === 'failed' && isRefusal(now) ? [{ path: pathOf(clientId), reason: now.code }] : [],
    ),
  );
  const [failed] = items.flatMap(({ state: now }) => (now.phase === 'failed' && !isRefusal(now) ? [now.code] : []));
  return failed === undefined ? null : { code: failed, retryable: true };
}
