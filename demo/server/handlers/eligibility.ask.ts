/** `POST /eligibility` (2.4): may this country, region, age, specialty apply? No identity, nothing kept. */
import { placeEligible } from '../../../src/form/eligibility.ts';
import type { OpenHandler } from '../http/exchange.ts';

export const eligibilityAsk: OpenHandler<'eligibility.ask'> = async ({ hosted: { program }, body }) => {
  const { country, region, age, specialty } = body;
  const no = (reason: string) => ({ status: 200, body: { eligible: false, reason } });
  if (!placeEligible(program, country)) return no('country');
  if (!placeEligible(program, country, region)) return no('region');
  if (age !== undefined && age > program.patient.maxAgeYears && program.patient.overAge === 'block') return no('age');
  if (specialty !== undefined && specialty !== 'not-sure') {
    const offered = program.specialties.find(({ code }) => code === specialty);
    if (!offered?.open) return no('specialty');
    if (age !== undefined && (age < (offered.minAge ?? 0) || age > (offered.maxAge ?? Number.POSITIVE_INFINITY)))
      return no('age');
  }
  return { status: 200, body: { eligible: true } };
};
