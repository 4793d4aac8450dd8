/**
 * What happens to a record once its bytes are there (clauses 7.7, 7.8, 8.1): compare digests, scan, read, judge.
 *
 * `receiving → received` only when the client's root equals the server's own; then `scanning`, then `stored` or
 * `rejected`. The state in the database is the queue: what a killed process left behind is taken up again at start, from
 * the bytes on disk.
 */
import { digestStream, type RecordVerdict, type Rejection } from '../../../src/protocol/index.ts';
import { answerAt, birthDateOf, findReferral } from '../referrals/referral.ts';
import { notice } from '../referrals/history.ts';
import type { HostedProgram, Service } from '../service.ts';
import type { Transaction } from '../store/database.ts';
import type { LanguageChecker } from './language-check.ts';
import { recordById, type RecordRow, unsettledRecords } from './record-row.ts';
import { BytesGone } from './record-store.ts';
import { type Scanned, scanRecord } from './scan.ts';
import { ScannerAway } from './scanner.ts';
import { inspectImages, keepInstances } from '../studies/inspect-images.ts';

const rejections: Readonly<Record<string, Rejection>> = { encrypted: 'encrypted', damaged: 'corrupt', empty: 'empty' };

/**
 * Bytes that are gone can be sent again, so that is what is said of them. A store that cannot be read, or a scanner that is
 * away, is our trouble and no fault of the file: the record stays in the queue.
 */
function notHere(error: unknown): Scanned {
  if (error instanceof BytesGone) return { ok: false, reason: 'corrupt' };
  throw error;
}

export class Inspection {
  readonly #service: () => Service;
  readonly #checker: LanguageChecker;
  readonly #settling = new Map<string, Promise<void>>();
  readonly #queue: string[] = [];
  #current: string | null = null;
  #closed = false;

  /** @param service is asked for late: service and inspection know each other. */
  constructor(service: () => Service, checker: LanguageChecker) {
    this.#service = service;
    this.#checker = checker;
  }

