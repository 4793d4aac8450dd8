/** Section C: the child (access-form.md 3). */
import type { Section } from '../../protocol/index.ts';
import type { AgeConditions } from './ages.ts';
import { byPatient, never, optionsOf } from './codes.ts';

const unborn = { field: '/patient/prenatal', eq: true };
const withoutBirthDay = { or: [unborn, { field: '/patient/birthDate', partial: true }] };

export const childSections = (ages: AgeConditions): Section[] => [
  {
    id: 'patient',
    fields: [
      {
        id: 'patient.prenatal',
        type: 'boolean',
        visible: ages.prenatal ? true : never,
        help: true,
        fhir: 'Patient.birthDate:data-absent-reason',
      },
      {
        id: 'patient.name',
        type: 'name',
        required: true,
        help: true,
        autocomplete: 'off',
        fixed: { from: '/submitter/name', when: byPatient },
        fhir: 'Patient.name',
      },
      {
        id: 'patient.birthDate',
        type: 'partial-date',
        required: true,
        visible: { not: unborn },
        max: ages.maxYears,
        rules: ['past', ages.overAge === 'block' ? 'age-block' : 'age-warn'],
        help: true,
        fhir: 'Patient.birthDate',
      },
      {
        id: 'patient.birthDateReason',
        type: 'text',
        max: 200,
        required: true,
        visible: { and: [{ not: unborn }, { field: '/patient/birthDate', partial: true }] },
        fhir: 'Patient.birthDate:data-absent-reason',
      },
      {
        id: 'patient.estimatedDueDate',
        type: 'partial-date',
        required: true,
        visible: unborn,
        max: 300,
        rules: ['due'],
        fhir: 'ServiceRequest.note',
      },
      {
        // A link is opened with the birth date; where that is not known to the day, with this. It is kept as a hash beside
        // the answers and never in them.
        id: 'pin',
        type: 'text',
        min: 4,
        max: 12,
        required: true,
        visible: withoutBirthDay,
        rules: ['digits', 'masked', 'apart'],
        help: true,
      },
      {
        id: 'patient.sexInRecords',
        type: 'choice',
        required: true,
        options: optionsOf(['female', 'male', 'other', 'unknown']),
        help: true,
        fhir: 'Patient.gender',
      },
      {
        id: 'patient.residence',
        type: 'address',
        required: true,
        rules: ['country-only'],
        offer: '/patientLocation/country',
        help: true,
        fhir: 'Patient.address',
      },
      {
        // Whoever applies for an adult does so with the patient's own word.
        id: 'patient.authorisation',
        type: 'boolean',
        required: true,
        visible: { and: [ages.adult, { not: byPatient }] },
        options: optionsOf(['true', 'false']),
        rules: ['must-be-true'],
        help: true,
        fhir: 'Consent.provision.actor',
      },
    ],
  },
  {
    id: 'patient-more',
    fields: [
      { id: 'patient.nationality', type: 'country', fhir: 'patient-citizenship' },
      { id: 'patient.language', type: 'language', fhir: 'Patient.communication' },
      { id: 'patient.interpreter', type: 'boolean', fhir: 'patient-interpreterRequired' },
      { id: 'patient.hospitalNumber', type: 'text', max: 30, help: true, fhir: 'Patient.identifier:MR' },
      // Off by default: a program that needs them has to require them (data minimisation).
      {
        id: 'patient.passportNumber',
        type: 'text',
        min: 3,
        max: 30,
        visible: never,
        rules: ['alphanumeric', 'masked'],
        fhir: 'Patient.identifier:PPN',
      },
      {
        id: 'patient.nationalId',
        type: 'text',
        min: 3,
        max: 30,
        visible: never,
        rules: ['alphanumeric', 'masked'],
        fhir: 'Patient.identifier:NI',
      },
      { id: 'patient.weightKg', type: 'number-with-unit', min: 0.2, max: 300, units: ['kg', 'lb'], fhir: '29463-7' },
      { id: 'patient.heightCm', type: 'number-with-unit', min: 20, max: 250, units: ['cm', 'in'], fhir: '8302-2' },
      {
        id: 'patient.measuredOn',
        type: 'partial-date',
        rules: ['past', 'since-birth'],
        visible: {
          or: [
            { field: '/patient/weightKg', exists: true },
            { field: '/patient/heightCm', exists: true },
          ],
        },
        fhir: 'Observation.effectiveDateTime',
      },
      { id: 'patient.teenPhone', type: 'phone', visible: ages.assent, help: true, fhir: 'Patient.telecom' },
    ],
  },
];
