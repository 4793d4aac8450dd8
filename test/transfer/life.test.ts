import { describe, expect, test } from 'vitest';
import { memoryJournal, type Journal, type JournalEntry } from '../../src/transfer/index.ts';
import { noise } from '../chaos/random.ts';
import { sameBytes } from './family.ts';
import { bytesThrough, MiB, onPatches, stage, tusMethods } from './stage.ts';

const here = stage();
const bytes = noise(21, 6 * MiB + 9);
const file = (): Blob => new Blob([bytes]);
const moving = (state: object): boolean => 'sent' in state && (state.sent as number) > MiB;

/** A journal that remembers everything that was ever written to it. */
function observed(): Journal & { readonly written: JournalEntry[] } {
  const journal = memoryJournal();
  const written: JournalEntry[] = [];
  return {
    ...journal,
    written,
    put: (entry) => {
      written.push(structuredClone(entry));
      return journal.put(entry);
    },
  };
}

describe('what a person can do', () => {
  test('pause and go on: nothing is sent in between, nothing is sent twice', async () => {
    const { transfer, ends, sees, shown } = here.family();
    here.proxy.bytesPerSecond = 6 * MiB;
    transfer.add({ clientId: 'a', blob: file() });
    transfer.add({ clientId: 'b', blob: file() });
    await sees('a', 'sending', moving);
    transfer.pause();
    expect(await sees('a', 'paused')).toHaveProperty('sent');
    const before = here.proxy.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(here.proxy.requests.length).toBe(before);
    here.proxy.bytesPerSecond = 0;
    transfer.resume();
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await ends('b')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', bytes)).toBe(true);
    expect(shown('a').some(({ phase }) => phase === 'connection')).toBe(false);
    expect(bytesThrough(here.proxy)).toBeLessThan(2.4 * bytes.length);
  });

  test('remove one while it is sent: the others go on, and nothing is deleted on the server by itself', async () => {
    const journal = observed();
    const { transfer, ends, sees } = here.family({ journal });
    here.proxy.bytesPerSecond = 6 * MiB;
    transfer.add({ clientId: 'a', blob: file() });
    transfer.add({ clientId: 'b', blob: file() });
    await sees('a', 'sending', moving);
    await transfer.remove('a');
    here.proxy.bytesPerSecond = 0;
    expect(transfer.list().map(({ clientId }) => clientId)).toEqual(['b']);
    expect(await ends('b')).toMatchObject({ phase: 'received' });
    expect(tusMethods(here.proxy)).not.toContain('DELETE');
    const [first] = journal.written;
    expect(await journal.list(first?.scope ?? '')).toEqual([]);
  });

  test('sign off: every trace leaves the device, and nothing more is sent', async () => {
    const journal = observed();
    const { transfer, sees } = here.family({ journal });
    here.proxy.bytesPerSecond = 6 * MiB;
    transfer.add({ clientId: 'a', blob: file() });
    await sees('a', 'sending', moving);
    await transfer.clear();
    const before = here.proxy.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(here.proxy.requests).toHaveLength(before);
    expect(tusMethods(here.proxy)).not.toContain('DELETE');
    expect(await journal.list(journal.written[0]?.scope ?? '')).toEqual([]);
  });

  test('leaving the page ends the work, and the server keeps what it has', async () => {
    const { transfer, sees } = here.family();
    here.proxy.bytesPerSecond = 6 * MiB;
    transfer.add({ clientId: 'a', blob: file() });
    await sees('a', 'sending', moving);
    expect(transfer.busy()).toBe(true);
    transfer.dispose();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(tusMethods(here.proxy)).not.toContain('DELETE');
    expect(here.backend.records.get('a')?.state).toBe('receiving');
  });

  test('files added while paused wait', async () => {
    const { transfer, ends, sees } = here.family();
    transfer.pause();
    transfer.add({ clientId: 'a', blob: file() });
    await sees('a', 'paused');
    expect(here.proxy.requests).toEqual([]);
    transfer.resume();
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(transfer.busy()).toBe(false);
  });
});

describe('what is kept on the device', () => {
  test('is there before the first byte, holds no name, and is gone after the last', async () => {
    const journal = observed();
    const { transfer, ends } = here.family({ journal });
    let atFirstByte: readonly JournalEntry[] = [];
    here.proxy.plan = ({ method }) => {
      if (method === 'PATCH') atFirstByte = [...journal.written];
      return { kind: 'pass' };
    };
    transfer.add({ clientId: 'a', blob: new File([bytes], 'Amal Haddad 2019.pdf', { type: 'application/pdf' }) });
    await ends('a');
    expect(atFirstByte.length).toBeGreaterThan(0);
    expect(atFirstByte[0]).toMatchObject({
      clientId: 'a',
      size: bytes.length,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/u) as string,
    });
    const everything = JSON.stringify(journal.written) + JSON.stringify(here.proxy.requests);
    expect(everything).not.toMatch(/Amal|Haddad|\.pdf|application\/pdf|referral-1/u);
    expect(here.proxy.requests.some(({ headers }) => 'upload-metadata' in headers)).toBe(false);
    expect(await journal.list(journal.written[0]?.scope ?? '')).toEqual([]);
  });

  test('is not seen by another referral', async () => {
    const journal = memoryJournal();
    const visit = here.family({ journal });
    here.proxy.plan = onPatches({ kind: 'stall', after: MiB });
    visit.transfer.add({ clientId: 'a', blob: file() });
    await visit.sees('a', 'sending');
    visit.transfer.dispose();
    const other = here.family({ journal, over: { referralId: 'referral-2' } });
    await other.transfer.ready;
    expect(other.transfer.list()).toEqual([]);
    await other.transfer.clear();
    const again = here.family({ journal });
    await again.transfer.ready;
    expect(again.transfer.list()).toHaveLength(1);
  });

  test('runs out with the server’s own date', async () => {
    const journal = memoryJournal();
    const visit = here.family({ journal });
    here.proxy.plan = onPatches({ kind: 'stall', after: MiB });
    visit.transfer.add({ clientId: 'a', blob: file() });
    await visit.sees('a', 'sending');
    visit.transfer.dispose();
    const later = here.family({ journal, over: { now: () => Date.now() + 7_200_000 } });
    await later.transfer.ready;
    expect(later.transfer.list()).toEqual([]);
  });

  test('a journal that cannot be written costs the resume, not the upload', async () => {
    const broken = async (): Promise<never> => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const { transfer, ends } = here.family({ journal: { list: broken, put: broken, delete: broken, clear: broken } });
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    await transfer.clear();
  });
});

