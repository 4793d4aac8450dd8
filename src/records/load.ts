/**
 * The only place in this folder, beside `worker/load.ts`, that loads anything on demand. Each heavy part is its own chunk: what a family's
 * record does not need is never fetched. A failed load is forgotten, so that the next check tries again.
 */
import type { EnglishProbability } from './text/classifier.ts';
import type { GuessLanguage } from './text/guess.ts';

/** A part of the check could not be fetched (the network, a policy). Nothing is wrong with the record: try again. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';
  readonly code = 'not-loaded';

  constructor(cause: unknown) {
    super('not-loaded', { cause });
  }
}

/** Keeps what was loaded; a rejection is not kept. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((cause: unknown) => {
      loading = undefined;
      throw cause instanceof NotLoaded ? cause : new NotLoaded(cause);
    });
    return loading;
  };
}

/** The whole check: readers and verdicts. */
export const loadEngine = once(() => import('./engine.ts'));

/** Verdicts on text in hand. */
export const loadTextCheck = once(() => import('./check-text.ts'));

/** "Is this English?", about 22 kB compressed. */
export const loadClassifier: () => Promise<EnglishProbability> = once(async () => {
  const [{ createClassifier }, { english }] = await Promise.all([
    import('./text/classifier.ts'),
    import('./model/english-weights.ts'),
  ]);
  return createClassifier(english);
});

/** Who is asked where the classifier is not sure, or has little to go by; about 82 kB compressed. */
export const loadSecondOpinion: () => Promise<EnglishProbability> = once(async () => {
  const [{ createClassifier }, { second }, { doubt }] = await Promise.all([
    import('./text/classifier.ts'),
    import('./text/features.ts'),
    import('./model/doubt-weights.ts'),
  ]);
  return createClassifier(doubt, second);
});

/** Names for what is not English, about 22 kB compressed; loaded only when a page is not. */
export const loadLanguages: () => Promise<GuessLanguage> = once(async () => {
  const [{ createGuesser }, { languages }] = await Promise.all([
    import('./text/guess.ts'),
    import('./model/language-profiles.ts'),
  ]);
  return createGuesser(languages);
});

/** pdf.js, both halves in one thread; about 420 kB compressed. */
export const loadPdfReader = once(async () => {
  const { polyfill } = await import('./pdf/polyfills.ts');
  polyfill();
  return import('./pdf/read-pdf.ts');
});

/** Word processor, web, mail and archive formats. */
export const loadDocumentReaders = once(() => import('./readers/documents.ts'));

/** Pictures of paper: JPEG, PNG, WebP, TIFF and so on. */
export const loadPictureReader = once(() => import('./pictures/read-picture-file.ts'));

/** TIFF, about 27 kB compressed. */
export const loadTiff = once(() => import('./pictures/tiff.ts'));

/** HEIC where the platform cannot decode it, about 370 kB compressed. */
export const loadHeic = once(async () => (await import('./pictures/heic.ts')).startHeic());

/** The reader of scans: 3.8 MB with its model, fetched when the first page needs it. */
export const loadScanReader = once(async () => {
  const [{ startTesseract }, { readScans }] = await Promise.all([
    import('./ocr/tesseract.ts'),
    import('./ocr/read-scans.ts'),
  ]);
  return { readScans, recogniser: await startTesseract() };
});

/** DICOM headers and structured reports. */
export const loadDicomReader = once(() => import('./dicom/read-dicom.ts'));

/** Draws pages and takes pages out, in the thread that asks. */
export const loadPainter = once(() => import('./pages/painter.ts'));

/** What drawing needs of the readers. */
export const loadPdfPages = once(async () => {
  const { polyfill } = await import('./pdf/polyfills.ts');
  polyfill();
  return import('./pages/pdf-pages.ts');
});
export const loadImagePages = once(() => import('./pages/image-pages.ts'));
export const loadTextPages = once(() => import('./pages/text-pages.ts'));
