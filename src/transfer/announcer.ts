/** Tells the session, and other tabs, how far each file is; no oftener than a person can follow. */
import { TransferError } from './errors.ts';
import type { UploadItem, UploadListener, UploadState } from './port.ts';
import { openTabs, type Heard, type Tabs } from './tabs.ts';
import type { Upload } from './upload.ts';

/** Milliseconds between two events of a file that is being sent. */
const eventPause = 250;

/** What a person is told of an error: a changed or vanished file can be chosen again, the rest is `failed`. */
export function stateOf(error: unknown, sent: number): UploadState {
  if (!(error instanceof TransferError)) return { phase: 'failed', code: 'refused', retryable: true, sent };
  const { code, retryable } = error;
  if (code === 'wrong-file') return { phase: 'repick', sent, wrongFile: true };
  if (code === 'file-changed' || code === 'file-unreadable') return { phase: 'repick', sent, code };
  return { phase: 'failed', code, retryable, sent };
}

export const itemOf = ({ clientId, size, recordId, state }: Upload): UploadItem => ({
  clientId,
  size,
  ...(recordId !== undefined && { recordId }),
  state,
});

export interface Announcer {
  /** Sets the state of an upload and tells it, unless it is one `sending` too many. */
  readonly publish: (upload: Upload, state: UploadState) => void;
  readonly subscribe: (listener: UploadListener) => () => void;
  /** From now on other tabs of this referral are told, and heard. */
  readonly open: (scope: string, onHeard: (news: Heard) => void) => void;
  /** Nothing is told any more. */
  readonly close: () => void;
}

/** @param isCurrent is this the upload that stands for its client id? One that was replaced or removed is not told. */
export function createAnnouncer(now: () => number, isCurrent: (upload: Upload) => boolean): Announcer {
  const listeners = new Set<UploadListener>();
  const told = new WeakMap<Upload, number>();
  let tabs: Tabs = { tell: () => undefined, close: () => undefined };
  let closed = false;

  const tellTabs = ({ key, size }: Upload, state: UploadState): void => {
    if (state.phase === 'sending' || state.phase === 'confirming') {
      tabs.tell({ key, phase: state.phase, sent: state.sent });
    }
    if (state.phase === 'received') tabs.tell({ key, phase: 'received', sent: size, recordId: state.recordId });
  };

  return {
    publish(upload, state) {
      const again = state.phase === 'sending' && upload.state.phase === 'sending';
      upload.state = state;
      if (closed || !isCurrent(upload)) return;
      if (again && now() - (told.get(upload) ?? 0) < eventPause) return;
      told.set(upload, now());
      tellTabs(upload, state);
      for (const listener of listeners) listener(upload.clientId, state, itemOf(upload));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open(scope, onHeard) {
      if (!closed) tabs = openTabs(scope, onHeard);
    },
    close() {
      closed = true;
      tabs.close();
    },
  };
}
