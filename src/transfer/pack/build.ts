/**
 * A pack as a Blob: headers in memory, contents still on disk. Each instance is read once, for its own digest and for
 * the pack's digest tree together; the tar needs no copy of it and no checksum over it.
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
import { PackLeaves } from './leaves.ts';
import type { PackSource } from './plan.ts';

export type { PackSource } from './plan.ts';

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
  /** Digests of the blob's leaves (`content-tree-sha256`): it need not be read again for them. */
  readonly leaves: readonly string[];
}

/** `pack`: `null` if not one instance could be read. */
export interface BuiltPack {
  readonly pack: Pack | null;
  readonly unreadable: readonly Unreadable[];
}

/** Members a slice: a Blob of thousands of disk files in one go blocks the thread for seconds. */
const slice = 32;
/** Bytes of instances that are read ahead while others are digested. */
const ahead = 4 * 1024 * 1024;

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const archived = (name: string, content: Blob | Uint8Array<ArrayBuffer>): BlobPart[] => {
  const size = content instanceof Blob ? content.size : content.length;
  return [tarHeader(name, size), content, new Uint8Array(tarPadding(size))];
};

const mtimeOf = (file: Blob): number => (file instanceof File ? file.lastModified : 0);

/** As long as a digest: the manifest's length is known before the digests are. */
const blank = '0'.repeat(64);

interface Member {
  readonly instance: PackInstance;
  readonly file: Blob;
}

type Content = Uint8Array<ArrayBuffer> | TransferError;

/** Reads files in order, some of them ahead of the one that is asked for. */
async function* contents(members: readonly Member[]): AsyncGenerator<readonly [PackInstance, Content]> {
  const reading: { readonly instance: PackInstance; readonly content: Promise<Content> }[] = [];
  let bytes = 0;
  for (const { instance, file } of members) {
    // An error is kept until its turn comes: one file's failure is not the next one's.
    reading.push({ instance, content: readBytes(file, 0, file.size).catch((error: TransferError) => error) });
    bytes += instance.size;
    while (bytes >= ahead)
      for (const { instance: oldest, content } of reading.splice(0, 1)) {
        yield [oldest, await content];
        bytes -= oldest.size;
      }
  }
  for (const { instance, content } of reading) yield [instance, await content];
}

/**
 * Builds one pack.
 * @param study id of the study.
 * @throws the signal's reason.
 */
export async function buildPack(
  study: string,
  sources: readonly PackSource[],
  signal: AbortSignal,
): Promise<BuiltPack> {
  const members = sources.map(({ path, file }, index): Member => {
    return { instance: { n: index + 1, path, size: file.size, mtime: mtimeOf(file), sha256: blank }, file };
  });
  const room = manifestBytes({ v: 1, study, instances: members.map(({ instance }) => instance) }).length;
  const leaves = new PackLeaves(TAR_BLOCK + room + tarPadding(room));
  const unreadable: Unreadable[] = [];
  const instances: PackInstance[] = [];
  for await (const [instance, bytes] of contents(members)) {
    signal.throwIfAborted();
    if (bytes instanceof TransferError) {
      unreadable.push({ path: instance.path, code: bytes.code });
      continue;
    }
    // Without a place among the others the leaves are of no use; the rest is still read, to name every lost file.
    if (unreadable.length > 0) continue;
    const digest = sha256(bytes);
    await leaves.add(tarHeader(memberName(instance.n), bytes.length));
    await leaves.add(bytes);
    await leaves.add(new Uint8Array(tarPadding(bytes.length)));
    instances.push({ ...instance, sha256: await digest });
  }
  if (unreadable.length > 0) {
    const lost = new Set(unreadable.map(({ path }) => path));
    const rest = await buildPack(
      study,
      sources.filter(({ path }) => !lost.has(path)),
      signal,
    );
    return { pack: rest.pack, unreadable: [...unreadable, ...rest.unreadable] };
  }
  if (instances.length === 0) return { pack: null, unreadable };
  const manifest: PackManifest = { v: 1, study, instances };
  const head = manifestBytes(manifest);
  await leaves.add(new Uint8Array(2 * TAR_BLOCK));
  const parts: BlobPart[] = [new Blob(archived(manifestName, head))];
  for (let from = 0; from < members.length; from += slice) {
    signal.throwIfAborted();
    const lot = members.slice(from, from + slice);
    parts.push(new Blob(lot.flatMap(({ instance, file }) => archived(memberName(instance.n), file))));
    await nextTask();
  }
  parts.push(new Uint8Array(2 * TAR_BLOCK));
  const clientId = `pack-${(await sha256(head)).slice(0, 40)}`;
  const blob = new Blob(parts);
  return {
    pack: {
      clientId,
      blob,
      manifest,
      leaves: await leaves.close([tarHeader(manifestName, head.length), head, new Uint8Array(tarPadding(head.length))]),
    },
    unreadable,
  };
}
