/**
 * Is this the right place, from the descriptor and section A alone, before anything personal is asked (access-form.md 1)?
 * Also which country and region lists mean.
 */
import type { JsonObject, Program } from '../protocol/index.ts';
import { valueAt } from './pointer.ts';
import { regionCode } from './regions.ts';

/** Why the form stops. Nothing is stored then. */
export type StopReason = 'emergency' | 'ineligible' | 'hospitalised';

interface Rule {
  readonly allow?: readonly string[] | undefined;
  readonly deny?: readonly string[] | undefined;
}

const refused = (rule: Rule | undefined, code: string): boolean =>
  rule !== undefined &&
  ((rule.deny?.includes(code) ?? false) || (rule.allow !== undefined && !rule.allow.includes(code)));

/** May patients in this place apply? `region` as typed or as ISO 3166-2; only countries whose regions are listed count. */
export function placeEligible(
  { eligibility }: Pick<Program, 'eligibility'>,
  country: string,
  region?: string,
): boolean {
  if (refused(eligibility.countries, country)) return false;
  const listed = [...(eligibility.regions?.allow ?? []), ...(eligibility.regions?.deny ?? [])];
  if (region === undefined || !listed.some((code) => code.startsWith(`${country}-`))) return true;
  const code = regionCode(country, region);
  // A region that cannot be recognised is left to the intake team.
  return code === undefined || !refused(eligibility.regions, code);
}

/** Why these answers stop here; `undefined` where they may go on. */
export function stopReason(program: Pick<Program, 'eligibility'>, answers: JsonObject): StopReason | undefined {
  if (valueAt(answers, '/notEmergency') === false) return 'emergency';
  if (valueAt(answers, '/patientHospitalised') === true && program.eligibility.hospitalised === 'block')
    return 'hospitalised';
  const country = valueAt(answers, '/patientLocation/country');
  const region = valueAt(answers, '/patientLocation/region');
  if (typeof country !== 'string') return undefined;
  return placeEligible(program, country, typeof region === 'string' ? region : undefined) ? undefined : 'ineligible';
}
