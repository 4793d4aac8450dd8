/** Who applies, for whom, with whose word (access-form.md 2–5): every role, minors, assent, adult patients. */
import type { Json, JsonObject } from '../merge-patch.ts';
import { at, complete, type ExpectedIssue, type FormVector, registration } from './vector.ts';

const guardian: JsonObject = {
  order: 1,
  name: { full: 'Khalid Al Hashimi' },
  relationship: 'FTH',
  hasLegalAuthority: true,
  email: 'khalid@family.example',
};
/** What somebody outside of the family says of themselves. */
const office: JsonObject = {
  relationship: null,
  authority: 'written-permission',
  organisation: 'Harbour Relief Fund',
  jobTitle: 'Case manager',
};
const guardianSigns: JsonObject = { C3: null, C4: null, C5: null };

const outside = (role: string, change: JsonObject = {}): JsonObject => ({
  submitter: { role, ...office },
  guardians: { g1: guardian },
  consents: guardianSigns,
  ...change,
});

const doctor: JsonObject = {
  address: { country: 'AE', locality: 'Abu Dhabi' },
  knowsAboutRequest: true,
  mayContact: true,
};
const doctorWhole: JsonObject = {
  ...doctor,
  name: { full: 'Sara Haddad' },
  clinic: 'Palm Clinic',
  email: 'sara@clinic.example',
  phone: { number: '+97126123456', country: 'AE' },
};

const offices = ['embassy', 'government-health-office', 'insurer', 'charity', 'other-representative'];
const g1 = '/guardians/g1';
const withGuardian = (label: string, change: JsonObject, expected: readonly ExpectedIssue[]): FormVector =>
  registration(
    `guardian: ${label}`,
    { ...outside('charity'), guardians: { g1: { ...guardian, ...change } } },
    expected,
  );

const roleVectors: readonly FormVector[] = [
  registration('role: parent', {}),
  registration('role: legal guardian', {
    submitter: { role: 'legal-guardian', relationship: 'GUARD', authority: 'court-order' },
  }),
  registration('role: legal guardian needs an authority', { submitter: { role: 'legal-guardian', authority: null } }, [
    ['/submitter/authority', 'required'],
  ]),
  registration(
    'role: legal guardian has more than a permission',
    { submitter: { role: 'legal-guardian', authority: 'written-permission' } },
    [['/submitter/authority', 'choice.unknown']],
  ),
  registration('role: a parent is no aunt', at('submitter.relationship', 'AUNT'), [
    ['/submitter/relationship', 'choice.unknown'],
  ]),
  registration('role: parent without a relationship', at('submitter.relationship', null), [
    ['/submitter/relationship', 'required'],
  ]),
  registration('role: other family with a guardian', {
    submitter: { role: 'other-family', relationship: 'AUNT', authority: 'written-permission' },
    guardians: { g1: guardian },
  }),
  registration(
    'role: other family without a guardian',
    { submitter: { role: 'other-family', relationship: 'AUNT', authority: 'written-permission' } },
    [['/guardians', 'group.too-few']],
  ),
  ...offices.map((role) => registration(`role: ${role}`, outside(role))),
  ...offices.map((role) =>
    registration(
      `role: ${role} says for whom it speaks`,
      { ...outside(role), submitter: { role, relationship: null, authority: null } },
      [
        ['/submitter/organisation', 'required'],
        ['/submitter/jobTitle', 'required'],
        ['/submitter/authority', 'required'],
      ],
    ),
  ),
  ...offices.map((role) =>
    registration(`role: ${role} names a guardian`, { ...outside(role), guardians: null }, [
      ['/guardians', 'group.too-few'],
    ]),
  ),
  registration('role: home physician', { ...outside('home-physician'), physician: doctor }),
  registration('role: home physician is asked where, not who', outside('home-physician'), [
    ['/physician/address/country', 'required'],
  ]),
  registration('role: clinic coordinator names the doctor', outside('clinic-coordinator'), [
    ['/physician/name/full', 'required'],
    ['/physician/address/country', 'required'],
    ['/physician/email', 'required'],
    ['/physician/phone', 'required'],
    ['/physician/knowsAboutRequest', 'required'],
    ['/physician/mayContact', 'required'],
  ]),
  registration('role: clinic coordinator', { ...outside('clinic-coordinator'), physician: doctorWhole }),
  registration('role: unknown', at('submitter.role', 'neighbour'), [
    ['/submitter/role', 'choice.unknown'],
    ['/submitter/authority', 'choice.unknown'],
    ['/guardians', 'group.too-few'],
  ]),
  registration('role: none', at('submitter.role', null), [
    ['/submitter/role', 'required'],
    ['/guardians', 'group.too-few'],
  ]),
  withGuardian('may not decide', { hasLegalAuthority: false }, [['/guardians', 'guardian.authority-missing']]),
  withGuardian('cannot be reached', { email: null }, [['/guardians', 'guardian.unreachable']]),
  withGuardian('reached by phone', { email: null, phone: { number: '+12025550123' } }, []),
  withGuardian('without a name', { name: null }, [[`${g1}/name/full`, 'required']]),
  withGuardian('name in Arabic script alone', { name: { full: 'خالد' } }, [
    [`${g1}/name/latin`, 'name.latin-required'],
  ]),
  withGuardian('without a relationship', { relationship: null }, [[`${g1}/relationship`, 'required']]),
  withGuardian('authority not said', { hasLegalAuthority: null }, [[`${g1}/hasLegalAuthority`, 'required']]),
  withGuardian('first contact without a channel', { email: null, primaryContact: true }, [
    ['/guardians', 'guardian.unreachable'],
    [`${g1}/email`, 'required'],
  ]),
  registration(
    'guardian: two first contacts',
    {
      guardians: { g1: { ...guardian, primaryContact: true }, g2: { ...guardian, order: 2, primaryContact: true } },
    },
    [['/guardians', 'primary-contact.several']],
  ),
  registration('guardian: a second one beside the parent', { guardians: { g1: guardian } }),
  registration('guardian: a second one without authority is fine', {
    guardians: { g1: { ...guardian, hasLegalAuthority: false } },
  }),
  registration('guardian: four', { guardians: { g1: guardian, g2: guardian, g3: guardian, g4: guardian } }),
  registration(
    'guardian: five',
    { guardians: { g1: guardian, g2: guardian, g3: guardian, g4: guardian, g5: guardian } },
    [['/guardians', 'group.too-many']],
  ),
  complete('doctor: video asked, doctor needed', at('clinical.videoRequested', 'yes'), [
    ['/physician/name/full', 'required'],
    ['/physician/clinic', 'required'],
    ['/physician/address/country', 'required'],
    ['/physician/email', 'required'],
    ['/physician/phone', 'required'],
    ['/physician/knowsAboutRequest', 'required'],
    ['/physician/mayContact', 'required'],
    ['/consents/C6', 'consent.required'],
    ['/consents/C10', 'consent.required'],
  ]),
  complete('doctor: whole', {
    clinical: { videoRequested: 'yes' },
    physician: doctorWhole,
    consents: { C6: true, C10: true },
  }),
  complete('doctor: receives the report', { report: { recipients: ['family', 'physician'] }, physician: doctorWhole }, [
    ['/consents/C6', 'consent.required'],
  ]),
];

