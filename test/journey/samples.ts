/** Small makings of journey tests: a program, a form of three steps, records and views as the wire brings them. */
import type { JourneyEvent } from '../../src/journey/events.ts';
import { initialJourney } from '../../src/journey/initial.ts';
import { reduce } from '../../src/journey/reduce.ts';
import type { JourneyState, RecordItem } from '../../src/journey/state.ts';
import type { FormDefinition } from '../../src/protocol/form-definition.ts';
import type { Program } from '../../src/protocol/program.ts';
import type { RecordView } from '../../src/protocol/record.ts';
import type { StatusView } from '../../src/protocol/referral.ts';
import { noCounts, type RecordVerdict, type RecordVerdictKind } from '../../src/protocol/verdict.ts';
import { northbridge } from '../../demo/server/programs/northbridge.ts';

export const program: Program = northbridge({ origins: ['http://localhost:4173'] }).program;

export const definition: FormDefinition = {
  id: 'sample',
  version: '1',
  steps: [
    {
      id: 'start',
      stage: 1,
      sections: [
        {
          id: 'before',
          fields: [
            { id: 'notEmergency', type: 'boolean', required: true, consent: 'C1' },
            { id: 'submitter.name', type: 'name', required: true },
          ],
        },
      ],
    },
    {
      id: 'family',
      stage: 1,
      sections: [{ id: 'consents-registration', fields: [{ id: 'consents.C3', type: 'consent', consent: 'C3' }] }],
    },
    {
      id: 'clinical',
      stage: 2,
      sections: [
        {
          id: 'opinion',
          fields: [
            { id: 'clinical.specialties', type: 'choices', options: [{ code: 'cardiology' }, { code: 'oncology' }] },
            { id: 'clinical.videoRequested', type: 'choice', options: [{ code: 'yes', fee: 'video' }, { code: 'no' }] },
            {
              id: 'clinical.pathologyReview',
              type: 'choice',
              options: [{ code: 'yes', fee: 'pathology-slides' }, { code: 'no' }],
            },
          ],
        },
      ],
    },
    { id: 'records', stage: 2, sections: [] },
    { id: 'later', stage: 3, sections: [] },
  ],
};

export const after = (state: JourneyState, ...events: readonly JourneyEvent[]): JourneyState =>
  events.reduce(reduce, state);

/** The form is there, nothing was done yet. */
export const begun = (): JourneyState => after(initialJourney(), { type: 'program.ready', program, definition });

export const verdictOf = (verdict: RecordVerdictKind): RecordVerdict => ({
  verdict,
  pages: [],
  counts: noCounts(),
  languages: ['en'],
  mediaType: 'application/pdf',
  unread: [],
});

export const recordItem = (more: Partial<RecordItem> = {}): RecordItem => ({
  clientId: 'client-1',
  name: 'letter.pdf',
  size: 1000,
  type: 'application/pdf',
  category: 'clinical-summary',
  documentDate: '2026-11-01',
  check: { phase: 'done', verdict: verdictOf('accepted') },
  carried: { phase: 'server', state: 'stored' },
  submitted: false,
  ...more,
});

export const recordView = (more: Partial<RecordView> = {}): RecordView => ({
  id: 'record-0001',
  clientId: 'client-1',
  name: 'letter.pdf',
  size: 1000,
  type: 'application/pdf',
  category: 'clinical-summary',
  transfer: { state: 'stored', offset: 1000 },
  submitted: false,
  createdAt: '2026-11-24T10:00:00Z',
  ...more,
});

export const statusView = (more: Partial<StatusView> = {}): StatusView => ({
  id: 'referral-0001',
  reference: 'RSO-7K4M-29QN',
  state: 'registered',
  gates: {
    identity: 'unverified',
    guardianConsent: 'n/a',
    documents: 'incomplete',
    imaging: 'none',
    pathology: 'none',
    fee: 'not-quoted',
  },
  role: 'submitter',
  actions: [],
  window: null,
  clock: 'not-started',
  timeline: [],
  specialties: [],
  requests: [],
  records: { count: 0, stored: 0, refused: 0, bytes: 0 },
  createdAt: '2026-11-24T10:00:00Z',
  updatedAt: '2026-11-24T10:00:00Z',
  ...more,
});

export const capability = {
  token: 'x'.repeat(43),
  expiresAt: '2026-11-24T12:00:00Z',
  role: 'submitter' as const,
  scopes: ['read', 'edit', 'upload', 'sign', 'pay', 'report'] as const,
};
