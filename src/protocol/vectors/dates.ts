/** Dates: whole, partial, leap, in other digits, too late, too early (access-form.md 0, 3). */
import type { Json, JsonObject } from '../merge-patch.ts';
import { at, complete, type ExpectedIssue, type FormVector, registration } from './vector.ts';

const pointer = '/patient/birthDate';
const birth = (
  label: string,
  value: Json,
  expected: readonly ExpectedIssue[] = [],
  more: JsonObject = {},
): FormVector =>
  registration(`birth date: ${label}`, { patient: { birthDate: value, ...more }, pin: '4711' }, expected);

/** A year alone opens no link: a PIN does. */
const pin = (label: string, value: Json, expected: readonly ExpectedIssue[] = []): FormVector =>
  registration(
    `PIN: ${label}`,
    { patient: { birthDate: '2018', birthDateReason: 'Born at sea' }, pin: value },
    expected,
  );

const pad = (value: number): string => String(value).padStart(2, '0');

/**
 * Vectors for a day, so that they hold on any: `today` is ISO. They keep three days from every limit, because the day where
 * the person is and the backend's day may be two.
 */
export function dateVectors(today: string): readonly FormVector[] {
  const year = Number(today.slice(0, 4));
  const shifted = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  const leap = year - 4 - (year % 4);
  const common = leap + 1;
  const reason = { birthDateReason: 'Born at sea' };
  const arabic = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
  const persian = (text: string): string => text.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
  const devanagari = (text: string): string =>
    text.replace(/\d/g, (digit) => String.fromCodePoint(0x966 + Number(digit)));
  const impossible: ExpectedIssue = [pointer, 'date.impossible'];
  const incomplete: ExpectedIssue = [pointer, 'date.incomplete'];
  const wrong: ExpectedIssue = [pointer, 'date.malformed'];
  const grown: ExpectedIssue = ['/patient/authorisation', 'required'];
  return [
    pin('none', null, [['/pin', 'required']]),
    pin('in Arabic digits', '٤٧١١'),
    pin('of twelve digits', '123456789012'),
    pin('too short', '471', [['/pin', 'text.too-short']]),
    pin('too long', '1234567890123', [['/pin', 'text.too-long']]),
    pin('in letters', 'abcd', [['/pin', 'text.digits']]),
    birth('whole', `${year - 8}-05-14`),
    birth('today', today),
    birth('three days ago', shifted(-3)),
    birth('in three days', shifted(3), [[pointer, 'date.future']]),
    birth('next year alone', String(year + 1), [[pointer, 'date.future']], reason),
    birth('this year alone', String(year), [], reason),
    birth('this month alone', today.slice(0, 7), [], reason),
    birth('year alone with a reason', String(year - 8), [], reason),
    birth('year alone without a reason', String(year - 8), [['/patient/birthDateReason', 'required']]),
    birth('month and year with a reason', `${year - 8}-05`, [], reason),
    birth('month and year without a reason', `${year - 8}-05`, [['/patient/birthDateReason', 'required']]),
    birth('first of January, without comment', `${year - 8}-01-01`),
    birth('29 February of a leap year', `${leap}-02-29`),
    birth('29 February of a common year', `${common}-02-29`, [impossible]),
    birth('29 February 1900 was no day', '1900-02-29', [impossible, grown]),
    birth('30 February', `${leap}-02-30`, [impossible]),
    birth('31 April', `${year - 8}-04-31`, [impossible]),
    birth('31 December', `${year - 8}-12-31`),
    birth('month 13', `${year - 8}-13-01`, [impossible]),
    birth('month 00', `${year - 8}-00-10`, [impossible]),
    birth('day 00', `${year - 8}-05-00`, [impossible]),
    birth('day 32', `${year - 8}-05-32`, [impossible]),
    birth('a year before anybody', '0201-05-14', [impossible, grown]),
    birth('Arabic digits', arabic(`${year - 8}-05-14`)),
    birth('Persian digits', persian(`${year - 8}-05-14`)),
    birth('Devanagari digits', devanagari(`${year - 8}-05-14`)),
    birth('Arabic digits, no such day', arabic(`${common}-02-29`), [impossible]),
    birth('single digits', `${year - 8}-5-4`),
    birth('month missing', `${year - 8}--14`, [incomplete]),
    birth('year missing', '-05-14', [incomplete]),
    birth('year half typed', '201', [incomplete]),
    birth('month begun', `${year - 8}-`, [incomplete]),
    birth('by slashes', '14/05/2018', [wrong]),
    birth('in words', 'May 2018', [wrong]),
    birth('with a time', `${year - 8}-05-14T00:00:00Z`, [wrong]),
    birth('five digits of a year', '20180-05-14', [wrong]),
    birth('a number', 20180514, [[pointer, 'malformed']]),
    birth('in parts', { year: '2018' }, [[pointer, 'malformed']]),
    birth('none', null, [[pointer, 'required']]),
    birth('blank', ' ', [[pointer, 'required']]),
    birth('over the limit of 21 years', `${year - 23}-01-01`, [
      [pointer, 'age.over-limit', 'warning'],
      ['/patient/authorisation', 'required'],
    ]),
    birth('of age by a few days', `${year - 21}${shifted(-5).slice(4)}`.replace('-02-29', '-02-28'), [
      [pointer, 'age.over-limit', 'warning'],
      ['/patient/authorisation', 'required'],
    ]),
    complete('diagnosis: found before birth', at('clinical.diagnosedOn', '2018-05-13'), [
      ['/clinical/diagnosedOn', 'date.before-birth'],
    ]),
    complete('diagnosis: found in the birth month', at('clinical.diagnosedOn', '2018-05')),
    complete('diagnosis: found in the birth year', at('clinical.diagnosedOn', '2018')),
    complete('diagnosis: in the future', at('clinical.diagnosedOn', String(year + 1)), [
      ['/clinical/diagnosedOn', 'date.future'],
    ]),
    complete('deadline: far enough', at('clinical.decisionDeadline', shifted(60))),
    complete('deadline: in three days', at('clinical.decisionDeadline', shifted(3)), [
      ['/clinical/decisionDeadline', 'date.soon', 'warning'],
    ]),
    complete('deadline: gone', at('clinical.decisionDeadline', shifted(-3)), [
      ['/clinical/decisionDeadline', 'date.past'],
    ]),
    complete('deadline: a month', at('clinical.decisionDeadline', `${year + 1}-${pad(6)}`)),
    complete('scan: in three days', at('imaging.i1.date', shifted(3)), [['/imaging/i1/date', 'date.future']]),
    complete('scan: year alone', at('imaging.i1.date', String(year - 1))),
    complete('medicine: since a wrong day', at('clinical.medications.items.m1.since', '2026-02-30'), [
      ['/clinical/medications/items/m1/since', 'date.impossible'],
    ]),
    complete('medicine: since three days from now', at('clinical.medications.items.m1.since', shifted(3)), [
      ['/clinical/medications/items/m1/since', 'date.future'],
    ]),
    complete(
      'weight: measured before birth',
      { patient: { weightKg: { value: 24, unit: 'kg' }, measuredOn: '2017' } },
      [['/patient/measuredOn', 'date.before-birth']],
    ),
  ];
}
