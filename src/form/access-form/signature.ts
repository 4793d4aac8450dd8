/** Section K: the typed name under what was checked (access-form.md 8 K). The day of signing is set by the software. */
import type { Section } from '../../protocol/index.ts';

export const signature: Section = {
  id: 'signature',
  fields: [
    {
      id: 'signature.name',
      type: 'text',
      required: true,
      min: 1,
      max: 200,
      help: true,
      autocomplete: 'name',
      fhir: 'Provenance.signature',
    },
    { id: 'signature.date', type: 'partial-date', auto: true, why: false, fhir: 'Provenance.recorded' },
  ],
};
