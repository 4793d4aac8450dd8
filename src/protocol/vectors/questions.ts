/** The rest of the form: what stops it, the clinical question, imaging, payer, report, consents (access-form.md 1, 6–8). */
import type { Json, JsonObject } from '../merge-patch.ts';
import { at, complete, type ExpectedIssue, type FormVector, registration } from './vector.ts';

const clinical = (
  label: string,
  field: string,
  value: Json,
  expected: readonly (readonly [string, 'warning'?])[] = [],
): FormVector =>
  complete(
    `${field}: ${label}`,
    at(`clinical.${field}`, value),
    expected.map(([code, severity]): ExpectedIssue => {
      const pointer = `/clinical/${field.replaceAll('.', '/')}`;
      return severity ? [pointer, code, severity] : [pointer, code];
    }),
  );

const story = (length: number): string => 'She was well until spring. '.repeat(250).slice(0, length);

const stops: readonly FormVector[] = [
  registration('before: an emergency', { notEmergency: false }, [['/notEmergency', 'emergency']]),
  registration('before: not said whether it is one', { notEmergency: null }, [['/notEmergency', 'required']]),
  registration('before: in words', { notEmergency: 'yes' }, [['/notEmergency', 'malformed']]),
  registration('before: in hospital', { patientHospitalised: true }),
  registration('before: hospital not said', { patientHospitalised: null }, [['/patientHospitalised', 'required']]),
  registration('before: another service is carried over', { serviceRequested: 'surgery' }),
  registration('before: would travel', { travelCareInterest: true }),
  registration('contact: channel not said', at('submitter.preferredChannel', null), [
    ['/submitter/preferredChannel', 'required'],
  ]),
  registration('contact: by pigeon', at('submitter.preferredChannel', 'pigeon'), [
    ['/submitter/preferredChannel', 'choice.unknown'],
  ]),
  registration('contact: care to take', at('submitter.contactSafety', 'Leave no messages.')),
  registration('contact: too much care to take', at('submitter.contactSafety', 'x'.repeat(501)), [
    ['/submitter/contactSafety', 'text.too-long'],
  ]),
  registration('sex: as recorded', at('patient.sexInRecords', 'unknown')),
  registration('sex: not said', at('patient.sexInRecords', null), [['/patient/sexInRecords', 'required']]),
  registration('sex: in another word', at('patient.sexInRecords', 'F'), [['/patient/sexInRecords', 'choice.unknown']]),
  registration('sex: not declined, as it is needed', at('patient.sexInRecords', 'prefer-not-to-say'), [
    ['/patient/sexInRecords', 'choice.unknown'],
  ]),
  registration('doctor: of a specialty that nobody knows', at('physician.specialty', 'unknown')),
  registration('doctor: specialty declined', at('physician.specialty', 'prefer-not-to-say')),
  registration('doctor: wishes for the report declined', at('physician.preferredReportChannel', 'prefer-not-to-say')),
  registration('doctor: of a specialty that there is not', at('physician.specialty', 'asked-declined'), [
    ['/physician/specialty', 'choice.unknown'],
  ]),
  registration('weight: in kilograms', at('patient.weightKg', { value: 24.5, unit: 'kg' })),
  registration(
    'weight: given in pounds',
    at('patient.weightKg', { value: 24.494, unit: 'kg', given: { value: '54', unit: 'lb' } }),
  ),
  registration('weight: of nobody', at('patient.weightKg', { value: 301, unit: 'kg' }), [
    ['/patient/weightKg', 'number.too-large'],
  ]),
  registration('weight: too little', at('patient.weightKg', { value: 0.1, unit: 'kg' }), [
    ['/patient/weightKg', 'number.too-small'],
  ]),
  registration('weight: no number', at('patient.weightKg', { unit: 'kg', given: { value: 'about 20', unit: 'kg' } }), [
    ['/patient/weightKg', 'number.malformed'],
  ]),
  registration('weight: stored in pounds', at('patient.weightKg', { value: 54, unit: 'lb' }), [
    ['/patient/weightKg', 'number.unit'],
  ]),
  registration('weight: number alone', at('patient.weightKg', 24), [['/patient/weightKg', 'malformed']]),
  registration('height: in range', at('patient.heightCm', { value: 128, unit: 'cm' })),
  registration('height: in metres by mistake', at('patient.heightCm', { value: 1.28, unit: 'cm' }), [
    ['/patient/heightCm', 'number.too-small'],
  ]),
  registration('consents: none given', { consents: null }, [
    ['/consents/C3', 'consent.required'],
    ['/consents/C4', 'consent.required'],
    ['/consents/C5', 'consent.required'],
    ['/consents/C14', 'consent.required'],
  ]),
  registration('consents: one refused', at('consents.C5', false), [['/consents/C5', 'consent.required']]),
  registration('unknown members are not judged', { somethingNew: { deep: ['x'] } }),
];

