/** Studies to a DICOMweb server: each image is there byte for byte, or named with the reason; whatever breaks between. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryJournal } from '../../../src/transfer/journal.ts';
import type { Transfer, UploadState } from '../../../src/transfer/port.ts';
import { createStow, type StowEntry, type StowedInstance, type StowOptions } from '../../../src/transfer/stow/index.ts';
import { scopeOf } from '../../../src/transfer/upload.ts';
import { makeImage } from '../../records/study/make-cd.ts';
import { nodeStack } from '../node-stack.ts';
import { type DicomwebServer, startDicomweb } from './dicomweb-server.ts';

let server: DicomwebServer;
let journal = memoryJournal<StowEntry>();
let reported: StowedInstance[][];
let places: number;
const open: Transfer[] = [];

beforeEach(async () => {
  server = await startDicomweb();
  journal = memoryJournal<StowEntry>();
  reported = [];
  places = 0;
});
afterEach(async () => {
  for (const transfer of open.splice(0)) transfer.dispose();
  await server.close();
});

const uid = (number: number): string => `1.2.826.0.1.3680043.2.1125.1.1.${String(number)}`;
const image = (number: number, side = 64): Buffer => makeImage({ number, instance: uid(number), side });
const images = (count: number): ReadonlyMap<string, Buffer> =>
  new Map(Array.from({ length: count }, (_, index) => [uid(index + 1), image(index + 1)]));

function stow(more: Partial<StowOptions> = {}): Transfer {
  const transfer = createStow({
    referralId: 'referral-1',
    studyId: 'study-1',
    // A client id is the UID here; one image has none.
    uidOf: (clientId) => (clientId === 'nameless' ? undefined : clientId.replace(/^again-/u, '')),
    place: async () => {
      places += 1;
      return {
        url: server.url,
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        ...(server.token === null ? {} : { token: server.token }),
      };
    },
    report: async (instances) => void reported.push([...instances]),
    journal,
    http: nodeStack,
    locks: null,
    connectivity: { online: () => true, onOnline: () => () => undefined },
    ...more,
    limits: { retry: { first: 2, longest: 20 }, stall: 2000, ...more.limits },
  });
  open.push(transfer);
  return transfer;
}

const over: ReadonlySet<UploadState['phase']> = new Set(['received', 'failed', 'repick']);

function settled(transfer: Transfer): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (transfer.list().every(({ state }) => over.has(state.phase))) resolve();
    };
    transfer.subscribe(look);
    look();
  });
}

const until = (transfer: Transfer, holds: (states: readonly UploadState[]) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (holds(transfer.list().map(({ state }) => state))) resolve();
    };
    transfer.subscribe(look);
    look();
  });

const add = (transfer: Transfer, files: ReadonlyMap<string, Buffer>): void => {
  for (const [clientId, bytes] of files) transfer.add({ clientId, blob: new Blob([Uint8Array.from(bytes)]) });
};

async function sent(files: ReadonlyMap<string, Buffer>, more?: Partial<StowOptions>): Promise<Transfer> {
  const transfer = stow(more);
  add(transfer, files);
  await settled(transfer);
  return transfer;
}

const phases = (transfer: Transfer): readonly string[] =>
  transfer.list().map(({ state }) => (state.phase === 'failed' ? state.code : state.phase));

/** Every image is on the server as it is on the disc, and nothing else is. */
function expectAll(files: ReadonlyMap<string, Buffer>): void {
  expect(server.complaints).toEqual([]);
  expect([...server.stored.keys()].toSorted()).toEqual([...files.keys()].toSorted());
  for (const [id, bytes] of files) expect(server.stored.get(id)?.bytes.equals(bytes), id).toBe(true);
}

const times = (): readonly number[] => [...server.stored.values()].map((one) => one.times);

