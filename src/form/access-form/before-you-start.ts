/** Section A: is this the right place, before anything personal is asked (access-form.md 1). */
import type { Section } from '../../protocol/index.ts';
import { optionsOf } from './codes.ts';

export const beforeYouStart: Section = {
  id: 'before',
  fields: [
    {
      id: 'serviceRequested',
      type: 'choice',
      required: true,
      options: optionsOf(['remote-second-opinion']),
      fixed: { value: 'remote-second-opinion' },
    },
    {
      // Answering "yes" is consent C1: it is not asked a second time.
      id: 'notEmergency',
      type: 'boolean',
      required: true,
      options: optionsOf(['true', 'false']),
      consent: 'C1',
      rules: ['not-emergency'],
      help: true,
    },
    {
      id: 'patientHospitalised',
      type: 'boolean',
      required: true,
      options: optionsOf(['true', 'false']),
      help: true,
    },
    { id: 'patientLocation.country', type: 'country', required: true, help: true },
    {
      // Shown for the countries whose regions the program tells apart (see program-form.ts).
      id: 'patientLocation.region',
      type: 'text',
      min: 2,
      max: 60,
      required: true,
      visible: { field: '/patientLocation/country', eq: 'US' },
      rules: ['region'],
    },
    { id: 'travelCareInterest', type: 'boolean' },
    { id: 'uiLanguage', type: 'language', auto: true, why: false },
  ],
};
