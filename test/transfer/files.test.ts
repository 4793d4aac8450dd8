import { openAsBlob } from 'node:fs';
import { open, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryJournal } from '../../src/transfer/index.ts';
import { noise } from '../chaos/random.ts';
import { sameBytes } from './family.ts';
import { bytesThrough, MiB, offsets, onPatches, stage, tusMethods } from './stage.ts';

const here = stage();
const one = noise(11, 12 * MiB + 17);
const two = noise(12, one.length);
const chosen = (bytes: Uint8Array<ArrayBuffer>): File =>
  new File([bytes], 'Baby Amal echo.pdf', { lastModified: 1_700_000_000_000 });

/** A visit that ends, as a crash ends it, when about two thirds of the file are on the server. */
async function interrupted(bytes: Uint8Array<ArrayBuffer>) {
  const journal = memoryJournal();
  const visit = here.family({ journal });
  // Every attempt hangs: on a busy machine the watchdog may have begun another before the crash, and it must not finish.
  const after = [9 * MiB];
  here.proxy.plan = ({ method }) =>
    method === 'PATCH' ? { kind: 'stall', after: after.pop() ?? 0 } : { kind: 'pass' };
  visit.transfer.add({ clientId: 'a', blob: chosen(bytes) });
  await visit.sees('a', 'sending', (state) => 'sent' in state && state.sent >= 8 * MiB);
  // Leaves and progress reach the journal half a second after they are known.
  await new Promise((resolve) => setTimeout(resolve, 700));
  visit.transfer.dispose();
  here.proxy.plan = () => ({ kind: 'pass' });
  return journal;
}

describe('the right file', () => {
  test('after a reload it is asked for, with how far it was; chosen again, only what is missing is sent', async () => {
    const journal = await interrupted(one);
    const before = bytesThrough(here.proxy);
    const { transfer, ends, asked } = here.family({ journal });
    await transfer.ready;
    const [item] = transfer.list();
    expect(item).toMatchObject({ clientId: 'a', size: one.length, state: { phase: 'repick' } });
    expect(item?.state).toHaveProperty('sent');
    expect(await transfer.repick('a', chosen(one))).toBe('accepted');
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', one)).toBe(true);
    expect(asked.uploads).toBe(0);
    expect(bytesThrough(here.proxy) - before).toBeLessThan(one.length - 8 * MiB);
  });

  test('of the same name, size and time but other content is refused, and nothing of it is sent', async () => {
    const journal = await interrupted(one);
    const before = tusMethods(here.proxy).length;
    const { transfer, ends } = here.family({ journal });
    expect(await transfer.repick('a', chosen(two))).toBe('wrong-file');
    expect(await ends('a')).toMatchObject({ phase: 'repick', wrongFile: true });
    expect(tusMethods(here.proxy)).toHaveLength(before);
    expect(await transfer.repick('a', chosen(one))).toBe('accepted');
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', one)).toBe(true);
  });

  test('a file that differs only where no sample lies is found out by its leaves before a byte of it is sent', async () => {
    const journal = await interrupted(one);
    const before = bytesThrough(here.proxy);
    const other = one.slice();
    other[5 * MiB + 4321] = (other[5 * MiB + 4321] ?? 0) ^ 1;
    const { transfer, ends, sees } = here.family({ journal });
    expect(await transfer.repick('a', chosen(other))).toBe('accepted');
    await sees('a', 'repick', (state) => 'wrongFile' in state);
    expect(bytesThrough(here.proxy)).toBe(before);
    await transfer.repick('a', chosen(one));
    await sees('a', 'received');
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', one)).toBe(true);
  });

  test('another file after one that is done is another record; nothing is kept of the first', async () => {
    const journal = memoryJournal();
    const { transfer, ends } = here.family({ journal });
    transfer.add({ clientId: 'a', blob: chosen(one) });
    await ends('a');
    transfer.add({ clientId: 'b', blob: chosen(two) });
    expect(await ends('b')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', one)).toBe(true);
    expect(await sameBytes(here.backend, 'b', two)).toBe(true);
    const later = here.family({ journal });
    await later.transfer.ready;
    expect(later.transfer.list()).toEqual([]);
  });

  test('an empty file is a file', async () => {
    const { transfer, ends } = here.family();
    transfer.add({ clientId: 'a', blob: new Blob([]) });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
  });
});

describe('files that change or vanish on disk', () => {
  const onDisk = async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
    const path = join(here.directory, name);
    await writeFile(path, bytes);
    return path;
  };

  test('one of three deleted while it is sent is named, and the others go on', async () => {
    const { transfer, ends, sees } = here.family();
    const path = await onDisk('doomed', two);
    here.proxy.bytesPerSecond = 6 * MiB;
    transfer.add({ clientId: 'a', blob: new Blob([one]) });
    transfer.add({ clientId: 'doomed', blob: await openAsBlob(path) });
    transfer.add({ clientId: 'c', blob: new Blob([one]) });
    await sees('doomed', 'sending', (state) => 'sent' in state && state.sent > MiB);
    await unlink(path);
    here.proxy.down = true;
    here.proxy.down = false;
    expect(await ends('doomed')).toMatchObject({ phase: 'repick', code: 'file-unreadable' });
    here.proxy.bytesPerSecond = 0;
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await ends('c')).toMatchObject({ phase: 'received' });
    expect(here.backend.records.get('doomed')?.state).toBe('receiving');
    // The stick is put back in: the same file goes on from where it was.
    await onDisk('doomed', two);
    expect(await transfer.repick('doomed', await openAsBlob(path))).toBe('accepted');
    expect(await ends('doomed')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'doomed', two)).toBe(true);
    expect(offsets(here.proxy).some((offset) => offset > 0)).toBe(true);
  });

  test('one deleted after its last byte was read is no loss', async () => {
    const path = await onDisk('late', two);
    const { transfer, ends } = here.family();
    here.proxy.plan = ({ method }) => (method === 'PATCH' ? { kind: 'delay', milliseconds: 600 } : { kind: 'pass' });
    transfer.add({ clientId: 'a', blob: await openAsBlob(path) });
    while (bytesThrough(here.proxy) < two.length) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await unlink(path);
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', two)).toBe(true);
  });

  test('one overwritten while it is sent is named and never received', async () => {
    const { transfer, ends, sees } = here.family();
    const path = await onDisk('edited', one);
    here.proxy.bytesPerSecond = 8 * MiB;
    transfer.add({ clientId: 'a', blob: await openAsBlob(path) });
    await sees('a', 'sending', (state) => 'sent' in state && state.sent > MiB);
    await writeFile(path, two);
    await utimes(path, new Date(), new Date(Date.now() + 5_000));
    here.proxy.bytesPerSecond = 0;
    expect(await ends('a')).toMatchObject({ phase: 'repick', code: expect.stringMatching(/^file-/) as string });
    expect(here.backend.records.get('a')?.state).toBe('receiving');
  });

  test('where the system hands out changed bytes without a word, the digest still tells', async () => {
    // A Blob whose content changes under it, as files behave in some browsers.
    const bytes = one.slice();
    const blob = new Blob([bytes]);
    const shifty = Object.assign(Object.create(Blob.prototype) as Blob, {
      slice: (start: number, end: number) => new Blob([bytes.subarray(start, end)]),
    });
    Object.defineProperty(shifty, 'size', { value: blob.size });
    const { transfer, ends } = here.family();
    here.proxy.plan = onPatches({ kind: 'reset', after: 6 * MiB });
    // At once, before a byte is read for the next try.
    const stop = transfer.subscribe((_, { phase }) => {
      if (phase !== 'connection') return;
      bytes[9 * MiB + 99] = (bytes[9 * MiB + 99] ?? 0) ^ 1;
      stop();
    });
    transfer.add({ clientId: 'a', blob: shifty });
    expect(await ends('a')).toMatchObject({ phase: 'repick', code: 'file-changed' });
    expect(here.backend.records.get('a')?.state).toBe('receiving');
  });
});

