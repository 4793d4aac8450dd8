/**
 * What a guardian who signs by a link is told (clause 6.9): who asks, for whom, who will see it, and the texts. Nothing of
 * the medical question, and no address or number of whoever applies.
 */
import type { Program, Signing } from '../../../src/protocol/index.ts';
import type { Queryable } from '../store/database.ts';
import { consentsOf, isCurrent } from './consents.ts';
import { guardianAsked } from './form-rules.ts';
import { answerAt, type ReferralRow } from './referral.ts';

/** The texts that wait for the guardian, with their latest word on each; none where no guardian signs. */
export async function guardianTexts(
  db: Queryable,
  program: Program,
  referral: ReferralRow,
  now: Date,
): Promise<Signing['consents']> {
  if (!['pending', 'signed'].includes(referral.gates.guardianConsent) || referral.state !== 'registered') return [];
  const said = (await consentsOf(db, referral.id)).filter(
    (consent) => consent.signer === 'guardian' && isCurrent(program, consent),
  );
  return guardianAsked(program, referral.form, now).map(({ id, required }) => {
    const given = said.find((consent) => consent.id === id)?.given;
    return { id, required, ...(given === undefined ? {} : { given }) };
  });
}

/** @param consents as `guardianTexts` answers them. */
export function signingView({ form }: ReferralRow, consents: Signing['consents']): Signing {
  const text = (pointer: string): string | undefined => {
    const value = answerAt(form, pointer);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const organisation = text('/submitter/organisation');
  const physician = [text('/physician/name/full'), text('/physician/clinic')].filter(Boolean).join(', ');
  const payer = text('/payer/organisation');
  return {
    child: text('/patient/name/full') ?? '',
    submitter: {
      name: text('/submitter/name/full') ?? '',
      role: text('/submitter/role') ?? '',
      ...(organisation === undefined ? {} : { organisation }),
    },
    ...(physician === '' ? {} : { physician }),
    ...(payer === undefined ? {} : { payer }),
    consents,
  };
}
