/**
 * A pack as a Blob: headers in memory, contents still on disk. Each instance is read once for its digest; the tar
 * needs no copy of it and no checksum over it.
 */
import { sha256 } from '../../protocol/digest-tree.ts';
import {
  manifestBytes,
  manifestName,
  memberName,
  tarHeader,
  tarPadding,
  TAR_BLOCK,
  type PackInstance,
  type PackManifest,
} from '../../protocol/pack.ts';
import { TransferError } from '../errors.ts';
import type { TransferCode } from '../port.ts';
import { readBytes } from '../source.ts';
import type { PackSource } from './plan.ts';

/** An instance that could not be read; it is named, and the others go on without it. */
export interface Unreadable {
  readonly path: string;
  readonly code: TransferCode;
}

export interface Pack {
  /** Made of the manifest: the same files make the same id, so that a pack that was sent is never sent again. */
  readonly clientId: string;
  readonly blob: Blob;
  readonly manifest: PackManifest;
  readonly unreadable: readonly Unreadable[];
}

/** Members a slice: a Blob of thousands of disk files in one go blocks the page for seconds. */
const slice = 32;

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const member = (name: string, content: Blob | Uint8Array<ArrayBuffer>): BlobPart[] => {
  const size = content instanceof Blob ? content.size : content.length;
  return [tarHeader(name, size), content, new Uint8Array(tarPadding(size))];
};

const mtimeOf = (file: Blob): number => (file instanceof File ? file.lastModified : 0);

/**
 * @param study id of the study.
 * @returns `null` if not one instance could be read.
 * @throws the signal's reason.
 */
export async function buildPack(
  study: string,
  sources: readonly PackSource[],
  signal: AbortSignal,
): Promise<{ readonly pack: Pack | null; readonly unreadable: readonly Unreadable[] }> {
  const unreadable: Unreadable[] = [];
  const kept: { readonly source: PackSource; readonly instance: PackInstance }[] = [];
  for (const source of sources) {
    signal.throwIfAborted();
    const { path, file } = source;
    try {
      const digest = await sha256(await readBytes(file, 0, file.size));
      const instance = { n: kept.length + 1, path, size: file.size, mtime: mtimeOf(file), sha256: digest };
      kept.push({ source, instance });
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      unreadable.push({ path, code: error.code });
    }
  }
  if (kept.length === 0) return { pack: null, unreadable };
  const manifest: PackManifest = { v: 1, study, instances: kept.map(({ instance }) => instance) };
  const head = manifestBytes(manifest);
  const parts: BlobPart[] = [new Blob(member(manifestName, head))];
  for (let from = 0; from < kept.length; from += slice) {
    signal.throwIfAborted();
    const members = kept.slice(from, from + slice);
    parts.push(new Blob(members.flatMap(({ source, instance }) => member(memberName(instance.n), source.file))));
    await nextTask();
  }
  parts.push(new Uint8Array(2 * TAR_BLOCK));
  const clientId = `pack-${(await sha256(head)).slice(0, 40)}`;
  return { pack: { clientId, blob: new Blob(parts), manifest, unreadable }, unreadable };
}
