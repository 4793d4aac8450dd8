/** A study on its way as its packs end one way or another: what is named, what goes again, what never goes twice. */
import { describe, expect, test } from 'vitest';
import type { NewUpload, UploadItem, UploadState } from '../../../src/transfer/index.ts';
import { planPacks, type PackSource } from '../../../src/transfer/pack/plan.ts';
import { sendStudy, type StudyOptions } from '../../../src/transfer/pack/send-study.ts';
import { ownThread, type Reader } from '../../../src/transfer/reading/reader.ts';
import { noise } from '../../chaos/random.ts';
import { scripted, settle } from './scripted-transfer.ts';

const MiB = 1024 * 1024;
const never = new AbortController().signal;
const received: UploadState = { phase: 'received', recordId: 'r' };

const image = (path: string, size = 1000): PackSource => ({
  path,
  file: new File([noise(size, size)], 'x', { lastModified: 1_600_000_000_000 }),
});
/** An image that is too large for a pack; its bytes are one block again and again. */
const large = (path: string, fill = 7): PackSource => ({
  path,
  file: new File(Array<BlobPart>(40).fill(new Uint8Array(MiB).fill(fill)), 'x'),
});

/** Images of which two do not fit into one pack, by what they say of themselves; `light` reads little of them. */
const apart = (count: number): PackSource[] =>
  Array.from({ length: count }, (_, index) => ({ path: `IM${String(index)}`, file: { size: 32 * MiB } as Blob }));
const light: Reader = {
  ...ownThread,
  pack: (study, sources, signal) =>
    ownThread.pack(
      study,
      sources.map(({ path }) => image(path, 10)),
      signal,
    ),
};

function options(sources: readonly PackSource[], over: Partial<StudyOptions> = {}) {
  const told = { packs: [] as string[], singles: [] as string[], unreadable: [] as string[] };
  const given: StudyOptions = {
    study: 'study-0001',
    sources,
    onPack: ({ clientId }) => void told.packs.push(clientId),
    onSingle: (clientId) => void told.singles.push(clientId),
    onUnreadable: ({ path, code }) => void told.unreadable.push(`${path} ${code}`),
    signal: never,
    reader: ownThread,
    ...over,
  };
  return { ...told, given };
}

/** Reads as the thread does, but a pack of these paths leaves out what is named at that try. */
function losing(lost: (path: string, tries: number) => boolean): Reader & { readonly asked: string[][] } {
  const asked: string[][] = [];
  return {
    ...ownThread,
    asked,
    async pack(study, sources, signal) {
      asked.push(sources.map(({ path }) => path));
      const gone = sources.filter(({ path }) => lost(path, asked.length)).map(({ path }) => path);
      const built = await ownThread.pack(
        study,
        sources.filter(({ path }) => !gone.includes(path)),
        signal,
      );
      return { ...built, unreadable: gone.map((path) => ({ path, code: 'file-unreadable' })) };
    },
  };
}

