/**
 * The places where the form stops before anything is stored (access-form.md 1): an emergency, a child in hospital where
 * the program does not take them, a country that is not served. Said when a field is left, so before anything personal.
 */
import { stopReason } from '../../form/whole.ts';
import { valueAt } from '../../form/pointer.ts';
import type { Context, Reactions } from '../context.ts';

/** Does this stop here? Then the person is led there. */
export function stopIfNeeded({ state, dispatch }: Pick<Context, 'state' | 'dispatch'>): boolean {
  const { program, answers, place, referral } = state();
  if (program.phase !== 'ready' || place.name !== 'form' || referral.phase === 'held') return false;
  const reason = stopReason(program.program, answers);
  if (!reason) return false;
  dispatch({ type: 'place', place: { name: 'stopped', reason } });
  return true;
}

const DECIDING = ['/notEmergency', '/patientHospitalised', '/patientLocation'];

/** Codes of ISO 3166-2 fit; a region in words is for people. */
const LONGEST_REGION = 10;

export function stopsEffect(context: Context): Reactions {
  const { state, dispatch, client, signal } = context;
  let asked = '';

  /** The backend's own answer, which may know more than the descriptor. Without a connection it answers later. */
  async function ask(): Promise<void> {
    const { answers, referral } = state();
    const country = valueAt(answers, '/patientLocation/country');
    const region = valueAt(answers, '/patientLocation/region');
    if (!client || typeof country !== 'string' || country.length !== 2 || referral.phase !== 'none') return;
    const named = typeof region === 'string' && region.length <= LONGEST_REGION ? region : undefined;
    const question = `${country} ${named ?? ''}`;
    if (question === asked) return;
    asked = question;
    const specialty = context.specialty;
    const body = { country, ...(named ? { region: named } : {}), ...(specialty ? { specialty } : {}) };
    try {
      const { body: answer } = await client.call('eligibility.ask', { body, signal, repeatable: true });
      const unchanged = valueAt(state().answers, '/patientLocation/country') === country;
      const { place, referral: now } = state();
      if (!answer.eligible && unchanged && place.name === 'form' && now.phase === 'none')
        dispatch({ type: 'place', place: { name: 'stopped', reason: 'ineligible' } });
    } catch {
      // Registration asks again, and there it counts.
      asked = '';
    }
  }

  return {
    'leave-field'({ pointer }) {
      if (!DECIDING.some((deciding) => pointer.startsWith(deciding))) return;
      if (!stopIfNeeded(context) && pointer.startsWith('/patientLocation')) void ask();
    },
    place({ place }) {
      if (place.name === 'form') void ask();
    },
  };
}
