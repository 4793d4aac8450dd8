/** Section E: the home physician (access-form.md 5). */
import type { Condition, Section } from '../../protocol/index.ts';
import { byClinic, byPhysician, optionsOf } from './codes.ts';
import { specialties } from './specialties.ts';

/** Somebody at home takes part: a video was asked for, the report goes to them, they apply, or one was named. */
export const physicianNeeded: Condition = {
  or: [
    { field: '/clinical/videoRequested', eq: 'yes' },
    { field: '/report/recipients', exists: 'physician' },
    byClinic,
    { field: '/physician/name/full', exists: true },
  ],
};

export const physician: Section = {
  id: 'physician',
  fields: [
    {
      id: 'physician.name',
      type: 'name',
      required: physicianNeeded,
      fixed: { from: '/submitter/name', when: byPhysician },
      autocomplete: 'off',
      fhir: 'Practitioner.name',
    },
    {
      id: 'physician.clinic',
      type: 'text',
      min: 1,
      max: 200,
      required: physicianNeeded,
      fixed: { from: '/submitter/organisation', when: byClinic },
      fhir: 'Organization.name',
    },
    {
      id: 'physician.address',
      type: 'address',
      required: physicianNeeded,
      rules: ['city-country'],
      offer: '/patientLocation/country',
      fhir: 'PractitionerRole.location',
    },
    {
      id: 'physician.email',
      type: 'email',
      required: physicianNeeded,
      fixed: { from: '/submitter/email', when: byPhysician },
      fhir: 'PractitionerRole.telecom',
    },
    {
      id: 'physician.phone',
      type: 'phone',
      required: physicianNeeded,
      fixed: { from: '/submitter/phone', when: byPhysician },
      fhir: 'PractitionerRole.telecom',
    },
    {
      id: 'physician.knowsAboutRequest',
      type: 'boolean',
      required: physicianNeeded,
      fixed: { value: true, when: byPhysician },
      fhir: 'ServiceRequest.note',
    },
    {
      id: 'physician.mayContact',
      type: 'boolean',
      required: physicianNeeded,
      fixed: { value: true, when: byPhysician },
      help: true,
      fhir: 'Consent.provision.actor',
    },
    {
      id: 'physician.specialty',
      type: 'choice',
      options: optionsOf(specialties, 'specialty'),
      fhir: 'PractitionerRole.specialty',
    },
    { id: 'physician.language', type: 'language', fhir: 'Practitioner.communication' },
    { id: 'physician.licenceNumber', type: 'text', max: 60, fhir: 'Practitioner.qualification.identifier' },
    {
      id: 'physician.preferredReportChannel',
      type: 'choice',
      options: optionsOf(['secure-link', 'encrypted-email']),
      fhir: 'Communication.medium',
    },
  ],
};
