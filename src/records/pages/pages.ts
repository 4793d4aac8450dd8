/**
 * Pages of a record as pictures, and copies of a PDF without some of its pages: made on the device, in a worker of their
 * own, so that neither the page nor a check waits for them.
 */
import type { DecidingSpan } from '../../protocol/verdict.ts';
import { loadPainter } from '../load.ts';
import { loadPagesWorker } from '../worker/load.ts';
import { canUseWorker } from '../worker/host.ts';

export interface PictureOptions {
  /** 1-based. */
  readonly page: number;
  /** Pixels across; the height follows the page. */
  readonly width: number;
  /** Runs of the page's text whose lines are marked. */
  readonly spans: readonly DecidingSpan[];
  readonly signal: AbortSignal;
}

/** A place on a page, in shares of its width and height. */
export interface PageMark {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageLine {
  readonly text: string;
  /** BCP 47: the language that the line decided for; absent on a line that decided nothing. */
  readonly language?: string;
}

/** A page to look at. */
export interface PagePicture {
  /** Its picture; the caller closes it. `null` for formats that have only text. */
  readonly image: ImageBitmap | null;
  /** Where the lines that decided stand. */
  readonly marks: readonly PageMark[];
  /** The lines that decided; of a format that has only text, all lines. */
  readonly lines: readonly PageLine[];
}

export interface RecordPages {
  /**
   * @returns `null` where the record, or this page of it, cannot be shown here.
   * @throws the signal's reason; `NotLoaded` where a part could not be fetched.
   */
  readonly picture: (source: Blob, options: PictureOptions) => Promise<PagePicture | null>;
  /**
   * A new PDF of the other pages, in their order. Nothing of the pages that were left out is in it.
   * @param pages 1-based.
   * @throws where it is no PDF, is protected or damaged, or no page would be left.
   */
  readonly withoutPages: (
    source: Blob,
    pages: readonly number[],
    signal: AbortSignal,
  ) => Promise<Uint8Array<ArrayBuffer>>;
}

/** The worker where one can be had, else the page's own thread. */
const hand = async (): Promise<RecordPages> => {
  const worker = canUseWorker() ? await (await loadPagesWorker()).pagesInWorker() : null;
  return worker ?? (await loadPainter()).painter;
};

export const recordPages: RecordPages = {
  picture: async (source, options) => (await hand()).picture(source, options),
  withoutPages: async (source, pages, signal) => (await hand()).withoutPages(source, pages, signal),
};
