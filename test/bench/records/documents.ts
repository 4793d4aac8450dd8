/** Whole files: how many of the tricky set are judged rightly, and what reading a scanned page costs. */
import { checkRecord } from '../../../src/records/index.ts';
import { englishPages } from '../../fixtures/record-pages.ts';
import { scannedPdf } from '../../fixtures/scans.ts';
import { faultOf, isRight } from '../../fixtures/tricky/judge.ts';
import { trickyFiles } from '../../fixtures/tricky/set.ts';

export interface Documents {
  readonly files: number;
  readonly right: number;
  /** Another language, let through. */
  readonly passed: number;
  /** English, not accepted. */
  readonly lockedOut: number;
}

/** @param scans - also those that take the reader of scans: some ten minutes. */
export async function measureDocuments(scans: boolean): Promise<Documents> {
  const files = trickyFiles.filter(({ slow }) => scans || !slow);
  const counts = { files: files.length, right: 0, passed: 0, lockedOut: 0 };
  for (const { right, make } of files) {
    const verdict = await checkRecord(await make());
    if (isRight(right, verdict)) counts.right += 1;
    const fault = faultOf(right, verdict);
    if (fault === 'passed') counts.passed += 1;
    if (fault === 'locked-out') counts.lockedOut += 1;
  }
  return counts;
}

/** CPU seconds for a scanned page of about 900 letters, once the reader is there. */
export async function measureScans(pages: number): Promise<number> {
  await checkRecord(await scannedPdf([englishPages[1]!]));
  const file = await scannedPdf(Array.from({ length: pages }, (_, at) => englishPages[at % 2]!));
  const before = process.cpuUsage();
  await checkRecord(file);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 / pages;
}
