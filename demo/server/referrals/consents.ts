/** Signed consents (access-form.md 8 J; clause 5.3): kept with text, language, time and signer; never only "yes". */
import type { CapabilityRole, Program, SignedConsent, StoredConsent } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import { iso, type Queryable } from '../store/database.ts';

interface ConsentRow {
  readonly consentId: string;
  readonly version: string;
  readonly lang: string;
  readonly sha256: string;
  readonly given: boolean;
  readonly method: StoredConsent['method'];
  readonly name: string | null;
  readonly signer: string;
  readonly at: Date;
}

/** Is this the text that the program has now? An id that the program does not know is of another version, too. */
export const isCurrent = (program: Program, { id, version, lang, sha256 }: SignedConsent): boolean => {
  const descriptor = program.consents.find((consent) => consent.id === id);
  return descriptor?.version === version && descriptor.texts[lang]?.sha256 === sha256;
};

/** Keeps what was signed, or `consent-outdated` with the pointers of those whose text has changed. */
export async function keepConsents(
  db: Queryable,
  program: Program,
  referralId: string,
  signed: readonly SignedConsent[],
  { signer, at }: { readonly signer: string; readonly at: Date },
): Promise<void> {
  const outdated = signed.filter((consent) => !isCurrent(program, consent));
  if (outdated.length > 0)
    throw new ProblemError('consent-outdated', {
      errors: outdated
        .slice(0, 20)
        .map(({ id }) => ({ pointer: `/consents/${id.slice(0, 40)}`, code: 'consent.outdated' })),
    });
  for (const { id, version, lang, sha256, given, method, name } of signed)
    await db.query(
      `insert into consent (referral_id, consent_id, version, lang, sha256, given, method, signer, at, name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [referralId, id, version, lang, sha256, given, method, signer, at, name ?? null],
    );
}

/** The latest word of each signer on each consent. */
export async function consentsOf(db: Queryable, referralId: string): Promise<readonly StoredConsent[]> {
  const rows = await db.query<ConsentRow>(
    `select distinct on (consent_id, signer) consent_id, version, lang, sha256, given, method, name, signer, at
     from consent where referral_id = $1 order by consent_id, signer, at desc`,
    [referralId],
  );
  return rows.map(({ consentId, at, name, ...row }) => ({
    id: consentId,
    ...row,
    ...(name === null ? {} : { name }),
    at: iso(at),
  }));
}

/** Ids of consents that a signer has given in the version that the program has now. */
export async function givenConsents(
  db: Queryable,
  program: Program,
  referralId: string,
  signer: CapabilityRole = 'submitter',
): Promise<ReadonlySet<string>> {
  const stored = await consentsOf(db, referralId);
  return new Set(
    stored
      .filter((consent) => consent.signer === signer && consent.given && isCurrent(program, consent))
      .map(({ id }) => id),
  );
}
