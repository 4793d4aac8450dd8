/** From the verdicts on pages to what is said of the record. */
import {
  noCounts,
  verdictOfPages,
  type PageVerdict,
  type RecordVerdict,
  type VerdictReason,
} from '../protocol/verdict.ts';
import type { IdentityMatch, RecordOffers } from '../protocol/verdict.ts';

/** What of the record was not read. A picture in which there is nothing to read was read. */
function unreadOf(pages: readonly PageVerdict[]): RecordVerdict['unread'] {
  return pages.flatMap(({ page, verdict, reason }) => {
    if (verdict === 'unreadable') return [{ page, reason: reason ?? 'damaged' }];
    if (verdict !== 'image' || reason === undefined) return [];
    return [{ page, reason: reason === 'no-text-layer' ? 'ocr-unavailable' : reason }];
  });
}

/** Counts, languages, what was not read, and the verdict that follows. `reason`: why the rest, or all, was not read. */
export function recordOf(
  pages: readonly PageVerdict[],
  mediaType: string,
  reason?: VerdictReason,
  identity?: IdentityMatch,
  offers?: RecordOffers,
): RecordVerdict {
  const counts = noCounts();
  const languages = new Map<string, number>();
  for (const page of pages) {
    counts[page.verdict] += 1;
    if (page.language !== 'und') languages.set(page.language, (languages.get(page.language) ?? 0) + 1);
  }
  // Pictures of a study have no language: they are not a question for a human. contract.md "Records, uploads".
  const isStudy = mediaType === 'application/dicom' && pages.length > 0 && counts.image === pages.length;
  const unread = unreadOf(pages);
  return {
    verdict: isStudy ? 'accepted' : verdictOfPages(pages),
    pages: [...pages],
    counts,
    languages: [...languages].sort((one, other) => other[1] - one[1]).map(([language]) => language),
    mediaType,
    ...(reason === undefined ? {} : { reason }),
    ...(identity === undefined ? {} : { identity }),
    ...(offers === undefined ? {} : { offers }),
    unread: reason === undefined ? unread : [...unread, { reason }],
  };
}

/** A check that had to be stopped from outside: what was read stands, the rest waits for a human. */
export function stoppedRecord(pages: readonly PageVerdict[]): RecordVerdict {
  const record = recordOf(pages, 'application/octet-stream', 'time-limit');
  return { ...record, verdict: record.verdict === 'refused' ? 'refused' : 'needs-review' };
}
