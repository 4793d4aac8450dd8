/** What the page and the reading worker say to each other. */
import type { TransferCode } from '../port.ts';
import type { BuiltPack, PackSource } from '../pack/build.ts';

/** Bytes `[start, end)` of a file to be digested, or a pack to be built; `stop` ends a pack that nobody waits for. */
export type Job =
  | { readonly kind: 'leaf'; readonly blob: Blob; readonly start: number; readonly end: number }
  | { readonly kind: 'pack'; readonly study: string; readonly sources: readonly PackSource[] };

export type ToWorker = { readonly id: number; readonly job: Job } | { readonly id: number; readonly stop: true };

export type FromWorker =
  /** The script runs: from here on silence means work. */
  | { readonly ready: true }
  | { readonly id: number; readonly leaf: string }
  | { readonly id: number; readonly pack: BuiltPack }
  /** The file could not be read. */
  | { readonly id: number; readonly code: TransferCode };
