/** What the page and the drawing worker say to each other, over a port of their own. */
import type { PagePicture, PictureOptions } from './pages.ts';

export type ToPages =
  | {
      readonly id: number;
      readonly ask: 'picture';
      readonly source: Blob;
      readonly options: Omit<PictureOptions, 'signal'>;
    }
  | { readonly id: number; readonly ask: 'copy'; readonly source: Blob; readonly pages: readonly number[] }
  | { readonly id: number; readonly ask: 'stop' };

export type FromPages =
  /** The script runs. Without a canvas of its own the page draws for itself. */
  | { readonly id: 0; readonly say: 'ready'; readonly canDraw: boolean }
  | { readonly id: number; readonly say: 'picture'; readonly picture: PagePicture | null }
  | { readonly id: number; readonly say: 'copy'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly say: 'not-loaded' | 'failed' };
