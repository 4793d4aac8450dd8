/** Addresses by country: with postal code, without, and without a town (access-form.md 0, 5). */
import type { Json, JsonObject } from '../merge-patch.ts';
import { at, complete, type ExpectedIssue, type FormVector, registration } from './vector.ts';

const here = '/guardians/g1/address';

/** A second parent who lives elsewhere: the one place where a whole address is asked. */
const address = (label: string, value: Json, expected: readonly ExpectedIssue[] = []): FormVector =>
  registration(
    `address: ${label}`,
    {
      guardians: {
        g1: {
          order: 1,
          name: { full: 'Khalid Al Hashimi' },
          relationship: 'FTH',
          hasLegalAuthority: true,
          sameAddress: false,
          address: value,
        },
      },
    },
    expected,
  );

const full = (
  country: string,
  locality: string | null,
  postalCode: string | null,
  more: JsonObject = {},
): JsonObject => ({
  country,
  lines: ['House 4, Palm Street'],
  ...(locality !== null && { locality }),
  ...(postalCode !== null && { postalCode }),
  ...more,
});
const noCode: readonly ExpectedIssue[] = [[`${here}/postalCode`, 'address.postal-code-required']];
const unusual: readonly ExpectedIssue[] = [[`${here}/postalCode`, 'address.postal-code-unusual', 'warning']];

