/**
 * A study as large as they come, by script: every image with a UID and pixels of its own. The files are sparse: a block of
 * noise at every eighth of them, and holes between that read as black, so that ten gigabytes take little of the disk.
 */
import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeImageHead } from './make-cd.ts';

export interface LargeStudy {
  readonly instances: number;
  /** Bytes of all images together, at the least. */
  readonly bytes: number;
  /** `YYYYMMDD`. */
  readonly birthDate: string;
}

/** Images in a series. */
const SERIES = 1000;
/** Bytes of a block of noise, and how many of them a file has. */
const BLOCK = 4096;
const BLOCKS = 8;
/** Bytes of the disk that one file takes at the most: its blocks, the head, its own entry. */
export const SPARSE_BYTES = (BLOCKS + 2) * 2 * BLOCK;

const UID = '1.2.826.0.1.3680043.2.1125.77';

/** Width and height of an image, so that all of them together have that many bytes. */
export const sideOf = ({ instances, bytes }: LargeStudy): number => Math.ceil(Math.sqrt(bytes / instances / 2));

/**
 * Writes the study below a folder.
 * @returns SHA-256 of each file by its path in the folder, `/` between parts.
 */
export async function makeStudy(folder: string, study: LargeStudy): Promise<ReadonlyMap<string, string>> {
  const { instances, birthDate } = study;
  const side = sideOf(study);
  const pixels = Buffer.alloc(side * side * 2);
  const step = Math.max(BLOCK, Math.floor((pixels.length - BLOCK) / (BLOCKS - 1)));
  const digests = new Map<string, string>();
  for (let index = 0; index < instances; index += 1) {
    const [series, number] = [Math.floor(index / SERIES) + 1, (index % SERIES) + 1];
    const head = makeImageHead({ study: UID, series: `${UID}.${String(series)}`, number, birthDate, side });
    const path = `DICOM/SE${String(series).padStart(5, '0')}/IM${String(number).padStart(5, '0')}`;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    const file = await open(join(folder, path), 'wx');
    try {
      await file.write(head, 0, head.length, 0);
      for (let at = 0; at + BLOCK <= pixels.length; at += step) {
        // The digest of what it is: noise that is the same whenever the study is made.
        const noise = createHash('shake256', { outputLength: BLOCK })
          .update(`${String(index)} ${String(at)}`)
          .digest();
        noise.copy(pixels, at);
        await file.write(noise, 0, BLOCK, head.length + at);
      }
      await file.truncate(head.length + pixels.length);
    } finally {
      await file.close();
    }
    digests.set(path, createHash('sha256').update(head).update(pixels).digest('hex'));
  }
  return digests;
}
