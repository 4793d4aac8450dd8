/** What has to hold before a record that carries images is taken (clauses 12.1, 12.2, 12.6). */
import { PACK_BYTES, PACK_TYPE, type Program, type RecordDeclaration } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { imagingOf } from '../referrals/care.ts';
import type { ReferralRow } from '../referrals/referral.ts';
import type { Transaction } from '../store/database.ts';
import { studiesOf } from './study-row.ts';

/** Images of a referral at the most, where the descriptor does not say. */
const MOST_IMAGES = 50_000;
/** What a tar has over its contents: headers, padding, the manifest. */
const LARGEST_PACK = PACK_BYTES + 16 * 1024 * 1024;

/** Modes in which a study is declared here, wherever its images go. */
const DECLARED = ['tus', 'stow-rs'];

/** @throws `imaging-not-open` unless the intake team has opened the transfer in one of these modes, and it is open still */
export async function requireOpen(
  transaction: Transaction,
  referral: ReferralRow,
  now: Date,
  modes: readonly string[] = DECLARED,
): Promise<void> {
  const opened = await imagingOf(transaction, referral.id);
  const open = ['link-issued', 'receiving'].includes(referral.gates.imaging);
  if (!opened || !modes.includes(opened.mode) || !open || opened.expiresAt <= now)
    throw new ProblemError('imaging-not-open');
}

/** @throws `quota`: more images than are taken */
export function requireImages({ imaging }: Program, known: number, more: number): void {
  if (known + more > (imaging?.maxImages ?? MOST_IMAGES)) throw new ProblemError('quota');
}

/** Declarations that carry images: the study is there, the transfer is open, and it is a pack or an image. */
export async function requireCarried(
  transaction: Transaction,
  program: Program,
  referral: ReferralRow,
  records: readonly RecordDeclaration[],
  now: Date,
): Promise<void> {
  if (!records.some(({ study, pack }) => study !== undefined || pack !== undefined)) return;
  await requireOpen(transaction, referral, now, ['tus']);
  const studies = await studiesOf(transaction, referral.id);
  for (const [index, { study, pack, type, size }] of records.entries()) {
    if (study === undefined && pack === undefined) continue;
    const at = `/records/${String(index)}`;
    if (!studies.some(({ id }) => id === study))
      throw new ProblemError('validation', { errors: [{ pointer: `${at}/study`, code: 'study.unknown' }] });
    const taken = pack
      ? type === PACK_TYPE && program.uploads.packs?.includes(pack.format) === true
      : type === 'application/dicom';
    if (!taken)
      throw new ProblemError('unsupported-type', { errors: [{ pointer: `${at}/type`, code: 'record.type' }] });
    if (pack && size > LARGEST_PACK)
      throw new ProblemError('too-large', { errors: [{ pointer: `${at}/size`, code: 'record.too-large' }] });
  }
}