describe('a study by STOW-RS', () => {
  it('is stored byte for byte in one request, told to our backend, and nothing is remembered of it', async () => {
    const files = images(7);
    const transfer = await sent(files);
    expectAll(files);
    expect(phases(transfer)).toEqual(Array.from(files, () => 'received'));
    expect(server.lots).toHaveLength(1);
    expect(server.headers()['authorization']).toBeUndefined();
    expect(reported.flat()).toEqual([...files.keys()].map((id) => ({ uid: id, state: 'stored' })));
    expect(transfer.busy()).toBe(false);
    await expect.poll(everyEntry).toEqual([]);
  });

  it('is stored by an old server that answers in XML alone, and what it does not take is named', async () => {
    server.speaks = 'xml';
    server.reasons.set(uid(2), 0x0122);
    expect(phases(await sent(images(3)))).toEqual(['received', 'unsupported', 'received']);
    expectAll(new Map([...images(3)].filter(([id]) => id !== uid(2))));
  });

  it('goes in lots of bounded size', async () => {
    const files = images(7);
    await sent(files, { limits: { lot: 20_000 } });
    expectAll(files);
    expect(server.lots.map((lot) => lot.length)).toEqual([2, 2, 2, 1]);
  });

  it('carries the token of that server, and asks for another when it ran out', async () => {
    server.token = 'first';
    const transfer = stow();
    server.faults.push({ status: 401 });
    add(transfer, images(2));
    await settled(transfer);
    expect(phases(transfer)).toEqual(['received', 'received']);
    expect(server.headers()['authorization']).toBe('Bearer first');
    expect(places).toBe(2);
  });

  it('is given up with a word, to be gone on with, where no token is accepted', async () => {
    server.faults.push(...Array.from({ length: 4 }, () => ({ status: 403 })));
    const transfer = await sent(images(2));
    expect(phases(transfer)).toEqual(['imaging-not-open', 'imaging-not-open']);
    transfer.retryNow();
    await settled(transfer);
    expect(phases(transfer)).toEqual(['received', 'received']);
  });

  it('keeps its address’s query below the base', async () => {
    const asked: string[] = [];
    await sent(images(1), {
      place: async () => ({ url: `${server.url}/?signature=x`, expiresAt: '2099-01-01T00:00:00Z' }),
      http: {
        getName: () => 'seen',
        createRequest(method, url) {
          asked.push(url);
          return nodeStack.createRequest(method, `${server.url}/studies`);
        },
      },
    });
    expect(asked).toEqual([`${server.url}/studies?signature=x`]);
  });
});

async function everyEntry(): Promise<readonly StowEntry[]> {
  return journal.list(await scopeOf('referral-1'));
}

describe('what a server does not take', () => {
  it('is named with its reason; the others are stored', async () => {
    server.reasons.set(uid(2), 0x0122).set(uid(3), 0xc000).set(uid(4), 0x0124);
    const files = images(5);
    const transfer = await sent(files);
    expect(phases(transfer)).toEqual(['received', 'unsupported', 'corrupt', 'refused', 'received']);
    expect(reported.flat()).toContainEqual({ uid: uid(3), state: 'rejected', reason: 'corrupt' });
    expectAll(new Map([...files].filter(([id]) => !server.reasons.has(id))));
  });

  it('all of it: 409, each is named', async () => {
    for (const id of images(3).keys()) server.reasons.set(id, 0xa900);
    expect(phases(await sent(images(3)))).toEqual(['corrupt', 'corrupt', 'corrupt']);
  });

  it('has it already: it is there', async () => {
    server.reasons.set(uid(1), 0x0111);
    expect(phases(await sent(images(2)))).toEqual(['received', 'received']);
  });

  it('has no room: waited for, with a word, until there is', async () => {
    server.reasons.set(uid(1), 0xa700);
    const transfer = stow();
    add(transfer, images(2));
    await until(transfer, (states) =>
      states.some((state) => state.phase === 'connection' && state.code === 'storage-full'),
    );
    server.reasons.clear();
    await settled(transfer);
    expectAll(images(2));
  });

  it('fails for the moment: tried again', async () => {
    server.reasons.set(uid(1), 0x0110);
    const transfer = stow();
    add(transfer, images(2));
    await until(transfer, (states) => states.some((state) => state.phase === 'connection'));
    server.reasons.clear();
    await settled(transfer);
    expect(phases(transfer)).toEqual(['received', 'received']);
  });

  it('never speaks of an image: it is not called stored', async () => {
    server.unspoken.add(uid(2));
    expect(phases(await sent(images(3)))).toEqual(['received', 'refused', 'received']);
  });

  it('answers 200 with no word of any: nothing is called stored', async () => {
    server.faults.push(...Array.from({ length: 6 }, () => ({ status: 200, body: '<html>ok</html>' })));
    expect(phases(await sent(images(2)))).toEqual(['refused', 'refused']);
    expect(server.stored.size).toBe(0);
  });

  it.each([
    [400, 'corrupt'],
    [415, 'unsupported'],
  ])('one image makes it answer %i: that one is found and named', async (status, code) => {
    const files = images(4);
    const bad = uid(3);
    const transfer = await sent(files, {
      http: {
        getName: () => 'spoiled',
        createRequest(method, url) {
          const request = nodeStack.createRequest(method, url);
          return {
            ...request,
            async send(body) {
              if (body && Buffer.from(await body.arrayBuffer()).includes(bad))
                server.faults.push({ status, body: 'no' });
              return request.send(body ?? null);
            },
          };
        },
      },
    });
    expect(phases(transfer)).toEqual(['received', 'received', code, 'received']);
    files.forEach((_, id) => expect(server.stored.has(id)).toBe(id !== bad));
  });

  it('takes smaller requests only: 413 halves them, one that is too large by itself is named', async () => {
    server.most = 20_000;
    const files = new Map([...images(5), [uid(9), image(9, 128)]]);
    const transfer = await sent(files);
    expect(phases(transfer)).toEqual([...Array.from({ length: 5 }, () => 'received'), 'too-large']);
    expectAll(images(5));
  });

  it('cannot tell apart: an image without a UID, and a second one with the same', async () => {
    const transfer = stow();
    add(transfer, new Map([...images(1), [`again-${uid(1)}`, image(1, 32)], ['nameless', image(3)]]));
    await settled(transfer);
    expect(phases(transfer)).toEqual(['received', 'corrupt', 'corrupt']);
    expectAll(images(1));
  });
});

