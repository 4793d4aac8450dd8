/** Pages of records as pictures: few at a time, few kept, none of them stored. */
import type { PagePicture } from '../records/pages/pages.ts';
import type { DecidingSpan } from '../protocol/verdict.ts';
import type { Core } from './context.ts';
import { loadRecordPages } from './load.ts';
import { opened } from './problems.ts';

export type { PagePicture };

/** Which page, and how large it is wanted. */
export interface PageWish {
  readonly clientId: string;
  /** 1-based. */
  readonly page: number;
  /** Pixels across. */
  readonly width: number;
  /** With the lines that decided the page's verdict, and where they stand. */
  readonly marked?: boolean;
  readonly signal?: AbortSignal;
}

export type PagePictures = (wish: PageWish) => Promise<PagePicture | null>;

function spansOf({ state }: Core, { clientId, page, marked }: PageWish): readonly DecidingSpan[] {
  if (!marked) return [];
  const check = state().records.find((record) => record.clientId === clientId)?.check;
  const pages =
    check?.phase === 'reading' ? check.pages : check && 'verdict' in check ? check.verdict?.pages : undefined;
  const read = pages?.find((one) => one.page === page);
  // What recognition read stands nowhere in the file's own text.
  return read?.method === 'text' ? (read.spans ?? []) : [];
}

export function pagePicturesOf(core: Core): PagePictures {
  return async (wish) => {
    const file = core.files.get(wish.clientId);
    if (!file) return null;
    const { picture } = core.recordPages ?? (await opened(loadRecordPages)).recordPages;
    const { page, width, signal } = wish;
    return picture(file, { page, width, spans: spansOf(core, wish), signal: signal ?? core.signal });
  };
}