describe('packs', () => {
  test('are told before they are queued, and come with their digests', async () => {
    const { transfer, added } = scripted(() => [received]);
    const { given, packs } = options([image('a'), image('b')], {
      onPack: ({ clientId }) => {
        expect(added).toEqual([]);
        packs.push(clientId);
      },
    });
    const outcome = await sendStudy(transfer, given);
    expect(outcome).toEqual({ received: packs, failed: [], unreadable: [] });
    expect(packs).toEqual([expect.stringMatching(/^pack-[0-9a-f]{40}$/u)]);
    expect(added[0]?.leaves).toHaveLength(1);
  });

  test('two are sent at a time, while the next one is made ready', async () => {
    const through: (() => void)[] = [];
    const { transfer, added, most } = scripted(
      () => new Promise((resolve) => through.push(() => resolve([{ phase: 'sending', sent: 1 }, received]))),
    );
    let built = 0;
    const reader: Reader = {
      ...light,
      async pack(...asked) {
        const pack = await light.pack(...asked);
        built += 1;
        return pack;
      },
    };
    const sending = sendStudy(transfer, options(apart(4), { reader }).given);
    await expect.poll(() => built).toBe(3);
    await settle();
    expect([built, added.length]).toEqual([3, 2]);
    while (added.length < 4) {
      through.shift()?.();
      await settle();
    }
    for (const go of through) go();
    expect((await sending).received).toHaveLength(4);
    expect(most()).toBe(2);
  });

  test('one that is refused is named with the reason; the others are received', async () => {
    const { transfer, added, removed } = scripted((clientId) =>
      clientId === added[0]?.clientId ? [{ phase: 'failed', code: 'quota', retryable: false, sent: 0 }] : [received],
    );
    const { given, packs } = options(apart(2), { reader: light });
    const outcome = await sendStudy(transfer, given);
    expect(outcome.failed).toEqual([{ clientId: packs[0], code: 'quota' }]);
    expect(outcome.received).toEqual([packs[1]]);
    expect(added).toHaveLength(2);
    expect(removed).toEqual([]);
  });

  test('one whose files change again and again is built anew three times, then named', async () => {
    const { transfer, removed, added } = scripted(() => [{ phase: 'repick', sent: 5, code: 'file-changed' }]);
    const { given, packs } = options([image('a')]);
    expect((await sendStudy(transfer, given)).failed).toEqual([{ clientId: packs[3], code: 'file-changed' }]);
    expect(added).toHaveLength(4);
    expect(removed).toHaveLength(3);
    const strange = scripted(() => [{ phase: 'repick', sent: 5, wrongFile: true }]);
    expect((await sendStudy(strange.transfer, given)).failed).toMatchObject([{ code: 'wrong-file' }]);
  });

  test('a file that is lost leaves its pack for good, is named once, and the rest goes', async () => {
    // The first reading loses `a`; the second, after the pack was sent in vain, `b`; the third one nothing.
    const reader = losing((path, tries) => (path === 'a' && tries === 1) || (path === 'b' && tries === 2));
    let sent = 0;
    const { transfer } = scripted(() => ((sent += 1) < 3 ? [{ phase: 'repick', sent: 0 }] : [received]));
    const { given, unreadable, packs } = options([image('a'), image('b'), image('c')], { reader });
    const outcome = await sendStudy(transfer, given);
    expect(reader.asked).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c']]);
    expect(unreadable).toEqual(['a file-unreadable', 'b file-unreadable']);
    expect(outcome.unreadable.map(({ path }) => path)).toEqual(['a', 'b']);
    expect(outcome.received).toEqual([packs[2]]);
    expect(outcome.failed).toEqual([]);
  });

  test('of which nothing is left are no packs, at first or later', async () => {
    const { transfer, added } = scripted(() => [{ phase: 'repick', sent: 0 }]);
    const gone = options([image('a')], { reader: losing(() => true) });
    expect(await sendStudy(transfer, gone.given)).toMatchObject({ received: [], failed: [] });
    expect(added).toEqual([]);
    const later = options([image('a')], { reader: losing((_, tries) => tries > 1) });
    expect(await sendStudy(transfer, later.given)).toMatchObject({ received: [], failed: [] });
    expect([added.length, later.unreadable]).toEqual([1, ['a file-unreadable']]);
  });

  test('that are at the backend already are not sent, and count', async () => {
    const { transfer, added } = scripted(() => [received]);
    const { received: first } = await sendStudy(transfer, options(apart(2), { reader: light }).given);
    const again = options(apart(2), { reader: light, isDone: (clientId) => clientId === first[0] });
    expect((await sendStudy(transfer, again.given)).received.toSorted()).toEqual(first.toSorted());
    expect(again.packs).toEqual([first[1]]);
    expect(added).toHaveLength(3);
  });

  test('whose upload was settled before anybody listened are seen', async () => {
    const { transfer } = scripted(() => []);
    const add = (upload: NewUpload): void => {
      transfer.add(upload);
      (transfer.list() as UploadItem[]).splice(0);
    };
    const done = { ...transfer, add, list: () => transfer.list().map((item) => ({ ...item, state: received })) };
    expect((await sendStudy(done, options([image('a')]).given)).received).toHaveLength(1);
  });

  test('of another upload nothing is taken for theirs', async () => {
    const { transfer, listeners, added } = scripted(() => [{ phase: 'sending', sent: 3 }]);
    let over = false;
    const sending = sendStudy(transfer, options([image('a')]).given).finally(() => (over = true));
    await expect.poll(() => added.length).toBe(1);
    for (const listener of listeners) listener('other', received, { clientId: 'other', size: 1, state: received });
    await settle();
    expect(over).toBe(false);
    const clientId = added[0]?.clientId ?? '';
    for (const listener of listeners) listener(clientId, received, { clientId, size: 1, state: received });
    expect((await sending).received).toEqual([clientId]);
    expect(listeners.size).toBe(0);
  });
});

