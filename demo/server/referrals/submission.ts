/** What a submission needs before the lifecycle lets it pass (clauses 5.1, 5.2, 8.2). */
import { holds } from '../../../src/form/condition.ts';
import { pathOf } from '../../../src/form/pointer.ts';
import { type Issue, languageSettled, type Program } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { recordView, type RecordRow } from '../records/record-row.ts';
import type { Service } from '../service.ts';
import type { Transaction } from '../store/database.ts';
import { givenConsents } from './consents.ts';
import { answeredFields, consentsAsked, judgeAnswers, requireEligible } from './form-rules.ts';
import { pinPointer } from './pin.ts';
import type { ReferralRow } from './referral.ts';
import { guardianTexts } from './signing.ts';

/**
 * Judges answers and consents up to a stage; answers the warnings.
 * @throws `ineligible`, or `validation` with every pointer.
 */
export async function requireValid(
  transaction: Transaction,
  service: Service,
  program: Program,
  referral: ReferralRow,
  stage: number,
): Promise<readonly Issue[]> {
  requireEligible(program, referral.form);
  const now = service.clock.now();
  const consents = await givenConsents(transaction, program, referral.id);
  const { errors, warnings } = judgeAnswers(program, referral.form, {
    stage,
    now,
    consents,
    kept: new Set(referral.pinHash === null ? [] : [pinPointer]),
  });
  const said = new Set(errors.map(({ pointer }) => pointer));
  // A consent that is given by answering a question is signed like every other.
  const unsigned = consentsAsked(program, referral.form, { stage, now })
    .filter((id) => !consents.has(id))
    .map((id): Issue => ({ pointer: consentPointer(program, referral, id, now), code: 'consent.required' }))
    .filter(({ pointer }) => !said.has(pointer));
  const all = [...errors, ...unsigned];
  if (all.length > 0) throw new ProblemError('validation', { errors: all });
  return warnings;
}

/**
 * Answers given after a guardian signed may ask for more of their word: a physician who gets the report, a sponsor. An
 * unsigned gate is the lifecycle's own guard and is not judged here.
 */
export async function requireGuardian(
  transaction: Transaction,
  program: Program,
  referral: ReferralRow,
  now: Date,
): Promise<void> {
  if (referral.gates.guardianConsent !== 'signed') return;
  const missing = (await guardianTexts(transaction, program, referral, now)).filter(
    ({ required, given }) => required && given !== true,
  );
  if (missing.length > 0)
    throw new ProblemError('validation', {
      errors: missing.map(({ id }) => ({ pointer: `/consents/${id}`, code: 'consent.guardian' })),
    });
}

function consentPointer(program: Program, referral: ReferralRow, id: string, now: Date): string {
  const { fields } = answeredFields(program, referral.form, now);
  const field = fields.find((candidate) => candidate.field.consent === id);
  return field ? pathOf(field.field.id) : `/consents/${id}`;
}

/** Records that count: not replaced by another one that is still there. */
export function standingRecords(records: readonly RecordRow[]): readonly RecordRow[] {
  const replaced = new Set(records.flatMap(({ replaces }) => replaces ?? []));
  return records.filter(({ id }) => !replaced.has(id));
}

const onTheWay = ({ state }: RecordRow): boolean => state === 'received' || state === 'scanning';

/**
 * Records as a submission needs them: what is there is stored, required categories are present, language is settled.
 * A record whose bytes never came, or that was rejected, is in the person's list and not in the submission: it has to be
 * removed or sent again, so that nobody believes it was given (threats.md 52).
 */
export function requireRecords(
  program: Program,
  referral: ReferralRow,
  all: readonly RecordRow[],
  now: Date,
): readonly Issue[] {
  const records = standingRecords(all);
  if (records.some((record) => onTheWay(record)))
    throw new ProblemError('state-conflict', { reason: 'records-in-scan', headers: { 'Retry-After': '2' } });
  const missing = records.filter(({ state }) => state !== 'stored');
  if (missing.length > 0)
    throw new ProblemError('validation', {
      errors: missing.map(({ id, state }) => ({
        pointer: `/records/${id}`,
        code: state === 'rejected' ? 'record.rejected' : 'record.incomplete',
      })),
    });
  const { errors, warnings } = requirementIssues(program, referral, records, now);
  if (errors.length > 0) throw new ProblemError('validation', { errors });
  requireLanguage(program, records);
  return warnings;
}

/** R-ENG for one record: by its own pages and word, or by its translations among the records that stand. */
export function isLanguageSettled(
  { records: { policy } }: Program,
  record: RecordRow,
  standing: readonly RecordRow[],
): boolean {
  const viewed = (row: RecordRow) => recordView(row, row.size, null);
  const translations = standing.filter(({ translationOf }) => translationOf === record.id);
  return languageSettled(viewed(record), policy, translations.map(viewed));
}

/**
 * `records-not-english` with the pointers of the records in question.
 * @param standing records among which their translations may be.
 */
export function requireLanguage(program: Program, records: readonly RecordRow[], standing = records): void {
  const open = records.filter((record) => !isLanguageSettled(program, record, standing));
  if (open.length > 0)
    throw new ProblemError('records-not-english', {
      errors: open.map(({ id, serverVerdict }) => ({
        pointer: `/records/${id}`,
        code: serverVerdict?.verdict === 'refused' ? 'record.not-english' : 'record.unread',
      })),
    });
}

const DAY_MS = 86_400_000;

function requirementIssues(
  program: Program,
  referral: ReferralRow,
  records: readonly RecordRow[],
  now: Date,
): { readonly errors: readonly Issue[]; readonly warnings: readonly Issue[] } {
  // What a hidden field held asks for nothing, and what is carried without being asked counts.
  const { answers } = answeredFields(program, referral.form, now);
  const issues = program.requirements
    .filter(({ when }) => when === undefined || holds(when, answers))
    .flatMap(({ category, minCount, maxAgeDays, severity }): Issue[] => {
      const inCategory = records.filter((record) => record.category === category);
      const severe = severity === 'warn' ? { severity: 'warning' as const } : {};
      if (minCount !== undefined && inCategory.length < minCount)
        return [
          { pointer: '/records', code: 'records.category-missing', params: { category, min: minCount }, ...severe },
        ];
      const newest = inCategory
        .flatMap(({ documentDate }) => documentDate ?? [])
        .toSorted()
        .at(-1);
      const oldest = new Date(now.getTime() - (maxAgeDays ?? 0) * DAY_MS).toISOString().slice(0, newest?.length ?? 10);
      return maxAgeDays !== undefined && newest !== undefined && newest < oldest
        ? [{ pointer: '/records', code: 'records.category-old', params: { category, days: maxAgeDays }, ...severe }]
        : [];
    });
  return {
    errors: issues.filter(({ severity }) => severity !== 'warning'),
    warnings: issues.filter(({ severity }) => severity === 'warning'),
  };
}