  /** Takes up what an earlier process, or a moment without database, left. Harmless at any time. */
  async resume(): Promise<void> {
    const records = await unsettledRecords(this.#service().database);
    for (const { id, state } of records) if (state !== 'receiving') this.#enqueue(id);
    try {
      // Without the device's digest there is nothing to compare: whoever brings it settles the record.
      for (const { id, state, clientDigest } of records)
        if (state === 'receiving' && clientDigest !== null) await this.settle(id);
    } catch (error) {
      // A store that is away holds up nothing else; it is asked again the next time.
      this.#service().faults.unexpected(error);
    }
  }

  /**
   * Compares digests once all bytes and the client's root are there; nothing before. Calls for one record share the
   * work, and it is not repeated.
   */
  settle(recordId: string): Promise<void> {
    const running = this.#settling.get(recordId);
    // Whoever comes while it runs may have brought what was missing: look once more after it.
    const work = (running ?? Promise.resolve()).then(() => this.#settle(recordId));
    this.#settling.set(recordId, work);
    return work.finally(() => {
      if (this.#settling.get(recordId) === work) this.#settling.delete(recordId);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#service().scanner.close();
    await this.#checker.close();
  }

  async #settle(recordId: string): Promise<void> {
    const { database, records, background } = this.#service();
    const record = await recordById(database, recordId);
    if (!record || record.state !== 'receiving' || this.#closed) return;
    if ((await records.offset(record.uploadId)) !== record.size) return;
    const digest = record.digest ?? (await digestStream(records.read(record.uploadId)));
    const compared = await database.transaction(async (transaction) => {
      const current = await recordById(transaction, recordId, true);
      if (!current || current.state !== 'receiving') return null;
      if (current.clientDigest === null) {
        await transaction.query('update record set digest = $2 where id = $1', [recordId, digest]);
        return null;
      }
      const equal = current.clientDigest === digest;
      await this.#move(transaction, current, equal ? 'received' : 'rejected', {
        digest,
        ...(equal ? {} : { reason: 'digest-mismatch' }),
      });
      return equal;
    });
    if (compared === true) this.#enqueue(recordId);
    // Bytes that are not the person's file help nobody; the record stays and can be sent again.
    if (compared === false) background(() => records.remove(record.uploadId));
  }

  #enqueue(recordId: string): void {
    if (recordId === this.#current || this.#queue.includes(recordId)) return;
    this.#queue.push(recordId);
    if (this.#current === null) this.#service().background(() => this.#work());
  }

  /**
   * One record after the other; one that fails is left for the next `resume`, and keeps nobody waiting. Without a scanner
   * none can be settled: all of them are left for it.
   */
  async #work(): Promise<void> {
    for (let next = this.#queue.shift(); next !== undefined && !this.#closed; next = this.#queue.shift()) {
      this.#current = next;
      await this.#inspect(next).catch((error: unknown) => {
        if (this.#closed) return;
        if (error instanceof ScannerAway) this.#queue.length = 0;
        this.#service().faults.unexpected(error);
      });
      this.#current = null;
    }
  }

  async #inspect(recordId: string): Promise<void> {
    const service = this.#service();
    const { database, records, scanner } = service;
    const record = await this.#step(recordId, ['received', 'scanning'], 'scanning', {});
    if (!record) return;
    if (record.studyId !== null) return this.#inspectImages(record);
    const found = await findReferral(database, record.referralId);
    const hosted = service.hosted.find(({ program }) => program.id === found?.programId);
    if (!found || !hosted) return;
    const { uploadId, size } = record;
    const read = () => records.read(uploadId);
    const scanned = await scanRecord(read, size, hosted.program.uploads.accept, scanner).catch(notHere);
    if (!scanned.ok) {
      await this.#step(recordId, ['scanning'], 'rejected', { reason: scanned.reason });
      return;
    }
    const verdict = await records.withSource(uploadId, (source) =>
      this.#checker.check(source, optionsFor(hosted, found.form)),
    );
    if (this.#closed) return;
    const nothingRead = verdict.pages.every(({ verdict: page }) => page === 'unreadable');
    const reason = nothingRead ? rejections[verdict.reason ?? ''] : undefined;
    if (reason) await this.#step(recordId, ['scanning'], 'rejected', { reason, type: scanned.type });
    else await this.#step(recordId, ['scanning'], 'stored', { type: scanned.type, verdict });
  }

  /** Images have no language: each is compared with what the device said of it. */
  async #inspectImages(record: RecordRow): Promise<void> {
    const { database, records, scanner } = this.#service();
    const instances = await inspectImages(records, scanner, record).catch((error: unknown) => {
      if (error instanceof BytesGone) return null;
      throw error;
    });
    if (instances) await database.transaction((transaction) => keepInstances(transaction, record.id, instances));
    await this.#step(
      record.id,
      ['scanning'],
      instances ? 'stored' : 'rejected',
      instances ? {} : { reason: 'corrupt' },
    );
  }

  async #step(
    recordId: string,
    from: readonly string[],
    to: RecordRow['state'],
    change: Change,
  ): Promise<RecordRow | null> {
    return this.#service().database.transaction(async (transaction) => {
      const record = await recordById(transaction, recordId, true);
      if (!record || !from.includes(record.state)) return null;
      if (record.state !== to) await this.#move(transaction, record, to, change);
      return record;
    });
  }

  async #move(transaction: Transaction, record: RecordRow, to: RecordRow['state'], change: Change): Promise<void> {
    await transaction.query(
      `update record set state = $2, reason = coalesce($3, reason), digest = coalesce($4, digest),
         type = coalesce($5, type), server_verdict = coalesce($6::jsonb, server_verdict) where id = $1`,
      [
        record.id,
        to,
        change.reason ?? null,
        change.digest ?? null,
        change.type ?? null,
        change.verdict === undefined ? null : JSON.stringify(change.verdict),
      ],
    );
    await notice(transaction, this.#service(), record.referralId, 'record.changed', 'system');
  }
}

interface Change {
  readonly reason?: string;
  readonly digest?: string;
  readonly type?: string;
  readonly verdict?: RecordVerdict;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function optionsFor(
  { program }: HostedProgram,
  form: Parameters<typeof answerAt>[0],
): Parameters<LanguageChecker['check']>[1] {
  const name = text(answerAt(form, '/patient/name/full'));
  const latin = text(answerAt(form, '/patient/name/latin'));
  const birthDate = birthDateOf(form);
  return {
    patient: {
      ...(name === undefined ? {} : { name }),
      ...(latin === undefined ? {} : { latin }),
      ...(birthDate === null ? {} : { birthDate }),
    },
    ...(program.records.thresholds ? { thresholds: program.records.thresholds } : {}),
  };
}