describe('images too large for a pack', () => {
  test('go by themselves, under an id that says nothing and is the same whenever they are picked', async () => {
    const { transfer, added } = scripted(() => [received]);
    const one = options([large('CT/1'), image('a')]);
    const outcome = await sendStudy(transfer, one.given);
    expect(one.singles).toEqual([expect.stringMatching(/^image-[0-9a-f]{40}$/u)]);
    expect(outcome.received).toEqual([...one.packs, ...one.singles]);
    expect(added[1]?.blob.size).toBe(40 * MiB);
    const ids = async (source: PackSource, study = 'study-0001'): Promise<string | undefined> => {
      const again = options([source], { study });
      await sendStudy(transfer, again.given);
      return again.singles[0];
    };
    expect(await ids(large('CT/1'))).toBe(one.singles[0]);
    const others = await Promise.all([ids(large('CT/2')), ids(large('CT/1', 8)), ids(large('CT/1'), 'study-0002')]);
    expect(new Set([one.singles[0], ...others]).size).toBe(4);
  });

  test('that are there already are not sent; what is refused is named, what changed is taken back and named', async () => {
    const first = options([large('CT/1')]);
    await sendStudy(scripted(() => [received]).transfer, first.given);
    const [id = ''] = first.singles;
    const idle = scripted(() => [received]);
    const again = options([large('CT/1')], { isDone: (clientId) => clientId === id });
    expect((await sendStudy(idle.transfer, again.given)).received).toEqual([id]);
    expect(idle.added).toEqual([]);
    const refused = scripted(() => [{ phase: 'failed', code: 'too-large', retryable: false, sent: 0 }]);
    expect(await sendStudy(refused.transfer, first.given)).toEqual({
      received: [],
      failed: [{ clientId: id, code: 'too-large' }],
      unreadable: [],
    });
    for (const [state, code] of [
      [{ phase: 'repick', sent: 0, code: 'file-unreadable' }, 'file-unreadable'],
      [{ phase: 'repick', sent: 0, wrongFile: true }, 'file-changed'],
    ] as const) {
      const changed = scripted(() => [state]);
      const { given, unreadable } = options([large('CT/1')]);
      expect(await sendStudy(changed.transfer, given)).toEqual({
        received: [],
        failed: [],
        unreadable: [{ path: 'CT/1', code }],
      });
      expect(unreadable).toEqual([`CT/1 ${code}`]);
      expect(changed.removed).toEqual([id]);
    }
  });

  test('that cannot be read are named, and the others go', async () => {
    const { transfer } = scripted(() => [received]);
    const broken = Object.assign(Object.create(Blob.prototype) as Blob, {
      slice: () => {
        throw new DOMException('gone', 'NotReadableError');
      },
    });
    Object.defineProperty(broken, 'size', { value: 40 * MiB });
    const { given, unreadable, singles } = options([{ path: 'CT/1', file: broken }, large('CT/2')]);
    expect((await sendStudy(transfer, given)).received).toEqual(singles);
    expect(unreadable).toEqual(['CT/1 file-unreadable']);
    expect(singles).toHaveLength(1);
  });
});

describe('a study that is stopped', () => {
  const stopped = new Error('stopped by the person');

  test.each([
    ['before it began', 0],
    ['while a pack is sent', 1],
  ])('%s rejects with the reason, and nobody listens any more', async (_, when) => {
    const stop = new AbortController();
    const { transfer, listeners, added } = scripted(() => [{ phase: 'sending', sent: 1 }]);
    if (when === 0) stop.abort(stopped);
    const sending = sendStudy(transfer, options([image('a')], { signal: stop.signal }).given);
    if (when === 1) {
      await expect.poll(() => added.length).toBe(1);
      stop.abort(stopped);
    }
    await expect(sending).rejects.toBe(stopped);
    expect([added.length, listeners.size]).toEqual([when, 0]);
  });

  test('as its pack is told, or between two large images: what comes after is not begun', async () => {
    const stop = new AbortController();
    const { transfer, listeners } = scripted(() => []);
    const atOnce = options([image('a')], { signal: stop.signal, onPack: () => stop.abort(stopped) });
    await expect(sendStudy(transfer, atOnce.given)).rejects.toBe(stopped);
    expect(listeners.size).toBe(0);
    const later = new AbortController();
    const other = scripted(() => [received]);
    const { given, singles } = options([large('CT/1'), large('CT/2')], { signal: later.signal });
    const between: StudyOptions = {
      ...given,
      isDone: () => {
        later.abort(stopped);
        return true;
      },
    };
    await expect(sendStudy(other.transfer, between)).rejects.toBe(stopped);
    expect(singles).toEqual([]);
  });
});

test('the plan of these tests is what they take it for', () => {
  expect(planPacks(apart(2)).packs).toHaveLength(2);
  expect(planPacks([large('CT/1')]).singles).toHaveLength(1);
});
