/** Where the answers of step 1 go in FHIR R4; apart from the step, so that the first view does not carry it. */
import type { Step } from '../../protocol/index.ts';

const paths: Readonly<Record<string, string>> = {
  serviceRequested: 'ServiceRequest.code',
  notEmergency: 'Consent.policy',
  patientHospitalised: 'Encounter.class',
  'patientLocation.country': 'Patient.address.country',
  'patientLocation.region': 'Patient.address.state',
  travelCareInterest: 'ServiceRequest.category',
  'submitter.role': 'RelatedPerson|Practitioner|Organization',
  'submitter.name': 'RelatedPerson.name',
  'submitter.email': 'RelatedPerson.telecom',
  'submitter.phone': 'RelatedPerson.telecom',
  'submitter.relationship': 'RelatedPerson.relationship',
  'submitter.organisation': 'Organization.name',
  'submitter.jobTitle': 'PractitionerRole.code',
  'submitter.authority': 'Consent.provision.actor',
  'submitter.caseReference': 'ServiceRequest.identifier',
  'submitter.preferredChannel': 'RelatedPerson.telecom.rank',
  'submitter.contactLanguage': 'RelatedPerson.communication',
  'submitter.interpreterNeeded': 'patient-interpreterRequired',
  'submitter.bestTimes': 'RelatedPerson.telecom.period',
  'submitter.timeZone': 'tz-code',
  'submitter.contactSafety': 'Flag.code',
};

/** The step with its FHIR paths. */
export const withFhir = (step: Step): Step => ({
  ...step,
  sections: step.sections.map((section) => ({
    ...section,
    fields: section.fields.map((field) => {
      const fhir = paths[field.id];
      return fhir === undefined ? field : { ...field, fhir };
    }),
  })),
});
