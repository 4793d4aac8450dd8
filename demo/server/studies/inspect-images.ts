/** What becomes of a record that carries images once its bytes are there and are the device's (clauses 12.3, 12.4). */
import { createHash } from 'node:crypto';
import type { RecordRow } from '../records/record-row.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Scanner } from '../records/scanner.ts';
import type { Transaction } from '../store/database.ts';
import { CorruptPack, type FoundInstance, isDicom, readPack } from './read-pack.ts';

export type InspectedInstance = Omit<FoundInstance, 'reason'> & {
  readonly reason: FoundInstance['reason'] | 'malware';
};

/** What was found; `null`: not what it was declared to be. @throws ScannerAway, and what the store throws */
export async function inspectImages(
  records: RecordStore,
  scanner: Scanner,
  { uploadId, pack, studyId, name, size }: RecordRow,
): Promise<readonly InspectedInstance[] | null> {
  const found = pack
    ? await readPack(records.read(uploadId), { ...pack, study: studyId ?? '' }).catch((error: unknown) => {
        if (error instanceof CorruptPack) return null;
        throw error;
      })
    : [await readSingle(records, uploadId, name, size)];
  if (!found) return null;
  // Each by itself: a scanner tells a file by the whole of it, and a pack is none.
  const judged: InspectedInstance[] = [];
  for (const instance of found) {
    const { position, size: length } = instance;
    const harmful = await scanner.isHarmful(() => records.read(uploadId, position, position + length));
    judged.push(harmful ? { ...instance, reason: 'malware' } : instance);
  }
  return judged;
}

async function readSingle(records: RecordStore, uploadId: string, path: string, size: number): Promise<FoundInstance> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  for await (const piece of records.read(uploadId)) {
    hash.update(piece);
    if (head.length < 1024) head = Buffer.concat([head, piece.subarray(0, 1024 - head.length)]);
  }
  return { n: 1, path, size, sha256: hash.digest('hex'), position: 0, reason: isDicom(head) ? null : 'type' };
}

/** Writes down what was found, instead of what may have been written before. */
export async function keepInstances(
  transaction: Transaction,
  recordId: string,
  instances: readonly InspectedInstance[],
): Promise<void> {
  await transaction.query('delete from instance where record_id = $1', [recordId]);
  await transaction.query(
    `insert into instance (record_id, n, path, size, sha256, position, reason)
     select $1, n, path, size, sha256, position, reason from jsonb_to_recordset($2::jsonb)
       as found (n integer, path text, size bigint, sha256 text, position bigint, reason text)`,
    [recordId, JSON.stringify(instances)],
  );
}