/** Ages, for a day. The example lives where majority is at 21; `in` moves the child. */
function ageVectors(today: string): readonly FormVector[] {
  const year = Number(today.slice(0, 4));
  const born = (years: number): string => `${year - years}-01-01`;
  const aged = (years: number, country: string, more: JsonObject = {}): JsonObject => ({
    patientLocation: { country },
    ...more,
    patient: { birthDate: born(years), ...(more['patient'] as JsonObject | undefined) },
  });
  const agreed: Json = { authorisation: true };
  const notAgreed: ExpectedIssue = ['/patient/authorisation', 'required'];
  const self: JsonObject = {
    submitter: { role: 'patient', relationship: null, authority: null },
    consents: { C3: null },
  };
  const own = (years: number, country: string): JsonObject => ({ ...aged(years, country), ...self });
  return [
    registration('age: eighteen in Germany is of age', aged(19, 'DE'), [notAgreed]),
    registration('age: eighteen in the Emirates is not', aged(19, 'AE')),
    registration('age: eighteen in Algeria is not', aged(18, 'DZ')),
    registration('age: twenty in Algeria is', aged(20, 'DZ'), [notAgreed]),
    registration('age: of age, with the patient’s word', aged(19, 'DE', { patient: agreed })),
    registration('age: of age, without the patient’s word', aged(19, 'DE', { patient: { authorisation: false } }), [
      ['/patient/authorisation', 'must-agree'],
    ]),
    registration('age: an adult applies alone', own(20, 'DE')),
    registration('age: an adult applies, guardians are not kept', {
      ...own(20, 'DE'),
      guardians: { g1: { order: 1 } },
    }),
    registration('age: over the limit', aged(22, 'DE', { patient: agreed }), [
      ['/patient/birthDate', 'age.over-limit', 'warning'],
    ]),
    complete('assent: asked at twelve', aged(13, 'AE'), [['/consents/C11', 'consent.required']]),
    complete('assent: given', aged(13, 'AE', { consents: { C11: true } })),
    complete('assent: not asked at eleven', aged(11, 'AE', { clinical: { diagnosedOn: null } })),
    complete('assent: not asked of adults', aged(19, 'DE', { patient: agreed })),
    registration('teenager: own phone', aged(13, 'AE', { patient: { teenPhone: { number: '+971501234567' } } })),
    registration('teenager: own phone wrong', aged(13, 'AE', { patient: { teenPhone: { number: 'x' } } }), [
      ['/patient/teenPhone', 'phone.malformed'],
    ]),
    registration('child: a phone of its own is not kept', aged(8, 'AE', { patient: { teenPhone: { number: 'x' } } })),
  ];
}

/** Roles, guardians, physicians, ages. `today`: ISO date. */
export const peopleVectors = (today: string): readonly FormVector[] => [...roleVectors, ...ageVectors(today)];