const question: readonly FormVector[] = [
  clinical('missing', 'diagnosisStatus', null, [['required']]),
  clinical('none yet', 'diagnosisStatus', 'none-yet'),
  complete('diagnosis: one letter', at('clinical.diagnosis', { text: 'x' }), [
    ['/clinical/diagnosis/text', 'text.too-short'],
  ]),
  complete(
    'diagnosis: with a code',
    at('clinical.diagnosis', { text: 'Tetralogy', system: 'http://hl7.org/fhir/sid/icd-10', code: 'Q21.3' }),
  ),
  complete('diagnosis: a code alone', at('clinical.diagnosis', { text: null, code: 'Q21.3' }), [
    ['/clinical/diagnosis/text', 'required'],
  ]),
  complete('diagnosis: 501 letters', at('clinical.diagnosis', { text: 'x'.repeat(501) }), [
    ['/clinical/diagnosis/text', 'text.too-long'],
  ]),
  complete('diagnosis: a text alone', at('clinical.diagnosis', 'Tetralogy of Fallot')),
  clinical('missing', 'diagnosis', null, [['required']]),
  clinical('49 letters', 'story', story(49), [['text.too-short']]),
  clinical('50 letters', 'story', story(50)),
  clinical('5,000 letters', 'story', `${story(4999)}x`),
  clinical('5,001 letters', 'story', `${story(5000)}x`, [['text.too-long']]),
  clinical('lines and tabs', 'story', `${story(60)}\n\n\tThen she fell ill.\r\nNow she is well.`),
  clinical('hidden characters', 'story', `${story(60)}\u202E`, [['text.control-characters']]),
  clinical('missing', 'story', null, [['required']]),
  ...['currentTreatment', 'medications', 'allergies', 'surgeries'].flatMap((field) => [
    clinical('not said', field, null, [['required']]),
    clinical('none', field, { state: 'none', items: null }),
    clinical('unknown', field, { state: 'unknown', items: null }),
    clinical('a list of nothing', field, { state: 'list', items: null }, [['list.empty']]),
    clinical('a list as JSON list', field, ['x'], [['malformed']]),
    clinical('another state', field, { state: 'maybe', items: null }, [['malformed']]),
  ]),
  clinical('none, with what was listed before', 'medications', { state: 'none' }),
  complete('medications: without a name', at('clinical.medications.items.m1.name', null), [
    ['/clinical/medications/items/m1/name', 'required'],
  ]),
  complete('medications: dose of 501 letters', at('clinical.medications.items.m1.dose', 'x'.repeat(501)), [
    ['/clinical/medications/items/m1/dose', 'text.too-long'],
  ]),
  complete('surgeries: an empty line', at('clinical.surgeries.items.s1.text', ' '), [
    ['/clinical/surgeries/items/s1/text', 'required'],
  ]),
  clinical('none asked', 'questions', null, [['group.too-few']]),
  complete('questions: nine letters', at('clinical.questions.q1.text', 'Why this?'), [
    ['/clinical/questions/q1/text', 'text.too-short'],
  ]),
  complete('questions: one left empty', at('clinical.questions.q2.text', null), [
    ['/clinical/questions/q2/text', 'required'],
  ]),
  complete(
    'questions: eleven',
    at(
      'clinical.questions',
      Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`q${i + 1}`, { order: i, text: 'Is this needed?' }])),
    ),
    [['/clinical/questions', 'group.too-many']],
  ),
  clinical('none', 'specialties', [], [['required']]),
  clinical('not sure', 'specialties', ['not-sure']),
  clinical(
    'not sure and one more',
    'specialties',
    ['cardiology', 'not-sure'],
    [['choices.not-sure-and-more', 'warning']],
  ),
  clinical('two, in an order', 'specialties', ['oncology', 'cardiology']),
  clinical('the same twice', 'specialties', ['cardiology', 'cardiology'], [['choices.twice']]),
  clinical('one that is closed', 'specialties', ['fetal-medicine'], [['choice.unknown']]),
  clinical('one that is not offered', 'specialties', ['dentistry'], [['choice.unknown']]),
  clinical('as one text', 'specialties', 'cardiology', [['malformed']]),
  clinical('missing', 'videoRequested', null, [['required']]),
  clinical('missing', 'pathologyReview', null, [['required']]),
  clinical('another word', 'pathologyReview', 'sure', [['choice.unknown']]),
  clinical('declined, which it cannot be', 'pathologyReview', 'prefer-not-to-say', [['choice.unknown']]),
  complete('pathology: asks for the material', at('clinical.pathologyReview', 'yes'), [
    ['/pathology/material', 'required'],
    ['/pathology/lab', 'required'],
  ]),
  complete('pathology: whole', {
    clinical: { pathologyReview: 'yes' },
    pathology: { material: ['stained-slides', 'blocks'], lab: 'Central laboratory', count: '12 slides' },
  }),
  complete('pathology: not kept without the wish', { pathology: { material: 'x' } }),
  clinical('201 letters', 'preferredExpert', 'x'.repeat(201), [['text.too-long']]),
  complete('reason for a date is not kept without the date', at('clinical.decisionReason', 'x'.repeat(400))),
];

