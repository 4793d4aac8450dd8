/** Where the bytes of reports lie: small and whole, unlike records. The names are opaque and never used twice. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ReportStore {
  /** Ends once the store holds them for good. */
  keep(file: string, bytes: Uint8Array): Promise<void>;
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** Reports in a folder; makes sure that it is there. */
export async function openDiskReports(folder: string): Promise<ReportStore> {
  await mkdir(folder, { recursive: true });
  return {
    keep: (file, bytes) => writeFile(join(folder, file), bytes, { flush: true }),
    read: async (file) => new Uint8Array(await readFile(join(folder, file))),
  };
}