describe('on a bad line', () => {
  it.each([
    ['a cut in the middle', { cutAfter: 10_000 }],
    ['503', { status: 503 }],
    ['429 with a time', { status: 429, retryAfter: 0.01 }],
    ['500', { status: 500 }],
    ['507', { status: 507 }],
    ['an answer that is lost', { loseAnswer: true }],
  ] as const)('%s: it goes on', async (_, fault) => {
    server.faults.push(fault, fault);
    const files = images(4);
    const transfer = await sent(files);
    expect(phases(transfer)).toEqual(Array.from(files, () => 'received'));
    expectAll(files);
  });

  it('never gives up: forty losses', async () => {
    server.faults.push(...Array.from({ length: 40 }, () => ({ status: 502 })));
    await sent(images(2));
    expectAll(images(2));
  });

  it('a server that neither answers nor closes is given up and asked anew', async () => {
    server.faults.push({ hang: true });
    await sent(images(2), { limits: { stall: 60 } });
    expectAll(images(2));
  });

  it('a line that never holds for all of it: smaller requests come through', async () => {
    server.lineHolds = 30_000;
    const files = images(12);
    const transfer = await sent(files);
    expect(phases(transfer)).toEqual(Array.from(files, () => 'received'));
    expectAll(files);
    expect(Math.max(...server.lots.map((lot) => lot.length))).toBeLessThanOrEqual(3);
  });

  it('says that it waits', async () => {
    const transfer = stow();
    const seen = new Set<string>();
    transfer.subscribe((_, { phase }) => seen.add(phase));
    server.faults.push({ status: 503 });
    add(transfer, images(1));
    await settled(transfer);
    expect([...seen]).toEqual(['queued', 'sending', 'connection', 'confirming', 'received']);
  });
});

