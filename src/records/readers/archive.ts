/** ZIP archives and the document formats that are ZIP archives inside. Limits before inflating: a bomb is not opened. */
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { joined } from '../joined.ts';
import { Unreadable, type ReadContext } from '../page.ts';
import type { ByteSource } from '../source.ts';

export interface Member {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Inflated over packed beyond which an archive is a bomb, and the size below which that is harmless. */
const ratio = { most: 200, from: 4 * 1024 ** 2 } as const;
const sliceBytes = 2 ** 16;

interface Open {
  readonly path: string;
  readonly parts: Uint8Array[];
}

/**
 * Members that `wanted` asks for, in the archive's order.
 * @throws Unreadable `encrypted`, `damaged`, `inflated` (a bomb), `too-large`.
 */
export async function unpack(
  source: ByteSource,
  context: ReadContext,
  wanted: (path: string) => boolean,
): Promise<Member[]> {
  if (source.size > context.limits.wholeBytes * 4) throw new Unreadable('too-large');
  const open: Open[] = [];
  const done: Member[] = [];
  let failure: unknown;
  let inflated = 0;
  let read = 0;
  let seen = 0;
  const take = (file: UnzipFile): void => {
    seen += 1;
    if (file.name.endsWith('/') || !wanted(file.name) || seen > context.limits.members) return;
    const one: Open = { path: file.name, parts: [] };
    open.push(one);
    file.ondata = (error, part, final) => {
      failure ??= error ?? undefined;
      if (failure) return;
      inflated += part.length;
      one.parts.push(part);
      const bomb = inflated > ratio.from && inflated > ratio.most * Math.max(read, 1);
      if (bomb || inflated > context.limits.inflatedBytes) failure = new Unreadable('inflated');
      if (final) done.push({ path: one.path, bytes: joined(one.parts) });
    };
    file.start();
  };
  const unzip = new Unzip(take);
  unzip.register(UnzipInflate);
  const flags = await source.read(6, 8);
  if (((flags[0] ?? 0) & 1) === 1) throw new Unreadable('encrypted');
  for (let at = 0; at < source.size; at += sliceBytes) {
    context.signal?.throwIfAborted();
    if (context.elapsed() > context.limits.milliseconds) throw new Unreadable('time-limit');
    const slice = await source.read(at, at + sliceBytes);
    read += slice.length;
    try {
      unzip.push(slice, at + sliceBytes >= source.size);
    } catch (cause) {
      failure ??= cause;
    }
    if (failure) throw failure instanceof Unreadable ? failure : new Unreadable('damaged', { cause: failure });
  }
  return done;
}
