/**
 * Studies as the desk sees them. Whose images they are is read from the images themselves: the family's device sends no
 * name beside them (clause 12.2), and what it would say of them could be wrong.
 */
import { awaitsBytes } from '../../../src/protocol/index.ts';
import { parseDicom } from '../../../src/records/dicom/parse.ts';
import { type DicomSummary, summarise } from '../../../src/records/dicom/summary.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Queryable } from '../store/database.ts';
import { studyViews } from '../studies/study-row.ts';
import type { DeskStudy } from './api.ts';

/** Headers end well before this. */
const HEAD = 64 * 1024;
/** How long a header that was read is kept after it was last asked for: an open desk asks every few seconds. */
const KEEP_MS = 60_000;
/** Refused images that are named, of each study; their number is told in any case. */
const MOST_NAMED = 100;

interface Sample {
  readonly studyId: string;
  readonly uploadId: string;
  readonly position: number;
  readonly size: number;
}

async function summaryOf(records: RecordStore, { uploadId, position, size }: Sample): Promise<DicomSummary | null> {
  const start = Number(position);
  try {
    const pieces: Uint8Array[] = [];
    for await (const piece of records.read(uploadId, start, start + Math.min(Number(size), HEAD))) pieces.push(piece);
    const parsed = parseDicom(new Uint8Array(Buffer.concat(pieces)));
    return parsed ? summarise(parsed) : null;
  } catch {
    // An image that only a radiologist's program can open has no name here: that is said, and stops nothing.
    return null;
  }
}

interface Kept {
  at: number;
  readonly summary: Promise<DicomSummary | null>;
}
const kept = new WeakMap<RecordStore, Map<string, Kept>>();

/** Stored images do not change: each is read once while somebody looks at it, and forgotten soon after. */
function keptSummaryOf(records: RecordStore, sample: Sample): Promise<DicomSummary | null> {
  const known = kept.get(records) ?? new Map<string, Kept>();
  kept.set(records, known);
  const now = Date.now();
  for (const [key, { at }] of known) if (now - at > KEEP_MS) known.delete(key);
  const found = known.get(sample.uploadId) ?? { at: now, summary: summaryOf(records, sample) };
  found.at = now;
  known.set(sample.uploadId, found);
  return found.summary;
}

/** A referral's studies, oldest first. */
export async function deskStudies(
  db: Queryable,
  records: RecordStore,
  referralId: string,
): Promise<readonly DeskStudy[]> {
  const views = await studyViews(db, referralId);
  if (views.length === 0) return [];
  // The first image of each pack: two people are never in one study, unless a device mixed them up.
  const samples = await db.query<Sample>(
    `select distinct on (r.id) r.study_id, r.upload_id, i.position, i.size from instance i join record r on r.id = i.record_id
     where r.referral_id = $1 and r.state = 'stored' and i.reason is null order by r.id, i.n`,
    [referralId],
  );
  const refused = await db.query<{ studyId: string; path: string; reason: string }>(
    `select r.study_id, i.path, i.reason from instance i join record r on r.id = i.record_id
     where r.referral_id = $1 and i.reason is not null
     union all select i.study_id, i.uid, i.reason from stowed_instance i join study s on s.id = i.study_id
     where s.referral_id = $1 and i.reason is not null order by 2`,
    [referralId],
  );
  return Promise.all(
    views.map(async (view) => {
      const read = await Promise.all(
        samples.filter(({ studyId }) => studyId === view.id).map((sample) => keptSummaryOf(records, sample)),
      );
      const summaries = read.filter((summary) => summary !== null);
      return {
        ...view,
        arriving: awaitsBytes(view),
        names: [...new Set(summaries.flatMap(({ patientNames }) => patientNames))],
        birthDates: [...new Set(summaries.flatMap(({ patientBirthDate }) => patientBirthDate ?? []))],
        refusedImages: refused
          .filter(({ studyId }) => studyId === view.id)
          .slice(0, MOST_NAMED)
          .map(({ path, reason }) => ({ path, reason })),
      };
    }),
  );
}
