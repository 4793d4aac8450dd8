/** The S3 client is as large as the rest of the backend: only who keeps bytes in a bucket loads it. */
import type { RecordStore } from '../record-store.ts';
import type { ReportStore } from '../report-store.ts';
import type { S3Place } from './place.ts';

/** @param maxSize bytes of one upload. */
export async function loadS3Records(place: S3Place, maxSize: number): Promise<RecordStore> {
  const { openS3Records } = await import('./s3-records.ts');
  return openS3Records(place, maxSize);
}

export async function loadS3Reports(place: S3Place): Promise<ReportStore> {
  const { openS3Reports } = await import('./s3-records.ts');
  return openS3Reports(place);
}
