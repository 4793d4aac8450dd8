/** Section I: who gets the report, and how (access-form.md 8). */
import type { Section } from '../../protocol/index.ts';
import { optionsOf } from './codes.ts';

export const delivery: Section = {
  id: 'report',
  fields: [
    {
      id: 'report.recipients',
      type: 'choices',
      required: true,
      min: 1,
      max: 2,
      options: optionsOf(['family', 'physician']),
      help: true,
      fhir: 'Communication.recipient',
    },
    {
      id: 'report.channel',
      type: 'choice',
      required: true,
      options: optionsOf(['secure-link', 'encrypted-email']),
      help: true,
      fhir: 'Communication.medium',
    },
    {
      id: 'report.language',
      type: 'language',
      required: true,
      fixed: { value: 'en' },
      fhir: 'DocumentReference.content.attachment.language',
    },
    { id: 'report.translationWish', type: 'language', help: true, fhir: 'ServiceRequest.note' },
  ],
};
