/** The same child, applied for by everybody who may (access-form.md 2); her father is the guardian who signs. */
import type { JsonObject } from '../merge-patch.ts';
import { applyMergePatch } from '../merge-patch.ts';
import { exampleComplete } from './example.ts';

/** Her father, as others name him. */
export const exampleGuardian = {
  order: 1,
  name: { full: 'Khalid Al Hashimi' },
  relationship: 'FTH',
  hasLegalAuthority: true,
  email: 'khalid@family.example',
} as const satisfies JsonObject;

const somebody = {
  name: { full: 'Nadia Rahman' },
  email: 'nadia@office.example',
  phone: { number: '+12025550131', country: 'US' },
  relationship: null,
};
const office = {
  ...somebody,
  organisation: 'Harbour Relief Fund',
  jobTitle: 'Case manager',
  authority: 'written-permission',
};
const physician = {
  name: { full: 'Sara Haddad' },
  clinic: 'Palm Clinic',
  address: { country: 'AE', locality: 'Abu Dhabi' },
  email: 'sara@clinic.example',
  phone: { number: '+97126123456', country: 'AE' },
  knowsAboutRequest: true,
  mayContact: true,
};
const guardians = { g1: exampleGuardian };

const changes: Readonly<Record<string, JsonObject>> = {
  parent: {},
  'legal-guardian': { submitter: { ...somebody, relationship: 'GUARD', authority: 'court-order' } },
  'other-family': { submitter: { ...somebody, relationship: 'AUNT', authority: 'written-permission' }, guardians },
  // Of age: applies alone, and is the patient.
  patient: {
    submitter: { ...somebody, authority: null },
    patient: { birthDate: '2006-05-14', name: { full: 'Nadia Rahman' } },
  },
  'home-physician': { submitter: { ...office, organisation: 'Palm Clinic' }, physician, guardians },
  'clinic-coordinator': { submitter: { ...office, organisation: 'Palm Clinic' }, physician, guardians },
  embassy: { submitter: office, guardians, payer: { type: 'embassy' } },
  'government-health-office': { submitter: office, guardians, payer: { type: 'government' } },
  insurer: { submitter: office, guardians, payer: { type: 'insurer', policyNumber: 'P-1' } },
  charity: { submitter: office, guardians, payer: { type: 'charity' } },
  'other-representative': { submitter: office, guardians },
};

/** The whole form as somebody in this role sends it. */
export const exampleBy = (role: string): JsonObject =>
  applyMergePatch(exampleComplete, {
    ...changes[role],
    submitter: { role, ...(changes[role]?.['submitter'] as JsonObject) },
  }) as JsonObject;
