/** What a person does with a transfer, and what they notice: the harness of the transfer tests. */
import {
  createTransfer,
  memoryJournal,
  type Journal,
  type Transfer,
  type TransferOptions,
  type UploadState,
} from '../../src/transfer/index.ts';
import { nodeStack } from './node-stack.ts';
import type { TusBackend } from './tus-backend.ts';

export interface Family {
  readonly transfer: Transfer;
  readonly journal: Journal;
  /** Every state that was shown of one file, in order. */
  readonly shown: (clientId: string) => readonly UploadState[];
  readonly phases: (clientId: string) => readonly string[];
  /** Waits until one file shows this phase. */
  readonly sees: (
    clientId: string,
    phase: UploadState['phase'],
    test?: (state: UploadState) => boolean,
  ) => Promise<UploadState>;
  /** Waits until one file is received, or must be told otherwise. */
  readonly ends: (clientId: string) => Promise<UploadState>;
  /** How often the session was asked for a capability and for an upload. */
  readonly asked: { refreshes: number; uploads: number; confirms: number };
}

export interface FamilyOptions {
  readonly backend: Pick<TusBackend, 'url' | 'token'>;
  /** Where requests go: the backend itself, or a proxy before it. */
  readonly at?: string;
  readonly journal?: Journal;
  readonly over?: Partial<TransferOptions>;
}

class Refused extends Error {
  readonly status: number;
  readonly retryable: boolean;
  readonly code: string | undefined;
  /** @param code of the problem; an answer without one did not come from the backend. */
  constructor(status: number, code: string | undefined) {
    super('refused');
    this.status = status;
    this.retryable = code === undefined;
    this.code = code;
  }
}

const ending: ReadonlySet<string> = new Set(['received', 'failed', 'repick']);

/** A family at a device, whose files go to `backend`. */
export function family({ backend, at = backend.url, journal = memoryJournal(), over = {} }: FamilyOptions): Family {
  const asked = { refreshes: 0, uploads: 0, confirms: 0 };
  let token = 'first';
  const ask = async (method: string, body: object, signal: AbortSignal): Promise<unknown> => {
    const response = await fetch(`${at}/records`, {
      method,
      body: JSON.stringify(body),
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      signal,
    });
    if (!response.ok) {
      const { code } = (await response.json().catch(() => ({}))) as { code?: string };
      throw new Refused(response.status, code);
    }
    return response.json();
  };
  const sizes = new Map<string, number>();
  const log = new Map<string, UploadState[]>();
  const transfer = createTransfer({
    referralId: 'referral-1',
    async getUpload(clientId, signal) {
      asked.uploads += 1;
      const body = { clientId, size: sizes.get(clientId) ?? 0 };
      const { recordId, path } = (await ask('POST', body, signal)) as { recordId: string; path: string };
      return { recordId, url: `${at}${path}`, expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
    },
    getCapability: async () => token,
    async refreshCapability() {
      asked.refreshes += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      token = backend.token;
      return token;
    },
    async confirm(recordId, digest, signal) {
      asked.confirms += 1;
      await ask('PATCH', { recordId, digest }, signal);
      return 'received';
    },
    journal,
    http: nodeStack,
    limits: { parallel: 3, stall: 2_000, retry: { first: 10, longest: 120 } },
    ...over,
  });
  transfer.subscribe((clientId, state) => log.set(clientId, [...(log.get(clientId) ?? []), state]));
  const add = transfer.add;
  const current = (clientId: string): UploadState | undefined =>
    transfer.list().find((item) => item.clientId === clientId)?.state;
  const until = async (clientId: string, test: (state: UploadState) => boolean): Promise<UploadState> => {
    for (;;) {
      const now = current(clientId);
      if (now && test(now)) return now;
      const told = log.get(clientId)?.length ?? 0;
      await new Promise((resolve) => setTimeout(resolve, 5));
      // A state may be over before the next look: what was told meanwhile counts, too.
      const between = log.get(clientId)?.slice(told).find(test);
      if (between) return between;
    }
  };
  return {
    transfer: {
      ...transfer,
      add(upload) {
        sizes.set(upload.clientId, upload.blob.size);
        add(upload);
      },
    },
    journal,
    asked,
    shown: (clientId) => log.get(clientId) ?? [],
    phases: (clientId) =>
      (log.get(clientId) ?? []).map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]),
    sees: (clientId, phase, test = () => true) => until(clientId, (state) => state.phase === phase && test(state)),
    ends: (clientId) => until(clientId, ({ phase }) => ending.has(phase)),
  };
}

/** Is what the server holds byte for byte what was given? */
export async function sameBytes(backend: TusBackend, clientId: string, given: Uint8Array): Promise<boolean> {
  return Buffer.compare(await backend.bytesOf(clientId), given) === 0;
}
