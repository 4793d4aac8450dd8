/** Section B: who applies, and how to reach them (access-form.md 2). */
import type { Section } from '../../protocol/index.ts';
import { byFamily, byOthers, byPatient, optionsOf, relationships, roles } from './codes.ts';

export const submitter: Section = {
  id: 'submitter',
  fields: [
    {
      id: 'submitter.role',
      type: 'choice',
      required: true,
      options: optionsOf(roles),
    },
    {
      id: 'submitter.name',
      type: 'name',
      required: true,
      help: true,
      autocomplete: 'name',
    },
    {
      id: 'submitter.email',
      type: 'email',
      required: true,
      help: true,
      autocomplete: 'email',
    },
    {
      id: 'submitter.phone',
      type: 'phone',
      required: true,
      help: true,
      autocomplete: 'tel',
    },
    {
      id: 'submitter.relationship',
      type: 'choice',
      required: true,
      visible: byFamily,
      options: optionsOf(relationships, 'relationship').map((option) =>
        // A parent is not asked to choose among aunts: the role has said that much.
        ['MTH', 'FTH', 'STPPRN', 'ADOPTP', 'PRNFOST'].includes(option.code)
          ? option
          : { ...option, visible: { not: { field: '/submitter/role', eq: 'parent' } } },
      ),
    },
    {
      id: 'submitter.organisation',
      type: 'text',
      min: 1,
      max: 200,
      required: true,
      visible: byOthers,
      autocomplete: 'organization',
    },
    {
      id: 'submitter.jobTitle',
      type: 'text',
      min: 1,
      max: 200,
      required: true,
      visible: byOthers,
      autocomplete: 'organization-title',
    },
    {
      // A parent says the same by signing consent C3; it is carried, not asked twice.
      id: 'submitter.authority',
      type: 'choice',
      required: true,
      visible: { and: [{ field: '/submitter/role', exists: true }, { not: byPatient }] },
      options: [
        { code: 'parental-responsibility', visible: byFamily },
        { code: 'court-order' },
        { code: 'power-of-attorney' },
        { code: 'written-permission', visible: { not: { field: '/submitter/role', eq: 'legal-guardian' } } },
      ],
      fixed: { value: 'parental-responsibility', when: { field: '/submitter/role', eq: 'parent' } },
    },
    {
      id: 'submitter.caseReference',
      type: 'text',
      min: 1,
      max: 200,
      visible: byOthers,
      help: true,
    },
  ],
};

export const contactWishes: Section = {
  id: 'contact',
  fields: [
    {
      id: 'submitter.preferredChannel',
      type: 'choice',
      required: true,
      options: optionsOf(['email', 'phone', 'sms', 'whatsapp']),
      help: true,
    },
    {
      id: 'submitter.contactLanguage',
      type: 'language',
      required: true,
      offer: '/uiLanguage',
    },
    { id: 'submitter.interpreterNeeded', type: 'boolean' },
    { id: 'submitter.bestTimes', type: 'text', max: 200, help: true },
    { id: 'submitter.timeZone', type: 'time-zone' },
    { id: 'submitter.contactSafety', type: 'longtext', max: 500, help: true },
  ],
};
