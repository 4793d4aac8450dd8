/** What kinds of records there are. Apart from the schemas: a view lists them without loading a validator. */

/** Categories with their LOINC codes; the rest are our own (access-form.md 7). */
export const recordCategories = {
  'referral-letter': '57133-1',
  'consult-note': '11488-4',
  'clinical-summary': '34133-9',
  'history-physical': '34117-2',
  'discharge-summary': '18842-5',
  'progress-note': '11506-3',
  'operative-note': '11504-8',
  'lab-report': '11502-2',
  'imaging-report': '18748-4',
  'pathology-report': '11526-1',
  'surgical-pathology': '11529-5',
  cytogenetics: '55228-1',
  genetics: '51969-4',
  'echo-report': '59281-6',
  'cath-report': '18745-0',
  ecg: '11524-6',
  eeg: '11523-8',
  'patient-summary': '60591-5',
  'release-consent': '64292-6',
  'payer-letter': '48768-6',
  'growth-chart': null,
  immunisation: null,
  photo: null,
  video: null,
  identity: null,
  'translation-certificate': null,
  other: null,
} as const satisfies Record<string, string | null>;
export type RecordCategory = keyof typeof recordCategories;
