/** A study as it is stored, and as its people see it (clauses 12.2, 12.5). */
import type { InstanceView, StudyDeclaration, StudyView } from '../../../src/protocol/index.ts';
import { studyRecordsOf } from '../records/record-row.ts';
import { first, iso, type Queryable } from '../store/database.ts';

export interface StudyRow {
  readonly id: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly described: StudyDeclaration;
  /** Where it went to a DICOMweb server. */
  readonly studyUid: string | null;
  readonly createdAt: Date;
}

const COLUMNS = 'id, referral_id, client_id, described, study_uid, created_at';

/** A referral's studies, oldest first. */
export const studiesOf = (db: Queryable, referralId: string): Promise<readonly StudyRow[]> =>
  db.query<StudyRow>(`select ${COLUMNS} from study where referral_id = $1 order by n`, [referralId]);

/** One study of a referral; null where there is none. */
export const studyById = async (db: Queryable, referralId: string, id: string): Promise<StudyRow | null> =>
  first(await db.query<StudyRow>(`select ${COLUMNS} from study where id = $1 and referral_id = $2`, [id, referralId]));

interface Counted {
  readonly studyId: string;
  readonly stored: number;
  readonly refused: number;
}

const none = { stored: 0, refused: 0 };

/** Views of a referral's studies. */
export async function studyViews(db: Queryable, referralId: string): Promise<readonly StudyView[]> {
  const studies = await studiesOf(db, referralId);
  if (studies.length === 0) return [];
  const records = await studyRecordsOf(db, referralId);
  // Images that were given twice are one image.
  const counted = await db.query<Counted>(
    `select r.study_id, (count(distinct i.sha256) filter (where i.reason is null))::int as stored,
       (count(distinct i.path) filter (where i.reason is not null))::int as refused
     from instance i join record r on r.id = i.record_id
     where r.referral_id = $1 and r.state = 'stored' group by r.study_id`,
    [referralId],
  );
  const elsewhere = await db.query<Counted>(
    `select i.study_id, (count(*) filter (where i.reason is null))::int as stored,
       (count(*) filter (where i.reason is not null))::int as refused
     from stowed_instance i join study s on s.id = i.study_id where s.referral_id = $1 group by i.study_id`,
    [referralId],
  );
  return studies.map(({ id, clientId, described, studyUid, createdAt }) => {
    const carrying = records.filter(({ studyId }) => studyId === id);
    const [here, there] = [counted, elsewhere].map((counts) => counts.find(({ studyId }) => studyId === id));
    // Sent to both, an image would count twice: the place that holds more of it counts.
    const { stored, refused } = (there?.stored ?? -1) > (here?.stored ?? -1) ? (there ?? none) : (here ?? none);
    const begun = carrying.length > 0 || there !== undefined;
    const moving = carrying.some(({ state }) => state !== 'stored' && state !== 'rejected');
    return {
      ...described,
      clientId,
      id,
      state: stored >= described.images ? 'stored' : moving || !begun ? 'receiving' : 'incomplete',
      ...(studyUid === null ? {} : { studyUid }),
      stored,
      refused,
      records: carrying.map(({ id: rid, clientId: packId, state, reason }) => ({
        id: rid,
        clientId: packId,
        state,
        ...(reason === null ? {} : { reason }),
      })),
      createdAt: iso(createdAt),
    };
  });
}

interface InstanceRow {
  readonly n: number;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly reason: string | null;
}

/** What was found in a record that carries images, in the order of its manifest. */
export const instancesOf = async (db: Queryable, recordId: string): Promise<readonly InstanceView[]> =>
  (
    await db.query<InstanceRow>('select n, path, size, sha256, reason from instance where record_id = $1 order by n', [
      recordId,
    ])
  ).map(({ reason, size, ...row }) => ({
    ...row,
    size: Number(size),
    state: reason === null ? 'stored' : 'rejected',
    ...(reason === null ? {} : { reason }),
  }));