export const addressVectors: readonly FormVector[] = [
  ...['AE', 'QA', 'HK', 'AO', 'GH', 'UG', 'YE', 'JM', 'BO', 'ZW'].map((country) =>
    address(`${country} has no postal codes`, full(country, 'Town', null)),
  ),
  ...['OM', 'IQ', 'EG', 'NG', 'KE', 'PK', 'BD', 'VN', 'CO', 'SA'].map((country) =>
    address(`${country} delivers without one`, full(country, 'Town', null)),
  ),
  ...(
    [
      ['DE', 'Berlin', '10115'],
      ['US', 'Washington', '20001'],
      ['US', 'Washington', '20001-1234'],
      ['GB', 'London', 'SW1A 1AA'],
      ['IN', 'Pune', '411001'],
      ['JP', 'Kyoto', '600-8216'],
      ['BR', 'Recife', '50010-000'],
      ['SE', 'Lund', '222 22'],
      ['LV', 'Riga', 'LV-1010'],
      ['CA', 'Ottawa', 'K1A 0B1'],
      ['CN', 'Beijing', '100000'],
      ['RU', 'Moscow', '101000'],
      ['ZA', 'Durban', '4001'],
      ['TR', 'Izmir', '35210'],
    ] as const
  ).map(([country, town, code]) => address(`${country} with ${code}`, full(country, town, code))),
  ...['DE', 'US', 'GB', 'IN', 'FR', 'BR', 'TR', 'MX'].map((country) =>
    address(`${country} needs one`, full(country, 'Town', null), noCode),
  ),
  address('a code in Arabic digits', full('EG', 'Cairo', '١١٥١١')),
  address('a code too short', full('DE', 'Berlin', '1011'), unusual),
  address('a code too long', full('IN', 'Pune', '4110011'), unusual),
  address('Singapore is its own town', full('SG', null, '238823')),
  address('Hong Kong is its own town', full('HK', null, null)),
  address('no town', full('AE', null, null), [[`${here}/locality`, 'required']]),
  address('no lines', { country: 'AE', locality: 'Abu Dhabi' }, [[`${here}/lines`, 'required']]),
  address('blank lines', { country: 'AE', locality: 'Abu Dhabi', lines: ['', ' '] }, [[`${here}/lines`, 'required']]),
  address('no house number', { country: 'AE', locality: 'Abu Dhabi', lines: ['Behind the old market'] }),
  address('four lines', full('AE', 'Abu Dhabi', null, { lines: ['a', 'b', 'c', 'd'] })),
  address('five lines', full('AE', 'Abu Dhabi', null, { lines: ['a', 'b', 'c', 'd', 'e'] }), [
    [`${here}/lines`, 'address.too-many-lines'],
  ]),
  address('a line of 201', full('AE', 'Abu Dhabi', null, { lines: ['x'.repeat(201)] }), [
    [`${here}/lines/0`, 'text.too-long'],
  ]),
  address('lines as one text', full('AE', 'Abu Dhabi', null, { lines: 'House 4' }), [[`${here}/lines`, 'malformed']]),
  address('a region as free text', full('AE', 'Al Ain', null, { region: 'Abu Dhabi Emirate' })),
  address('a region by code', full('AE', 'Al Ain', null, { region: 'AE-AZ' })),
  address('no country', { lines: ['House 4'], locality: 'Town' }, [[`${here}/country`, 'required']]),
  address('a country by name', full('Emirates', 'Town', null), [[`${here}/country`, 'country.unknown']]),
  address('a country that was', full('YU', 'Town', null), [[`${here}/country`, 'country.unknown']]),
  address('a text', 'House 4, Abu Dhabi', [[here, 'malformed']]),
  registration('residence: country alone', at('patient.residence', { country: 'SO' })),
  registration('residence: Germany without a postal code', at('patient.residence', { country: 'DE' })),
  registration('residence: none', at('patient.residence', null), [['/patient/residence/country', 'required']]),
  registration('residence: lines without a country', at('patient.residence', { country: null, lines: ['Street 1'] }), [
    ['/patient/residence/country', 'required'],
  ]),
  registration('country: small letters', at('patientLocation.country', 'ae'), [
    ['/patientLocation/country', 'country.unknown'],
  ]),
  registration('country: none', at('patientLocation.country', null), [['/patientLocation/country', 'required']]),
  registration('country: Kosovo', { patientLocation: { country: 'XK' } }),
  registration('region: asked where the program tells regions apart', { patientLocation: { country: 'US' } }, [
    ['/patientLocation/region', 'required'],
  ]),
  registration('region: given', { patientLocation: { country: 'US', region: 'Ohio' } }),
  registration('region: not kept elsewhere', { patientLocation: { region: 'x' } }),
  registration('language: with script', at('submitter.contactLanguage', 'zh-Hans')),
  registration('language: old writing', at('submitter.contactLanguage', 'ar_EG'), [
    ['/submitter/contactLanguage', 'language.unknown'],
  ]),
  registration('language: by name', at('submitter.contactLanguage', 'Arabic language'), [
    ['/submitter/contactLanguage', 'language.unknown'],
  ]),
  registration('language: none', at('submitter.contactLanguage', null), [['/submitter/contactLanguage', 'required']]),
  registration('language: declined where it may be', at('patient.language', 'prefer-not-to-say')),
  registration('country: declined where it may be', at('patient.nationality', 'prefer-not-to-say')),
  registration('language: not known where it need not be', at('patient.language', 'unknown')),
  registration('time zone: declined where it may be', at('submitter.timeZone', 'prefer-not-to-say')),
  registration('time zone: not known where it need not be', at('submitter.timeZone', 'unknown')),
  registration('language: not declined where it is needed', at('submitter.contactLanguage', 'prefer-not-to-say'), [
    ['/submitter/contactLanguage', 'language.unknown'],
  ]),
  registration('country: not declined where it is needed', at('patientLocation.country', 'unknown'), [
    ['/patientLocation/country', 'country.unknown'],
  ]),
  registration('time zone: known', at('submitter.timeZone', 'Asia/Dubai')),
  registration('time zone: offset', at('submitter.timeZone', '+04:00'), [['/submitter/timeZone', 'time-zone.unknown']]),
  registration('time zone: no such place', at('submitter.timeZone', 'Asia/Atlantis'), [
    ['/submitter/timeZone', 'time-zone.unknown'],
  ]),
  complete('doctor: only a name', at('physician.name', { full: 'Sara Haddad' }), [
    ['/physician/clinic', 'required'],
    ['/physician/address/country', 'required'],
    ['/physician/email', 'required'],
    ['/physician/phone', 'required'],
    ['/physician/knowsAboutRequest', 'required'],
    ['/physician/mayContact', 'required'],
    ['/consents/C6', 'consent.required'],
  ]),
];
