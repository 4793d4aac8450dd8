/** Images and slides that the form declares move their gates when the form is sent (contract.md "Lifecycle"). */
import type { HostedProgram, Service } from '../service.ts';
import type { Transaction } from '../store/database.ts';
import { answerAt, type ReferralRow } from './referral.ts';
import { transition } from './transition.ts';

const DIGITAL_ONLY = ['digital'];

/** Applies `imaging.declare` and `pathology.declare` where the answers say so. */
export async function declareFromForm(
  transaction: Transaction,
  service: Service,
  hosted: HostedProgram,
  referral: ReferralRow,
): Promise<ReferralRow> {
  let current = referral;
  const imaging = answerAt(referral.form, '/imaging');
  const declared = typeof imaging === 'object' && imaging !== null && Object.keys(imaging).length > 0;
  if (declared && current.gates.imaging === 'none')
    current = await transition(transaction, service, hosted, current, { type: 'imaging.declare', actor: 'submitter' });
  const material = answerAt(referral.form, '/pathology/material');
  const slides =
    Array.isArray(material) && material.some((code) => typeof code === 'string' && !DIGITAL_ONLY.includes(code));
  if (answerAt(referral.form, '/clinical/pathologyReview') === 'yes' && slides && current.gates.pathology === 'none')
    current = await transition(transaction, service, hosted, current, {
      type: 'pathology.declare',
      actor: 'submitter',
    });
  return current;
}
