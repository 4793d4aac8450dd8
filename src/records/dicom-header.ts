/** The header of one DICOM file, for grouping studies and for the wrong-child check. */
import type { DicomSummary } from './dicom/summary.ts';
import { loadDicomReader } from './load.ts';
import { byteSource, type RecordSource } from './source.ts';

export type { DicomSummary } from './dicom/summary.ts';

/**
 * Reads at most the first megabyte.
 * @returns nothing where the file is no DICOM file. Health data: stays on the device and in the referral.
 */
export async function readDicomHeader(source: RecordSource): Promise<DicomSummary | undefined> {
  return (await loadDicomReader()).readDicomHeader(byteSource(source));
}