describe('what the session answers', () => {
  const problem = (status: number, code: string, retryable: boolean) =>
    Object.assign(new Error(code), { status, code, retryable });

  test('a refusal for good ends that file with its code; its neighbours go on', async () => {
    const real = here.family();
    const { transfer, ends } = here.family({
      over: {
        async getUpload(clientId, signal) {
          if (clientId === 'a') throw problem(409, 'quota', false);
          const response = await fetch(`${here.proxy.url}/records`, {
            method: 'POST',
            headers: { Authorization: 'Bearer first' },
            body: JSON.stringify({ clientId, size: bytes.length }),
            signal,
          });
          const { recordId, path } = (await response.json()) as { recordId: string; path: string };
          return { recordId, url: `${here.proxy.url}${path}`, expiresAt: '2099-01-01T00:00:00Z' };
        },
      },
    });
    transfer.add({ clientId: 'a', blob: file() });
    transfer.add({ clientId: 'b', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'failed', code: 'quota', retryable: false });
    expect(await ends('b')).toMatchObject({ phase: 'received' });
    real.transfer.dispose();
  });

  test('a server that is not there, or says later, is asked again', async () => {
    const errors = [
      new TypeError('Failed to fetch'),
      problem(503, 'maintenance', true),
      problem(500, 'x', true),
      problem(401, 'unauthorized', false),
    ];
    let confirms = 0;
    const { transfer, ends, asked } = here.family({
      over: {
        async confirm() {
          confirms += 1;
          const error = errors.shift();
          if (error) throw error;
          return 'received';
        },
      },
    });
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(confirms).toBe(5);
    expect(asked.refreshes).toBe(1);
  });

  test('a backend that is still reading is asked again; nothing is called received before', async () => {
    const answers = ['pending', 'pending', 'received'] as const;
    let confirms = 0;
    const { transfer, ends } = here.family({ over: { confirm: async () => answers[confirms++] ?? 'received' } });
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(confirms).toBe(3);
  });

  test('a record that is not there any more is named', async () => {
    const { transfer, ends } = here.family({
      over: {
        getUpload: async () => {
          throw problem(404, 'not-found', false);
        },
      },
    });
    transfer.add({ clientId: 'a', blob: file() });
    expect(await ends('a')).toMatchObject({ phase: 'failed', code: 'not-found', retryable: false });
  });

  test('an upload that is gone again and again is not hammered', async () => {
    let asked = 0;
    const { transfer, sees } = here.family({
      over: {
        limits: { parallel: 1, retry: { first: 100, longest: 100 } },
        getUpload: async () => {
          asked += 1;
          return { recordId: 'r', url: `${here.proxy.url}/uploads/nothere`, expiresAt: '2099-01-01T00:00:00Z' };
        },
      },
    });
    transfer.add({ clientId: 'a', blob: file() });
    await sees('a', 'connection');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(asked).toBeLessThan(14);
  });
});

describe('two tabs with the same file', () => {
  test('one carries, the other waits and then sees it done; nothing is sent twice', async () => {
    const journal = memoryJournal();
    const first = here.family({ journal });
    const second = here.family({ journal });
    here.proxy.bytesPerSecond = 8 * MiB;
    first.transfer.add({ clientId: 'a', blob: file() });
    await first.sees('a', 'sending');
    second.transfer.add({ clientId: 'a', blob: file() });
    await second.sees('a', 'queued', (state) => 'elsewhere' in state);
    here.proxy.bytesPerSecond = 0;
    expect(await first.ends('a')).toMatchObject({ phase: 'received' });
    expect(await second.ends('a')).toMatchObject({ phase: 'received' });
    expect(bytesThrough(here.proxy)).toBe(bytes.length);
  });

  test('a tab opened meanwhile shows it as under way, and takes over when the first closes', async () => {
    const journal = memoryJournal();
    const first = here.family({ journal });
    here.proxy.bytesPerSecond = 4 * MiB;
    first.transfer.add({ clientId: 'a', blob: file() });
    await first.sees('a', 'sending', moving);
    const second = here.family({ journal });
    await second.sees('a', 'queued', (state) => 'elsewhere' in state);
    first.transfer.dispose();
    await second.sees('a', 'repick');
    here.proxy.bytesPerSecond = 0;
    expect(await second.transfer.repick('a', file())).toBe('accepted');
    expect(await second.ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', bytes)).toBe(true);
  });
});
