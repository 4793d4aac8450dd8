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

/**
 * A guardian's word on the texts that their link asks about. Agreeing: those that were ticked, under the typed name.
 * Refusing: every text that had to be agreed to. Only of texts that were shown.
 */
export function guardiansWord(
  { status, consents, consentTexts }: JourneyState,
  { given, name }: { readonly given: boolean; readonly name?: string },
): SignedConsent[] {
  return (status?.signing?.consents ?? []).flatMap(({ id, required }): SignedConsent[] => {
    const shown = consentTexts[id];
    const said = given ? consents[id]?.given === true : required;
    if (!shown || !said) return [];
    const { lang, sha256, descriptor } = shown;
    const method = name === undefined ? 'checkbox' : 'typed-name';
    return [{ id, version: descriptor.version, lang, sha256, given, method, ...(name === undefined ? {} : { name }) }];
  });
}
