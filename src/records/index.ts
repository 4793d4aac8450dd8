/**
 * `rso-intake/records`: is this record in English, and is it this child's? Source: records.md. Importing this loads
 * next to nothing; everything else comes on the first check.
 */
import type { RecordVerdict } from '../protocol/verdict.ts';
import type { TextVerdict } from './check-text.ts';
import { loadEngine, loadTextCheck } from './load.ts';
import type { CheckOptions } from './options.ts';
import type { ByteSource, RecordSource } from './source.ts';
import type { Thresholds } from './text/voice.ts';
import { canUseWorker, checkInWorker } from './worker/host.ts';

export type { PageVerdict, RecordVerdict } from '../protocol/verdict.ts';
export type { TextVerdict } from './check-text.ts';
export { readDicomHeader, type DicomSummary } from './dicom-header.ts';
export { NotLoaded } from './load.ts';
export { defaultLimits, type CheckLimits, type CheckOptions, type ExpectedPatient } from './options.ts';
export type { ByteSource, RecordSource } from './source.ts';
export type { Thresholds } from './text/voice.ts';

/**
 * Reads every page of a record and says whether it is in English. Nothing leaves the device. In a browser the work runs
 * in a worker; where none can start (a policy, an old host page), in slices on the page; in Node in-process.
 *
 * @param source - the file; its kind is told by its content. A `Blob` is read piece by piece and may be of any size, as
 *   is what a server reads by ranges (`ByteSource`), which stays in the thread that asks.
 * @returns a verdict also for encrypted, damaged, empty, hostile or unknown files (`reason`); never an exception.
 * @throws only what `signal` was aborted with, and {@link NotLoaded} where a chunk could not be fetched: try again.
 */
export async function checkRecord(
  source: RecordSource | ByteSource,
  options: CheckOptions = {},
): Promise<RecordVerdict> {
  options.signal?.throwIfAborted();
  if (!('read' in source) && canUseWorker()) {
    const verdict = await checkInWorker(source, options);
    if (verdict !== undefined) return verdict;
  }
  return (await loadEngine()).check(source, options);
}

/**
 * Judges a text as a page would be judged; `unreadable` where it has fewer than 12 letters or none that make sense.
 * @throws {@link NotLoaded} where a chunk could not be fetched: try again.
 */
export async function checkText(text: string, thresholds?: Thresholds): Promise<TextVerdict> {
  return (await loadTextCheck()).checkText(text, thresholds);
}
