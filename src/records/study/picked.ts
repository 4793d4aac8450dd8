/** What a person picked, and what each file of it turned out to be. */
import type { DicomSummary } from '../dicom/summary.ts';

/** A file with its place in what was picked: `DICOM/SE1/IM0001`. */
export interface PickedFile {
  readonly path: string;
  readonly file: Blob;
}

/**
 * What is on a CD beside images. It is not sent, and the person is told so.
 * - `autorun`: starts a viewer; `viewer`: programs and their parts; `index`: DICOMDIR, lists, web pages;
 * - `photo`: a photograph (of a film, for instance), which can be given as a record; `document`: a PDF or a text, too;
 * - `other`: anything else; `empty`: nothing in it.
 */
export type LeftKind = 'autorun' | 'viewer' | 'index' | 'photo' | 'document' | 'other' | 'empty';

/** One file, looked at. `file` only where it is not the one that was handed in: a member of an archive. */
export type Looked = { readonly path: string; readonly file?: Blob } & (
  | { readonly is: 'image'; readonly summary: DicomSummary }
  | { readonly is: 'left'; readonly kind: LeftKind }
  /** The file, or the archive that it stands in, cannot be read. */
  | { readonly is: 'unreadable' }
);
