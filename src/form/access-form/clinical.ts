/** Section F: the clinical question (access-form.md 6). */
import type { Section } from '../../protocol/index.ts';
import { optionsOf } from './codes.ts';
import { specialties } from './specialties.ts';

const listRules = { min: 1, max: 50 };

export const clinicalSections: Section[] = [
  {
    id: 'diagnosis',
    fields: [
      {
        id: 'clinical.diagnosisStatus',
        type: 'choice',
        required: true,
        options: optionsOf(['confirmed', 'suspected', 'none-yet']),
        fhir: 'Condition.verificationStatus',
      },
      {
        id: 'clinical.diagnosis',
        type: 'coded',
        required: true,
        min: 2,
        max: 500,
        help: true,
        fhir: 'ServiceRequest.reasonCode',
      },
      {
        id: 'clinical.diagnosedOn',
        type: 'partial-date',
        rules: ['past', 'since-birth'],
        fhir: 'Condition.onsetDateTime',
      },
      {
        id: 'clinical.story',
        type: 'longtext',
        required: true,
        min: 50,
        max: 5000,
        rules: ['english'],
        help: true,
        fhir: 'ServiceRequest.note',
      },
    ],
  },
  {
    id: 'treatment',
    fields: [
      {
        id: 'clinical.currentTreatment',
        type: 'list-none-unknown',
        required: true,
        ...listRules,
        fhir: 'QuestionnaireResponse',
      },
      {
        id: 'clinical.medications',
        type: 'medication-list',
        required: true,
        ...listRules,
        help: true,
        fhir: 'MedicationStatement',
      },
      { id: 'clinical.allergies', type: 'list-none-unknown', required: true, ...listRules, fhir: 'AllergyIntolerance' },
      { id: 'clinical.surgeries', type: 'list-none-unknown', required: true, ...listRules, fhir: 'Procedure' },
    ],
  },
  {
    id: 'clinical.questions',
    repeat: { min: 1, max: 10 },
    fields: [
      {
        id: 'text',
        textKey: 'field.clinical.questions.text',
        type: 'longtext',
        required: true,
        min: 10,
        max: 500,
        rules: ['english'],
        help: true,
        fhir: 'ServiceRequest.orderDetail',
      },
    ],
  },
  {
    id: 'opinion',
    fields: [
      {
        id: 'clinical.specialties',
        type: 'choices',
        required: true,
        min: 1,
        max: 10,
        options: optionsOf(specialties, 'specialty'),
        rules: ['not-sure-alone'],
        help: true,
        fhir: 'ServiceRequest.performerType',
      },
      {
        id: 'clinical.videoRequested',
        type: 'choice',
        required: true,
        options: [{ code: 'yes', fee: 'video' }, { code: 'no' }, { code: 'maybe' }],
        help: true,
        fhir: 'Appointment.status:proposed',
      },
      {
        id: 'clinical.pathologyReview',
        type: 'choice',
        required: true,
        options: [{ code: 'yes', fee: 'pathology-slides' }, { code: 'no' }, { code: 'unknown' }],
        help: true,
        fhir: 'Specimen',
      },
      { id: 'clinical.preferredExpert', type: 'text', max: 200, help: true, fhir: 'ServiceRequest.performer.display' },
      {
        id: 'clinical.decisionDeadline',
        type: 'partial-date',
        rules: ['future', 'deadline'],
        fhir: 'ServiceRequest.occurrenceDateTime',
      },
      {
        id: 'clinical.decisionReason',
        type: 'text',
        max: 300,
        visible: { field: '/clinical/decisionDeadline', exists: true },
        fhir: 'ServiceRequest.priority',
      },
      { id: 'clinical.previousOpinions', type: 'longtext', max: 1000, fhir: 'ServiceRequest.note' },
    ],
  },
];
