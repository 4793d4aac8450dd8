/** Consents as they are sent: what was shown, by id, version, language and hash. */
import { isGiven, valueAt } from '../form/pointer.ts';
import { resolve } from '../form/resolve.ts';
import type { JourneyState } from '../journey/state.ts';
import type { SignedConsent } from '../protocol/consent.ts';

/**
 * The consents asked for now, given or refused, of the steps of a stage; those that were not answered are left out.
 * A text to be signed is signed by the typed name where there is one.
 */
export function signedConsents(state: JourneyState, stage: number): SignedConsent[] {
  const { program, answers, consents } = state;
  if (program.phase !== 'ready') return [];
  const typed = isGiven(valueAt(answers, '/signature/name'));
  return resolve(program.definition, answers).fields.flatMap(({ field, step, applies }): SignedConsent[] => {
    const id = field.consent;
    const answer = id === undefined ? undefined : consents[id];
    const descriptor = program.program.consents.find((consent) => consent.id === id);
    if (!applies || step.stage !== stage || !answer || !descriptor) return [];
    const { given, lang, sha256 } = answer;
    const method = typed && descriptor.kind === 'sign' && stage > 1 ? 'typed-name' : 'checkbox';
    return [{ id: descriptor.id, version: descriptor.version, lang, sha256, given, method }];
  });
}