describe('what the server holds', () => {
  const spoil = async (clientId: string): Promise<void> => {
    const file = await open(here.backend.fileOf(clientId), 'r+');
    await file.write(new Uint8Array([1, 2, 3]), 0, 3, 4000);
    await file.close();
  };

  test('other bytes than were sent: sent once more to a new resource, and received', async () => {
    let spoiled = 0;
    const { transfer, ends, asked } = here.family({
      over: {
        async confirm(recordId, digest) {
          if ((spoiled += 1) === 1) await spoil('a');
          const held = [...here.backend.records.values()].find((record) => record.recordId === recordId);
          const response = await fetch(`${here.backend.url}/records`, {
            method: 'PATCH',
            headers: { Authorization: 'Bearer first' },
            body: JSON.stringify({ recordId: held?.recordId, digest }),
          });
          return response.ok ? 'received' : 'digest-mismatch';
        },
      },
    });
    transfer.add({ clientId: 'a', blob: new Blob([one]) });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(await sameBytes(here.backend, 'a', one)).toBe(true);
    expect(asked.uploads).toBe(2);
  });

  test('other bytes again: named, not received', async () => {
    const { transfer, ends } = here.family({ over: { confirm: async () => 'digest-mismatch' } });
    transfer.add({ clientId: 'a', blob: new Blob([one]) });
    expect(await ends('a')).toMatchObject({ phase: 'failed', code: 'digest-mismatch' });
  });

  test('a longer resource than the file is another file’s', async () => {
    const { transfer, sees } = here.family();
    here.proxy.plan = onPatches({ kind: 'stall', after: MiB });
    transfer.add({ clientId: 'a', blob: new Blob([one]) });
    await sees('a', 'sending');
    const other = here.family({ over: { locks: null } });
    other.transfer.add({ clientId: 'a', blob: new Blob([one.slice(0, MiB)]) });
    expect(await other.ends('a')).toMatchObject({ phase: 'repick', wrongFile: true });
  });

  test('an expired resource is asked for anew, once', async () => {
    const { transfer, ends, asked } = here.family();
    here.proxy.plan = onPatches({ kind: 'reset', after: 3 * MiB });
    transfer.pause();
    transfer.add({ clientId: 'a', blob: new Blob([one]) });
    transfer.resume();
    let forgotten = false;
    const unsubscribe = transfer.subscribe((_clientId, state) => {
      if (state.phase !== 'connection' || forgotten) return;
      forgotten = true;
      unsubscribe();
      void here.backend.forget('a');
    });
    expect(await ends('a')).toMatchObject({ phase: 'received' });
    expect(asked.uploads).toBe(2);
    expect(await sameBytes(here.backend, 'a', one)).toBe(true);
  });
});
