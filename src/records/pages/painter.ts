/** Draws pages by the kind of their file. Runs in the drawing worker, or on the page where none can be had. */
import { loadImagePages, loadPdfPages, loadTextPages, NotLoaded } from '../load.ts';
import { sniff } from '../sniff.ts';
import { byteSource } from '../source.ts';
import type { PagePicture, RecordPages } from './pages.ts';

const PDF = 'pdf';

export const painter: RecordPages = {
  async picture(source, options): Promise<PagePicture | null> {
    options.signal.throwIfAborted();
    try {
      const { kind, mediaType } = await sniff(byteSource(source));
      switch (kind) {
        case PDF:
          return await (await loadPdfPages()).pdfPicture(source, options);
        case 'image':
          return await (await loadImagePages()).imagePicture(source, mediaType, options);
        case 'dicom':
        case 'empty':
        case 'unknown':
          return null;
        default:
          return await (await loadTextPages()).textPicture(source, options);
      }
    } catch (cause) {
      options.signal.throwIfAborted();
      if (cause instanceof NotLoaded) throw cause;
      // Damaged, protected, a picture this browser does not know: the check has said so in words.
      return null;
    }
  },
  async withoutPages(source, pages, signal) {
    signal.throwIfAborted();
    return (await loadPdfPages()).pdfWithout(source, pages, signal);
  },
};
