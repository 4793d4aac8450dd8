/**
 * One family, everywhere: stories, tests, conformance and demo use these answers. Layla is eight and lives in Abu Dhabi;
 * her mother applies and pays. Everybody in it is invented.
 */
import type { JsonObject } from '../merge-patch.ts';

/** The day on which the examples and the vectors are judged. */
export const exampleToday = '2026-11-24';

/** Stage 1, as registration needs it: role parent, minor child. */
export const exampleRegistration = {
  serviceRequested: 'remote-second-opinion',
  notEmergency: true,
  patientHospitalised: false,
  patientLocation: { country: 'AE' },
  uiLanguage: 'en',
  submitter: {
    role: 'parent',
    name: { full: 'مريم عبد الله الهاشمي', latin: 'Mariam Abdullah Al Hashimi' },
    email: 'mariam@family.example',
    phone: { number: '+971501234567', country: 'AE' },
    relationship: 'MTH',
    authority: 'parental-responsibility',
    preferredChannel: 'email',
    contactLanguage: 'ar',
  },
  patient: {
    name: { full: 'ليلى خالد الهاشمي', latin: 'Layla Khalid Al Hashimi', preferred: 'Layla' },
    birthDate: '2018-05-14',
    sexInRecords: 'female',
    residence: { country: 'AE' },
  },
  consents: { C3: true, C4: true, C5: true, C14: true },
} as const satisfies JsonObject;

/** Everything, as it is sent at the end of stage 2: cardiology, self-pay, report to the family. */
export const exampleComplete = {
  ...exampleRegistration,
  clinical: {
    diagnosisStatus: 'confirmed',
    diagnosis: { text: 'Tetralogy of Fallot, repaired in infancy' },
    diagnosedOn: '2018-06',
    story:
      'Layla was born with tetralogy of Fallot and had a complete repair at seven months. She now tires quickly when she runs. The last echocardiogram showed severe pulmonary regurgitation and an enlarged right ventricle.',
    currentTreatment: { state: 'list', items: { t1: { order: 1, text: 'Yearly visits to the cardiology clinic' } } },
    medications: {
      state: 'list',
      items: { m1: { order: 1, name: 'Furosemide', dose: '10 mg twice a day', since: '2026-08' } },
    },
    allergies: { state: 'none' },
    surgeries: { state: 'list', items: { s1: { order: 1, text: 'Complete repair, December 2018' } } },
    questions: {
      q1: { order: 1, text: 'Does she need a new pulmonary valve now, or can it wait?' },
      q2: { order: 2, text: 'Is a catheter valve possible at her age and size?' },
    },
    specialties: ['cardiology'],
    videoRequested: 'no',
    pathologyReview: 'no',
  },
  imaging: {
    i1: { order: 1, modality: 'ECHO', bodyPart: 'Heart', date: '2026-10-02', medium: 'dicom' },
  },
  payer: { type: 'self-pay' },
  feeAcknowledged: true,
  report: { recipients: ['family'], channel: 'secure-link', language: 'en' },
  consents: { ...exampleRegistration.consents, C2: true, C7: true, C9: true, C15: true },
  signature: { name: 'مريم عبد الله الهاشمي', date: '2026-11-24' },
} as const satisfies JsonObject;

/** Whom the receipt is made out to, as it goes with the acceptance of a quote. */
export const exampleBilling = {
  billing: {
    name: exampleRegistration.submitter.name,
    email: exampleRegistration.submitter.email,
    address: { country: 'AE', lines: ['12 Palm Street'], locality: 'Abu Dhabi' },
  },
} as const satisfies JsonObject;

/** The consents that this family signs, by stage of the journey. */
export const exampleConsents = {
  registration: ['C1', 'C3', 'C4', 'C5', 'C14'],
  records: ['C2', 'C7', 'C8', 'C9', 'C15'],
} as const;
