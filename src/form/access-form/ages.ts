/**
 * Age as conditions on the birth date, so that the definition stays data: majority differs by the country where the
 * patient is, assent is asked from an age that the program sets (access-form.md 3 "Minor logic").
 */
import type { Condition, Program } from '../../protocol/index.ts';
import { never } from './codes.ts';

/** What sections ask of age. */
export interface AgeConditions {
  /** Of age where the patient is: applies alone, or authorises whoever applies. */
  readonly adult: Condition;
  /** A minor old enough to be asked for assent. */
  readonly assent: Condition;
  /** Years; over this the program warns or declines. */
  readonly maxYears: number;
  readonly overAge: 'warn' | 'block';
  readonly prenatal: boolean;
}

/** Without a program: every patient is a child, assent is not asked. */
export const defaultAges: AgeConditions = {
  adult: never,
  assent: never,
  maxYears: 21,
  overAge: 'warn',
  prenatal: false,
};

const birthDate = '/patient/birthDate';
const country = '/patientLocation/country';

/** The day `years` before `today` (both ISO). 29 February becomes 1 March where there is none: a leap child is of age then. */
export function yearsBefore(today: string, years: number): string {
  const year = String(Number(today.slice(0, 4)) - years).padStart(4, '0');
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const day = today.slice(5);
  return `${year}-${day === '02-29' && !leap ? '03-01' : day}`;
}

/** Born on or before the day that makes them `years` old today. A year alone counts from its first day. */
const atLeast = (years: number, today: string): Condition => {
  const day = yearsBefore(today, years);
  return {
    or: [
      { field: birthDate, lt: day },
      { field: birthDate, eq: day },
    ],
  };
};

/** The conditions for one program on one day. */
export function agesOf(patient: Program['patient'], today: string): AgeConditions {
  const byCountry = Object.entries(patient.ageOfMajority.byCountry ?? {});
  const elsewhere: Condition =
    byCountry.length === 0 ? true : { not: { field: country, in: byCountry.map(([code]) => code) } };
  const adult: Condition = {
    or: [
      { and: [elsewhere, atLeast(patient.ageOfMajority.default, today)] },
      ...byCountry.map(([code, years]): Condition => ({ and: [{ field: country, eq: code }, atLeast(years, today)] })),
    ],
  };
  return {
    adult,
    assent: { and: [atLeast(patient.assentAge, today), { not: adult }] },
    maxYears: patient.maxAgeYears,
    overAge: patient.overAge,
    prenatal: patient.prenatal,
  };
}