const imaging: readonly FormVector[] = [
  complete('scans: none', { imaging: null }),
  ...(['modality', 'bodyPart', 'date', 'medium'] as const).map((field) =>
    complete(`scans: without ${field}`, at(`imaging.i1.${field}`, null), [[`/imaging/i1/${field}`, 'required']]),
  ),
  complete('scans: unknown kind', at('imaging.i1.modality', 'XX'), [['/imaging/i1/modality', 'choice.unknown']]),
];

const sponsor: JsonObject = {
  organisation: 'Gulf Insurance',
  contactName: 'Noor Saleh',
  contactEmail: 'claims@insurer.example',
};
const sponsored = ['insurer', 'embassy', 'government', 'employer', 'charity'];
const services: readonly FormVector[] = [
  complete('payer: not said', at('payer.type', null), [['/payer/type', 'required']]),
  complete('payer: a neighbour', at('payer.type', 'neighbour'), [
    ['/payer/type', 'choice.unknown'],
    ['/consents/C12', 'consent.required'],
  ]),
  ...sponsored.map((type) => complete(`payer: ${type}`, { payer: { type, ...sponsor }, consents: { C12: true } })),
  ...sponsored.map((type) =>
    complete(`payer: ${type}, nobody named`, { payer: { type } }, [
      ['/payer/organisation', 'required'],
      ['/payer/contactName', 'required'],
      ['/payer/contactEmail', 'required'],
      ['/consents/C12', 'consent.required'],
    ]),
  ),
  complete('payer: the family has no policy', { payer: { policyNumber: 'x'.repeat(100) } }),
  complete('fee: not acknowledged', { feeAcknowledged: false }, [['/feeAcknowledged', 'must-agree']]),
  complete('fee: not said', { feeAcknowledged: null }, [['/feeAcknowledged', 'required']]),
  complete('report: to nobody', at('report.recipients', []), [['/report/recipients', 'required']]),
  complete('report: to the press', at('report.recipients', ['press']), [['/report/recipients', 'choice.unknown']]),
  complete('report: the one channel is carried', at('report.channel', null)),
  complete('signature: missing', { signature: null }, [['/signature/name', 'required']]),
  complete('signature: in any script', at('signature.name', 'ليلى')),
  complete('signature: 201 letters', at('signature.name', 'x'.repeat(201)), [['/signature/name', 'text.too-long']]),
  complete('signature: override of direction', at('signature.name', 'a\u202Eb'), [
    ['/signature/name', 'text.control-characters'],
  ]),
  ...['C2', 'C7', 'C9', 'C15'].map((id) =>
    complete(`consents: ${id} not given`, at(`consents.${id}`, null), [[`/consents/${id}`, 'consent.required']]),
  ),
  complete('consents: research is free', at('consents.C13', false)),
];

export const questionVectors: readonly FormVector[] = [...stops, ...question, ...imaging, ...services];
