/** Roles and the conditions that the sections share (access-form.md 2). */
import type { Condition, FieldOption } from '../../protocol/index.ts';

export const familyRoles = ['parent', 'legal-guardian', 'other-family'] as const;
/** They apply for somebody else's child: a parent or guardian has to be reachable and to sign. */
export const otherRoles = [
  'home-physician',
  'clinic-coordinator',
  'embassy',
  'government-health-office',
  'insurer',
  'charity',
  'other-representative',
] as const;
export const roles = [...familyRoles, 'patient', ...otherRoles] as const;
export type Role = (typeof roles)[number];

export const byFamily: Condition = { field: '/submitter/role', in: [...familyRoles] };
export const byOthers: Condition = { field: '/submitter/role', in: [...otherRoles] };
export const byPatient: Condition = { field: '/submitter/role', eq: 'patient' };
/** Whoever has parental responsibility applies: no further guardian is needed. */
export const byParent: Condition = { field: '/submitter/role', in: ['parent', 'legal-guardian'] };
export const byPhysician: Condition = { field: '/submitter/role', eq: 'home-physician' };
export const byClinic: Condition = { field: '/submitter/role', in: ['home-physician', 'clinic-coordinator'] };
export const never: Condition = { not: true };

/** v3-RoleCode. */
export const relationships = [
  'MTH',
  'FTH',
  'STPPRN',
  'ADOPTP',
  'PRNFOST',
  'GPARNT',
  'GUARD',
  'SIB',
  'AUNT',
  'UNCLE',
  'FAMMEMB',
  'HPOWATT',
] as const;

/** Options whose words stand under `<prefix>.<code>`, or under the field's own key without a prefix. */
export const optionsOf = (codes: readonly string[], prefix?: string): FieldOption[] =>
  codes.map((code) => (prefix === undefined ? { code } : { code, textKey: `${prefix}.${code}` }));
