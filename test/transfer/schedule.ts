/**
 * One bad day by its seed: files and a study go up while the network breaks, the server dies, the capability runs out,
 * the page is loaded again, a file is edited or thrown away, another is chosen in its place. In the end the person picks
 * again what was named to them, and everything must be on the server byte for byte, once.
 */
import { openAsBlob } from 'node:fs';
import { mkdir, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { memoryJournal, type UploadState } from '../../src/transfer/index.ts';
import { buildPack } from '../../src/transfer/pack/build.ts';
import { planPacks, type PackSource } from '../../src/transfer/pack/plan.ts';
import { sendStudy } from '../../src/transfer/pack/send-study.ts';
import { randomFaults } from '../chaos/fault-proxy.ts';
import { between, noise, type Random, seededRandom } from '../chaos/random.ts';
import { type Family, sameBytes } from './family.ts';
import type { Stage } from './stage.ts';

const study = 'study-of-the-day';
const never = new AbortController().signal;

interface Given {
  readonly clientId: string;
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** On this day it is edited or thrown away while it is sent. */
  readonly touched: boolean;
}

async function filesOf(seed: number, random: Random, folder: string): Promise<readonly Given[]> {
  await mkdir(folder, { recursive: true });
  const files = Array.from({ length: between(random, 1, 4) }, (_, index) => ({
    clientId: `file-${index}`,
    path: join(folder, `file-${index}`),
    bytes: noise(
      seed * 31 + index,
      between(random, 0, 3) === 0 ? between(random, 0, 70_000) : between(random, 1, 6_000_000),
    ),
    touched: random() < 0.15,
  }));
  for (const { path, bytes } of files) await writeFile(path, bytes);
  return files;
}

const imagesOf = (seed: number, random: Random): readonly PackSource[] =>
  random() < 0.4
    ? Array.from({ length: between(random, 3, 40) }, (_, index) => ({
        path: `DICOM/SE${index % 3}/IM${index}`,
        file: new File([noise(seed * 977 + index, between(random, 1, 150_000))], 'x', {
          lastModified: 1_600_000_000_000,
        }),
      }))
    : [];

/** Does something for one file, and waits for how it ends from there. */
async function after({ shown, ends }: Family, clientId: string, act: () => void): Promise<UploadState> {
  const told = shown(clientId).length;
  act();
  while (shown(clientId).length === told) await wait(2);
  return ends(clientId);
}

export async function liveThrough(seed: number, here: Stage): Promise<void> {
  const random = seededRandom(seed);
  const files = await filesOf(seed, random, join(here.directory, 'device'));
  const images = imagesOf(seed, random);
  const journal = memoryJournal();
  const limits = { parallel: between(random, 1, 3), stall: 400, retry: { first: 2, longest: 30 } };
  const begin = (): Family => here.family({ journal, over: { random, limits } });
  const faults = randomFaults(random, 0.2 + random() * 0.5, 3_000_000, random() < 0.2);
  // The weather gets better in the end; nobody waits for a network that is never there.
  const until = between(random, 10, 60);
  here.proxy.plan = (request) => (request.index < until ? faults(request) : { kind: 'pass' });

  let now = begin();
  let visit = new AbortController();
  const done: string[] = [];
  const sendImages = async (): Promise<void> => {
    while (images.length > 0) {
      const { signal } = visit;
      try {
        const { failed, received, unreadable } = await sendStudy(now.transfer, {
          study,
          sources: images,
          onPack: () => undefined,
          onSingle: () => undefined,
          onUnreadable: () => undefined,
          isDone: (clientId) => done.includes(clientId),
          signal,
        });
        done.push(...received);
        expect({ failed, unreadable }).toEqual({ failed: [], unreadable: [] });
        return;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
  };

  let reloaded = false;
  const reload = async (): Promise<void> => {
    reloaded = true;
    now.transfer.dispose();
    const before = visit;
    now = begin();
    visit = new AbortController();
    before.abort(new Error('the page was loaded again'));
    await now.transfer.ready;
    for (const { clientId, bytes, path, touched } of files) {
      // What the journal forgot is on the server; what it remembers may be confused with another file.
      const known = now.transfer.list().some((item) => item.clientId === clientId);
      if (known && bytes.length > 0 && random() < 0.3)
        expect(await now.transfer.repick(clientId, new Blob([bytes.map((byte) => byte ^ 1)]))).toBe('wrong-file');
      if (!touched) now.transfer.add({ clientId, blob: await openAsBlob(path) });
    }
  };
  const events: (() => Promise<void>)[] = [];
  const maybe = (chance: number, event: () => Promise<void>): void => {
    if (random() < chance) events.push(event);
  };
  maybe(0.3, async () => {
    here.backend.token = 'second';
  });
  maybe(0.3, async () => {
    now.transfer.pause();
    await wait(between(random, 1, 50));
    now.transfer.resume();
  });
  maybe(0.3, () => here.restart(between(random, 0, 80)));
  maybe(0.3, reload);
  for (const { path, bytes } of files.filter(({ touched }) => touched))
    events.push(async () => {
      if (random() < 0.5) await unlink(path);
      else {
        await writeFile(
          path,
          bytes.map((byte) => byte ^ 255),
        );
        await utimes(path, new Date(), new Date(Date.now() + 5_000));
      }
    });

  for (const { clientId, path } of files) now.transfer.add({ clientId, blob: await openAsBlob(path) });
  const imagesSent = sendImages();
  for (const event of events) {
    await wait(between(random, 0, 60));
    await event();
  }

  for (const { clientId, path, bytes, touched } of files) {
    const known = now.transfer.list().some((item) => item.clientId === clientId);
    let state = known ? await now.ends(clientId) : undefined;
    // What can be tried again is tried again, as often as the weather asks for it.
    while (state?.phase === 'failed' && state.retryable)
      state = await after(now, clientId, () => now.transfer.retryNow());
    if (touched && state?.phase !== 'received') {
      // Nothing wrong is called received; the person puts the stick back in and picks the file again.
      if (state) expect(state.phase).toBe('repick');
      if (state && !reloaded) expect(['file-changed', 'file-unreadable']).toContain('code' in state && state.code);
      // The backend may have proven all of it, and the answer was lost before the file was touched: then it has the first bytes.
      if (here.backend.records.get(clientId)?.state === 'received')
        expect(await sameBytes(here.backend, clientId, bytes)).toBe(true);
      await writeFile(path, bytes);
      const blob = await openAsBlob(path);
      state = await after(now, clientId, () => now.transfer.add({ clientId, blob }));
      while (state.phase === 'failed' && state.retryable)
        state = await after(now, clientId, () => now.transfer.retryNow());
    }
    expect({ clientId, state }).toEqual({
      clientId,
      state: { phase: 'received', recordId: expect.any(String) as string },
    });
    expect(await sameBytes(here.backend, clientId, bytes)).toBe(true);
    expect(here.backend.records.get(clientId)?.state).toBe('received');
  }
  await imagesSent;
  for (const members of planPacks(images).packs) {
    const { pack } = await buildPack(study, members, never);
    const id = pack?.clientId ?? '';
    expect(await sameBytes(here.backend, id, new Uint8Array(await (pack?.blob ?? new Blob()).arrayBuffer()))).toBe(
      true,
    );
    expect(here.backend.records.get(id)?.state).toBe('received');
  }
  expect(here.backend.records.size).toBe(files.length + planPacks(images).packs.length);
}
