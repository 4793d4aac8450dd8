/** The records of the end-to-end tests as files on disk, as a person picks them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { englishPdf, largeRecord, spanishInTheMiddlePdf } from '../fixtures/records.ts';

export interface RecordFiles {
  /** 12 pages, all English. */
  readonly letter: string;
  /** 6 pages; 3 to 5 are Spanish. */
  readonly laboratory: string;
  /** The same in English. */
  readonly laboratoryTranslated: string;
  /** A valid PDF of 200 MB. */
  readonly folder: string;
  /** What the desk asks for later. */
  readonly echo: string;
  /** The hospital's report. */
  readonly report: string;
  remove(): Promise<void>;
}

const LARGE_BYTES = 200 * 1024 * 1024;

/** @param options `large: false` leaves the 200 MB out; the file is a small one then. */
export async function makeRecordFiles({ large = true } = {}): Promise<RecordFiles> {
  const place = await mkdtemp(join(tmpdir(), 'rso-records-'));
  const put = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(place, name);
    await writeFile(path, bytes);
    return path;
  };
  return {
    letter: await put('heart-letter.pdf', await englishPdf(12)),
    laboratory: await put('lab-results.pdf', await spanishInTheMiddlePdf()),
    laboratoryTranslated: await put('lab-results-english.pdf', await englishPdf(6)),
    folder: await put('whole-folder.pdf', large ? await largeRecord(LARGE_BYTES) : await englishPdf(2)),
    echo: await put('echo-september.pdf', await englishPdf(4)),
    report: await put('report.pdf', await englishPdf(3)),
    remove: () => rm(place, { recursive: true, force: true }),
  };
}
