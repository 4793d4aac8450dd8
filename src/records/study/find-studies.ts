/**
 * What is on a CD, in a folder, in an archive: studies, what is left behind, what could not be read. Files go to a worker
 * in small lots, so that the page stays quick with ten thousand of them.
 */
import { TrustedWorker as Worker } from '../../workers/trusted-worker.ts';
import type { ExpectedPatient } from '../options.ts';
import { groupImages, type FoundImage, type FoundStudy } from './group.ts';
import type { FromImages, ToImages } from './images.worker.ts';
import { look } from './look.ts';
import type { LeftKind, Looked, PickedFile } from './picked.ts';
import { thumbnail } from './thumbnail.ts';

export interface FoundStudies {
  readonly studies: readonly FoundStudy[];
  readonly duplicates: number;
  /** Files that are no images, by what they are. They are not sent. */
  readonly left: Readonly<Partial<Record<LeftKind, number>>>;
  /** Paths of files that could not be read. */
  readonly unreadable: readonly string[];
}

export interface FindOptions {
  readonly patient?: ExpectedPatient;
  readonly signal?: AbortSignal;
  /** Files looked at so far. */
  readonly onProgress?: (looked: number) => void;
}

/** Files in one message. */
const LOT = 64;
/** Lots that are looked at at the same time. */
const LOTS = 2;

interface Eyes {
  readonly look: (files: readonly PickedFile[]) => Promise<readonly Looked[]>;
  readonly draw: (file: Blob) => Promise<Blob | null>;
  readonly close: () => void;
}

const ownEyes: Eyes = { look, draw: thumbnail, close: () => undefined };

/** A worker, or the page itself where there can be none; also for what a worker that failed has not answered. */
function openEyes(): Eyes {
  if (typeof document === 'undefined' || typeof globalThis.Worker === 'undefined') return ownEyes;
  let worker: globalThis.Worker;
  try {
    worker = new Worker(new URL('./images.worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return ownEyes;
  }
  let serial = 0;
  let failed = false;
  const waiting = new Map<number, (answer: FromImages | null) => void>();
  const settle = (id: number, answer: FromImages | null): void => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  worker.onmessage = ({ data }: MessageEvent<FromImages>) => settle(data.id, data);
  worker.onerror = (event) => {
    event.preventDefault();
    failed = true;
    for (const id of [...waiting.keys()]) settle(id, null);
  };
  const ask = (message: (id: number) => ToImages): Promise<FromImages | null> =>
    new Promise((resolve) => {
      serial += 1;
      if (failed) {
        resolve(null);
        return;
      }
      waiting.set(serial, resolve);
      worker.postMessage(message(serial));
    });
  return {
    async look(files) {
      const answer = await ask((id) => ({ id, look: files }));
      return answer && 'looked' in answer ? answer.looked : look(files);
    },
    async draw(file) {
      const answer = await ask((id) => ({ id, draw: file }));
      return answer && 'drawn' in answer ? answer.drawn : thumbnail(file);
    },
    close: () => worker.terminate(),
  };
}

/** @throws only the signal's reason */
export async function findStudies(
  files: readonly PickedFile[],
  { patient = {}, signal, onProgress }: FindOptions = {},
): Promise<FoundStudies> {
  const eyes = openEyes();
  const images: FoundImage[] = [];
  const left: Partial<Record<LeftKind, number>> = {};
  const unreadable: string[] = [];
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const take = (looked: Looked): void => {
    const file = looked.file ?? byPath.get(looked.path);
    if (looked.is === 'image' && file) images.push({ path: looked.path, file, summary: looked.summary });
    else if (looked.is === 'left') left[looked.kind] = (left[looked.kind] ?? 0) + 1;
    else unreadable.push(looked.path);
  };
  try {
    let next = 0;
    let done = 0;
    // Which lot comes first back must not decide in which order things are shown or sent.
    const lots: (readonly Looked[])[] = [];
    const lane = async (): Promise<void> => {
      while (next < files.length) {
        signal?.throwIfAborted();
        const index = next / LOT;
        const lot = files.slice(next, next + LOT);
        next += LOT;
        lots[index] = await eyes.look(lot);
        done += lot.length;
        onProgress?.(done);
      }
    };
    await Promise.all(Array.from({ length: LOTS }, lane));
    signal?.throwIfAborted();
    for (const lot of lots) for (const looked of lot) take(looked);
    return { ...groupImages(images, patient), left, unreadable };
  } finally {
    eyes.close();
  }
}

/** A small picture of an image; nothing where it cannot be drawn. */
export async function drawCover(cover: Blob): Promise<Blob | null> {
  const eyes = openEyes();
  try {
    return await eyes.draw(cover);
  } finally {
    eyes.close();
  }
}
