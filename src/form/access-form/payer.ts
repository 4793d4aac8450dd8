/** Section H: who pays (access-form.md 8). Billing details are asked with the quote, not here. */
import type { Condition, Section } from '../../protocol/index.ts';
import { optionsOf } from './codes.ts';

const sponsored: Condition = { field: '/payer/type', in: ['insurer', 'embassy', 'government', 'employer', 'charity'] };
const payerIsSubmitter: Condition = {
  or: [
    {
      and: [
        { field: '/payer/type', eq: 'embassy' },
        { field: '/submitter/role', eq: 'embassy' },
      ],
    },
    {
      and: [
        { field: '/payer/type', eq: 'insurer' },
        { field: '/submitter/role', eq: 'insurer' },
      ],
    },
    {
      and: [
        { field: '/payer/type', eq: 'charity' },
        { field: '/submitter/role', eq: 'charity' },
      ],
    },
    {
      and: [
        { field: '/payer/type', eq: 'government' },
        { field: '/submitter/role', eq: 'government-health-office' },
      ],
    },
  ],
};

export const payer: Section = {
  id: 'payer',
  fields: [
    {
      id: 'payer.type',
      type: 'choice',
      required: true,
      options: optionsOf(['self-pay', 'insurer', 'embassy', 'government', 'employer', 'charity']),
      fhir: 'Coverage.payor',
    },
    {
      id: 'payer.organisation',
      type: 'text',
      min: 1,
      max: 200,
      required: true,
      visible: sponsored,
      fixed: { from: '/submitter/organisation', when: payerIsSubmitter },
      fhir: 'Coverage.payor',
    },
    {
      id: 'payer.contactName',
      type: 'text',
      min: 1,
      max: 200,
      required: true,
      visible: sponsored,
      fixed: { from: '/submitter/name/full', when: payerIsSubmitter },
      fhir: 'Organization.contact',
    },
    {
      id: 'payer.contactEmail',
      type: 'email',
      required: true,
      visible: sponsored,
      fixed: { from: '/submitter/email', when: payerIsSubmitter },
      fhir: 'Organization.contact',
    },
    { id: 'payer.policyNumber', type: 'text', max: 60, visible: sponsored, fhir: 'Coverage.identifier' },
    { id: 'payer.guaranteeNumber', type: 'text', max: 60, visible: sponsored, fhir: 'Coverage.identifier' },
    {
      // Answering "yes" is consent C8: it is not asked a second time.
      id: 'feeAcknowledged',
      type: 'boolean',
      required: true,
      consent: 'C8',
      options: optionsOf(['true', 'false']),
      rules: ['must-be-true'],
      help: true,
      fhir: 'Account.status:draft',
    },
  ],
};
