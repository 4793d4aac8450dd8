/** What a caller may ask of a check. */
import type { PageVerdict } from '../protocol/verdict.ts';
import type { Thresholds } from './text/voice.ts';

/** The patient as the form has it, for the wrong-child check. Stays on the device. */
export interface ExpectedPatient {
  /** In the patient's own script. */
  readonly name?: string;
  /** As in the passport. */
  readonly latin?: string;
  /** ISO 8601, possibly partial: `2021`, `2021-03`, `2021-03-14`. */
  readonly birthDate?: string;
}

/** How much of a hostile or huge file is looked at. Beyond a limit the verdict says so; it never fails. */
export interface CheckLimits {
  /** Bytes of a file that is read piece by piece (PDF, DICOM). */
  readonly bytes: number;
  /** Bytes of a file that must be read whole (documents, text), before and after unpacking. */
  readonly wholeBytes: number;
  readonly inflatedBytes: number;
  readonly pages: number;
  readonly members: number;
  readonly depth: number;
  readonly milliseconds: number;
  /** For all pages that must be read as pictures together, beyond `milliseconds`. */
  readonly ocrMilliseconds: number;
  /** Width times height of a picture that may be decoded. */
  readonly pixels: number;
}

export const defaultLimits: CheckLimits = {
  bytes: 5 * 1024 ** 3,
  wholeBytes: 64 * 1024 ** 2,
  inflatedBytes: 256 * 1024 ** 2,
  pages: 3000,
  members: 500,
  depth: 2,
  milliseconds: 120_000,
  ocrMilliseconds: 45 * 60_000,
  pixels: 100_000_000,
};

export interface CheckOptions {
  /** Never trusted for the kind of file; not kept, not logged. */
  readonly name?: string;
  /**
   * Reading of scans, `auto` unless told otherwise. `off`, and where the device cannot: pages without usable text stay
   * `image`, and the record waits for a human. In Node this keeps the calling thread busy for seconds a page: call
   * from a worker thread.
   */
  readonly ocr?: 'off' | 'auto';
  readonly patient?: ExpectedPatient;
  /** Whether to suggest what the record is and of when (`offers` of the verdict), for a person to take or leave. */
  readonly offer?: boolean;
  /** From the program's descriptor, `records.thresholds`. */
  readonly thresholds?: Thresholds;
  readonly limits?: Partial<CheckLimits>;
  readonly signal?: AbortSignal;
  /**
   * Called with each page's verdict as soon as it is known: in order first, then once more for each page that had to be
   * read as a picture (`method: 'ocr'`; until then it is `image`), the first pages and a sample before the rest.
   */
  readonly onPage?: (page: PageVerdict) => void;
}
