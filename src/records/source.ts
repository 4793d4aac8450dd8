/** Bytes of a record, read piece by piece: a file of 5 GB is never held in memory. */

/** What a caller may hand in. */
export type RecordSource = Blob | Uint8Array;

export interface ByteSource {
  readonly size: number;
  /** Bytes from `start` to before `end`, fewer at the end of the file. The caller owns the copy. */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** @throws what the platform throws where the file has gone or changed since it was picked. */
export function byteSource(source: RecordSource | ByteSource): ByteSource {
  if ('read' in source) return source;
  if (source instanceof Uint8Array) {
    return { size: source.length, read: (start, end) => Promise.resolve(Uint8Array.from(source.subarray(start, end))) };
  }
  return {
    size: source.size,
    read: async (start, end) => new Uint8Array(await source.slice(start, end).arrayBuffer()),
  };
}
