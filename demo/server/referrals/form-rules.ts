/**
 * The program's form as the backend judges it: the same engine and the same definition as in browsers (clause 4.5), always
 * with the numbering plans of all countries.
 */
import { stopReason } from '../../../src/form/eligibility.ts';
import { guardianConsents, type GuardianConsent, needsGuardian } from '../../../src/form/guardian-consents.ts';
import { phones } from '../../../src/form/phones.ts';
import { programForm } from '../../../src/form/program-form.ts';
import { resolve, type ResolvedField } from '../../../src/form/resolve.ts';
import { validate, type ValidationScope } from '../../../src/form/validate.ts';
import type { FormDefinition, Issue, JsonObject, Program } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';

const HOUR_MS = 3_600_000;
const dateAt = (now: Date, hours: number): string =>
  new Date(now.getTime() + hours * HOUR_MS).toISOString().slice(0, 10);

/**
 * Calendar days that it may be where the person is: their device says "today" by its own clock, and the backend does not
 * know where it stands. The form is judged on the day that suits it best.
 */
const daysOnEarth = (now: Date): readonly string[] => [...new Set([0, 14, -12].map((hours) => dateAt(now, hours)))];

/** The program's form on a day. */
export const definitionFor = (program: Program, today: string): FormDefinition =>
  programForm(program, today).definition;

/** The same, now. */
export const definitionNow = (program: Program, now: Date): FormDefinition => definitionFor(program, dateAt(now, 0));

const isError = ({ severity }: Issue): boolean => severity !== 'warning';

/** What was found in the answers. */
export interface Judged {
  readonly errors: readonly Issue[];
  readonly warnings: readonly Issue[];
}

/**
 * Judges the answers of all steps up to a stage, or of one step.
 * @param consents ids of the consents that are signed in their current version.
 */
export function judgeAnswers(
  program: Program,
  answers: JsonObject,
  {
    now,
    consents = new Set(),
    kept = new Set(),
    ...scope
  }: ValidationScope & {
    readonly now: Date;
    readonly consents?: ReadonlySet<string>;
    /** Pointers of answers that are kept apart. */
    readonly kept?: ReadonlySet<string>;
  },
): Judged {
  const judged = daysOnEarth(now).map((today): Judged => {
    const issues = validate(definitionFor(program, today), answers, { today, phones, consents, kept, ...scope });
    return { errors: issues.filter(isError), warnings: issues.filter((issue) => !isError(issue)) };
  });
  return judged.reduce((best, next) => (next.errors.length < best.errors.length ? next : best));
}

/** Throws why the program cannot take this patient; nothing of it is stored (access-form.md 1). */
export function requireEligible(program: Program, answers: JsonObject): void {
  if (stopReason(program, answers) !== undefined) throw new ProblemError('ineligible');
}

/** Consents that these answers ask for up to a stage, by id. */
export function consentsAsked(
  program: Program,
  answers: JsonObject,
  { stage, now }: { readonly stage: number; readonly now: Date },
): readonly string[] {
  const asked = resolve(definitionFor(program, dateAt(now, 0)), answers).fields.filter(
    ({ field, step, applies, required }) => field.consent !== undefined && step.stage <= stage && applies && required,
  );
  return asked
    .flatMap(({ field }) => field.consent ?? [])
    .filter((id) => program.consents.some((consent) => consent.id === id));
}

/** Answered fields of the form in its order, without what hidden fields hold. */
export function answeredFields(
  program: Program,
  answers: JsonObject,
  now: Date,
): { readonly fields: readonly ResolvedField[]; readonly answers: JsonObject } {
  const { fields, answers: effective } = resolve(definitionFor(program, dateAt(now, 0)), answers);
  return { fields: fields.filter(({ applies }) => applies), answers: effective };
}

/** What the guardian gate is, by who applies for whom; both may still change until the records are submitted. */
export const guardianGate = (program: Program, form: JsonObject, now: Date): 'n/a' | 'pending' =>
  needsGuardian(definitionFor(program, dateAt(now, 0)), form) ? 'pending' : 'n/a';

/** Texts of the program that wait for a guardian who signs by a link of their own (clause 6.9). */
export const guardianAsked = (program: Program, form: JsonObject, now: Date): readonly GuardianConsent[] =>
  guardianConsents(definitionFor(program, dateAt(now, 0)), form).filter(({ id }) =>
    program.consents.some((consent) => consent.id === id),
  );
