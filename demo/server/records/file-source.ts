/**
 * A stored file as the reading engine takes it: by ranges, from one open handle. Not `openAsBlob`: Node counts the bytes
 * of such a blob in 31 bits (nodejs/node#52585), and an archive of images is larger than that.
 */
import { open } from 'node:fs/promises';
import type { ByteSource } from '../../../src/records/index.ts';

/** Opens the file for as long as `use` needs it. */
export async function withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await use({
      size,
      read: async (start, end) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        let got = 0;
        while (got < bytes.length) {
          const { bytesRead } = await file.read(bytes, got, bytes.length - got, start + got);
          if (bytesRead === 0) break;
          got += bytesRead;
        }
        return bytes.subarray(0, got);
      },
    });
  } finally {
    await file.close();
  }
}