describe('paused, taken away, reloaded', () => {
  it('a pause stops it; going on sends what was not confirmed', async () => {
    const transfer = stow({ limits: { lot: 20_000 } });
    const files = images(6);
    add(transfer, files);
    await until(transfer, (states) => states.filter(({ phase }) => phase === 'received').length >= 2);
    transfer.pause();
    expect(new Set(phases(transfer))).toEqual(new Set(['received', 'paused']));
    const { length } = server.lots;
    transfer.resume();
    await settled(transfer);
    expectAll(files);
    expect(server.lots.length).toBeGreaterThan(length);
  });

  it('paused before it began: nothing is sent', async () => {
    const transfer = stow();
    transfer.pause();
    add(transfer, images(2));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(phases(transfer)).toEqual(['paused', 'paused']);
    expect(server.lots).toEqual([]);
  });

  it('one that is taken away while its lot is sent leaves the others', async () => {
    let open = (): void => undefined;
    server.gate.wait = new Promise((resolve) => (open = resolve));
    const transfer = stow();
    add(transfer, images(3));
    await until(transfer, (states) => states.some(({ phase }) => phase === 'sending'));
    await transfer.remove(uid(2));
    open();
    await settled(transfer);
    expect(transfer.list().map(({ clientId }) => clientId)).toEqual([uid(1), uid(3)]);
    expect(phases(transfer)).toEqual(['received', 'received']);
  });

  it('after a reload what was confirmed is not sent again, and the backend hears of all of it', async () => {
    const files = images(6);
    const first = stow({ limits: { lot: 20_000 } });
    add(first, files);
    await until(first, (states) => states.filter(({ phase }) => phase === 'received').length >= 4);
    first.dispose();
    const before = new Map(server.stored);
    reported = [];
    const second = await sent(files);
    expect(phases(second)).toEqual(Array.from(files, () => 'received'));
    expectAll(files);
    for (const id of [...before.keys()].slice(0, 4)) expect(server.stored.get(id)?.times).toBe(1);
    expect(reported.flat().map((one) => one.uid)).toEqual([...files.keys()]);
  });

  it('stored, and the page ended before our backend heard of it: told after the reload, sent once', async () => {
    const files = images(3);
    const first = stow({ report: () => new Promise(() => undefined) });
    add(first, files);
    await until(first, (states) => states.every(({ phase }) => phase === 'confirming'));
    first.dispose();
    await sent(files);
    expect(times()).toEqual([1, 1, 1]);
    expect(reported.flat()).toHaveLength(3);
  });

  it('the backend away for a while: stored once, told when it answers', async () => {
    let away = 3;
    await sent(images(2), {
      async report(instances) {
        if (away-- > 0) throw new Error('no answer');
        reported.push([...instances]);
      },
    });
    expect(times()).toEqual([1, 1]);
    expect(reported.flat()).toHaveLength(2);
  });

  it('two tabs with the same disc: one sends, the other waits, and then sees that all of it is there', async () => {
    let open = (): void => undefined;
    server.gate.wait = new Promise((resolve) => (open = resolve));
    const [first, second] = [stow({ locks: navigator.locks }), stow({ locks: navigator.locks })];
    add(first, images(3));
    await until(first, (states) => states.some(({ phase }) => phase === 'sending'));
    add(second, images(3));
    await until(second, (states) => states.length === 3 && states.every((state) => 'elsewhere' in state));
    open();
    await Promise.all([settled(first), settled(second)]);
    expect([...phases(first), ...phases(second)]).toEqual(Array.from({ length: 6 }, () => 'received'));
    expect(times()).toEqual([1, 1, 1]);
    await expect.poll(everyEntry).toEqual([]);
  });

  it('what was confirmed under a link that has run out since counts no more', async () => {
    const first = stow({
      report: () => new Promise(() => undefined),
      place: async () => ({ url: server.url, expiresAt: new Date(Date.now() + 50).toISOString() }),
    });
    add(first, images(1));
    await until(first, (states) => states.every(({ phase }) => phase === 'confirming'));
    first.dispose();
    await sent(images(1), { now: () => Date.now() + 3_600_000 });
    expect(times()).toEqual([2]);
  });

  it('a device that keeps nothing costs the way back, and no more', async () => {
    const refusing = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    const full = { list: refusing, put: refusing, delete: refusing, clear: refusing };
    const transfer = await sent(images(2), { journal: full });
    expect(phases(transfer)).toEqual(['received', 'received']);
    await transfer.clear();
  });

  it('an address that is none is said, and can be tried again', async () => {
    let url = 'no address';
    const transfer = await sent(images(1), { place: async () => ({ url, expiresAt: '' }) });
    expect(transfer.list()[0]?.state).toEqual({ phase: 'failed', code: 'refused', retryable: true, sent: 0 });
    ({ url } = server);
    transfer.retryNow();
    await settled(transfer);
    expect(phases(transfer)).toEqual(['received']);
  });

  it('a link that has run out is said, not waited for', async () => {
    const transfer = await sent(images(1), {
      place: async () => Promise.reject(Object.assign(new Error(), { code: 'imaging-not-open', retryable: false })),
    });
    expect(phases(transfer)).toEqual(['imaging-not-open']);
  });

  it('other bytes under the same UID are sent: what was confirmed was another file', async () => {
    const first = stow({ report: () => new Promise(() => undefined) });
    add(first, images(1));
    await until(first, (states) => states.every(({ phase }) => phase === 'confirming'));
    first.dispose();
    await sent(new Map([[uid(1), image(1, 32)]]));
    expect(server.lots).toHaveLength(2);
  });

  it('signing off leaves nothing behind', async () => {
    const transfer = stow({ report: () => new Promise(() => undefined) });
    add(transfer, images(2));
    await until(transfer, (states) => states.every(({ phase }) => phase === 'confirming'));
    const [entry] = await everyEntry();
    expect(JSON.stringify(entry)).not.toContain(uid(1).slice(0, 12));
    await transfer.clear();
    expect(await everyEntry()).toEqual([]);
    expect(transfer.list()).toEqual([]);
  });

  it('a file that cannot be read is named; the others go', async () => {
    const transfer = stow();
    const broken = new Blob(['x']);
    Object.assign(broken, { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) });
    add(transfer, images(1));
    transfer.add({ clientId: uid(8), blob: broken });
    transfer.add({ clientId: uid(9), blob: new Blob([]) });
    await settled(transfer);
    expect(phases(transfer)).toEqual(['received', 'repick', 'repick']);
    expectAll(images(1));
    // The disc was wiped clean.
    expect(await transfer.repick(uid(8), new Blob([Uint8Array.from(image(8))]))).toBe('accepted');
    await until(transfer, ([, again]) => again?.phase === 'received');
    expect(server.stored.get(uid(8))?.bytes.equals(image(8))).toBe(true);
  });
});
