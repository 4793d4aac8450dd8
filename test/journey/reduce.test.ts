import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JourneyEvent } from '../../src/journey/events.ts';
import { initialJourney } from '../../src/journey/initial.ts';
import { reduce } from '../../src/journey/reduce.ts';
import type { JourneyState } from '../../src/journey/state.ts';
import { formSteps, stepsOf } from '../../src/journey/steps.ts';
import { withValue } from '../../src/form/pointer.ts';
import { sameJson } from '../../src/protocol/merge-patch.ts';
import {
  after,
  begun,
  capability,
  definition,
  program,
  recordItem,
  recordView,
  statusView,
  verdictOf,
} from './samples.ts';

const place = (state: JourneyState) => (state.place.name === 'form' ? state.place.step : state.place.name);
const shown = (
  id: string,
  sha256 = program.consents.find((consent) => consent.id === id)?.texts['en']?.sha256 ?? '',
) => {
  const descriptor = program.consents.find((consent) => consent.id === id);
  if (!descriptor) throw new Error('no such consent');
  return { descriptor, lang: 'en', text: 'words', sha256, review: 'human' as const };
};

describe('the form', () => {
  it('begins at the first step once its definition is known', () => {
    const state = begun();
    expect(place(state)).toBe('start');
    expect(state.reached).toBe('start');
  });

  it('leads from the first step on to the whole definition without moving the person', () => {
    const first = { ...definition, steps: definition.steps.slice(0, 1) };
    const state = after(initialJourney(), { type: 'program.ready', program, definition: first });
    expect(place(after(state, { type: 'definition.ready', definition }))).toBe('start');
    expect(stepsOf(after(state, { type: 'definition.ready', definition }))).toHaveLength(4);
  });

  it('keeps an answer over going back and on, and over a change of language', () => {
    const name = { full: '李' };
    const state = after(
      begun(),
      { type: 'change', change: { pointer: '/submitter/name', value: name } },
      { type: 'place', place: { name: 'form', step: 'family' } },
      { type: 'back' },
      { type: 'choose-language', lang: 'ar' },
    );
    expect(place(state)).toBe('start');
    expect(state.lang).toBe('ar');
    expect(state.answers['submitter']).toEqual({ name });
  });

  it('removes an answer that was taken back', () => {
    const state = after(
      begun(),
      { type: 'change', change: { pointer: '/submitter/name', value: { full: 'A' } } },
      { type: 'change', change: { pointer: '/submitter/name', value: undefined } },
    );
    expect(state.answers).toEqual({ submitter: {} });
  });

  it('goes only where the person has been', () => {
    const there = after(begun(), { type: 'place', place: { name: 'form', step: 'family' } });
    expect(place(after(there, { type: 'go', step: 'start' }))).toBe('start');
    expect(place(after(there, { type: 'go', step: 'start' }, { type: 'go', step: 'family' }))).toBe('family');
    expect(place(after(there, { type: 'go', step: 'clinical' }))).toBe('family');
    expect(place(after(there, { type: 'go', step: 'later' }))).toBe('family');
  });

  it('stays at the first step when asked to go back from it', () => {
    const state = begun();
    expect(after(state, { type: 'back' })).toBe(state);
  });

  it('leads back from a stop to where the form was left, answers and all', () => {
    const stopped = after(
      begun(),
      { type: 'change', change: { pointer: '/notEmergency', value: false } },
      { type: 'place', place: { name: 'stopped', reason: 'emergency' } },
    );
    const back = after(stopped, { type: 'back' });
    expect(place(back)).toBe('start');
    expect(back.answers).toEqual({ notEmergency: false });
  });

  it('counts every refused Continue, so that focus can move each time, and forgets it on the next step', () => {
    const issue = { pointer: '/submitter/name/full', code: 'required' };
    const refused = after(
      begun(),
      { type: 'continue.refused', issues: [issue] },
      { type: 'continue.refused', issues: [issue] },
    );
    expect(refused.summary).toBe(2);
    expect(after(refused, { type: 'place', place: { name: 'form', step: 'family' } })).toMatchObject({
      summary: 0,
      issues: [],
    });
  });

  it('drops what the backend said of a field as soon as that field changes, and nothing else', () => {
    const state = after(begun(), {
      type: 'server-issues',
      issues: [
        { pointer: '/submitter/name/full', code: 'name.no-letters' },
        { pointer: '/patient/birthDate', code: 'date.future' },
      ],
    });
    expect(state.summary).toBe(1);
    const changed = after(state, { type: 'change', change: { pointer: '/submitter/name', value: { full: 'B' } } });
    expect(changed.serverIssues.map(({ pointer }) => pointer)).toEqual(['/patient/birthDate']);
    expect(after(state, { type: 'server-issues', issues: [] }).summary).toBe(1);
  });

  it('keeps a program that is there when a newer one cannot be had', () => {
    const problem = { code: 'offline', retryable: true };
    expect(after(begun(), { type: 'program.failed', problem }).program.phase).toBe('ready');
    expect(after(initialJourney(), { type: 'program.failed', problem }).program).toEqual({ phase: 'failed', problem });
  });
});

describe('consents', () => {
  it('are not given before their text was shown', () => {
    expect(after(begun(), { type: 'consent', id: 'C3', given: true }).consents).toEqual({});
  });

  it('are kept with the language and hash of what was shown', () => {
    const state = after(
      begun(),
      { type: 'consent-texts', texts: [shown('C3')] },
      { type: 'consent', id: 'C3', given: true },
    );
    expect(state.consents['C3']).toEqual({ given: true, lang: 'en', sha256: shown('C3').sha256 });
    expect(state.answers).toEqual({});
  });

  it('follow the answer that gives them, whichever comes first, answer or text', () => {
    const answer: JourneyEvent = { type: 'change', change: { pointer: '/notEmergency', value: true } };
    const text: JourneyEvent = { type: 'consent-texts', texts: [shown('C1')] };
    expect(after(begun(), answer, text).consents['C1']?.given).toBe(true);
    expect(after(begun(), text, answer).consents['C1']?.given).toBe(true);
    const taken = after(begun(), text, answer, {
      type: 'change',
      change: { pointer: '/notEmergency', value: undefined },
    });
    expect(taken.consents['C1']?.given).toBe(false);
    const direct = after(begun(), text, { type: 'consent', id: 'C1', given: true });
    expect(direct.answers['notEmergency']).toBe(true);
    expect(direct.consents['C1']?.given).toBe(true);
  });

  it('are asked again when the program has another text', () => {
    const state = after(
      begun(),
      { type: 'consent-texts', texts: [shown('C3', 'a'.repeat(64)), shown('C14')] },
      { type: 'consent', id: 'C3', given: true },
      { type: 'consent', id: 'C14', given: true },
      { type: 'program.ready', program, definition },
    );
    expect(Object.keys(state.consents)).toEqual(['C14']);
  });
});

describe('two devices', () => {
  const conflict = { pointer: '/clinical/story', mine: 'here', theirs: 'there' };
  const both = () =>
    after(begun(), { type: 'answers.loaded', answers: { clinical: { story: 'here' } }, conflicts: [conflict] });

  it('keep both answers until one is chosen', () => {
    expect(both().conflicts).toEqual([conflict]);
    const mine = after(both(), { type: 'resolve-conflict', pointer: '/clinical/story', keep: 'mine' });
    expect(mine).toMatchObject({ conflicts: [], answers: { clinical: { story: 'here' } } });
    const theirs = after(both(), { type: 'resolve-conflict', pointer: '/clinical/story', keep: 'theirs' });
    expect(theirs).toMatchObject({ conflicts: [], answers: { clinical: { story: 'there' } } });
  });

  it('change nothing by a choice about something else', () => {
    const state = both();
    expect(after(state, { type: 'resolve-conflict', pointer: '/other', keep: 'theirs' })).toBe(state);
  });
});

describe('records', () => {
  const page = (number: number) => ({
    page: number,
    verdict: 'english' as const,
    language: 'en',
    confidence: 1,
    method: 'text' as const,
  });

  it('are listed once, however often they are added', () => {
    const state = after(
      begun(),
      { type: 'record.added', record: recordItem() },
      { type: 'record.added', record: recordItem() },
    );
    expect(state.records).toHaveLength(1);
  });

  it('show pages in reading order as they are judged, and the verdict in the end', () => {
    const state = after(
      begun(),
      { type: 'record.added', record: recordItem({ check: { phase: 'waiting' } }) },
      { type: 'record.page', clientId: 'client-1', page: page(2), pageCount: 3 },
      { type: 'record.page', clientId: 'client-1', page: page(1) },
      { type: 'record.page', clientId: 'client-1', page: page(2) },
    );
    const check = state.records[0]?.check;
    expect(check?.phase === 'reading' && check.pages.map((one) => one.page)).toEqual([1, 2]);
    const done = after(state, { type: 'record.checked', clientId: 'client-1', verdict: verdictOf('refused') });
    expect(after(done, { type: 'record.page', clientId: 'client-1', page: page(3) }).records[0]?.check.phase).toBe(
      'done',
    );
  });

  it('take the kind of file by content, where it is known', () => {
    const state = after(begun(), { type: 'record.added', record: recordItem({ type: 'text/plain' }) });
    const pdf = after(state, { type: 'record.checked', clientId: 'client-1', verdict: verdictOf('accepted') });
    expect(pdf.records[0]?.type).toBe('application/pdf');
    const unknown = { ...verdictOf('needs-review'), mediaType: 'application/octet-stream' };
    expect(after(state, { type: 'record.checked', clientId: 'client-1', verdict: unknown }).records[0]?.type).toBe(
      'text/plain',
    );
  });

  it('carry what the person says of them', () => {
    const state = after(
      begun(),
      { type: 'record.added', record: recordItem({ category: '' }) },
      { type: 'describe-record', clientId: 'client-1', category: 'lab-report' },
      { type: 'describe-record', clientId: 'client-1', documentDate: '2026' },
      { type: 'override-record', clientId: 'client-1', reason: 'a stamp only' },
      { type: 'attest-record', clientId: 'client-1' },
      { type: 'record.declared', clientId: 'client-1', recordId: 'record-0001' },
      { type: 'record.carried', clientId: 'client-1', carried: { phase: 'sending', sent: 10 } },
    );
    expect(state.records[0]).toMatchObject({
      category: 'lab-report',
      documentDate: '2026',
      override: { reason: 'a stamp only' },
      attested: true,
      recordId: 'record-0001',
      carried: { phase: 'sending', sent: 10 },
    });
    expect(after(state, { type: 'record.removed', clientId: 'client-1' }).records).toEqual([]);
  });

  it('are records like any other again once the person says that they are no translation', () => {
    const translation = { translatorType: 'certified' as const, faithful: true as const, pages: [{ page: 1, on: 1 }] };
    const pair: JourneyEvent = { type: 'pair-record', clientId: 'client-2', original: 'client-1', translation };
    const state = after(
      begun(),
      { type: 'record.added', record: recordItem() },
      { type: 'record.added', record: recordItem({ clientId: 'client-2' }) },
      pair,
      { type: 'describe-record', clientId: 'client-2', language: 'fr' },
    );
    expect(state.records[1]).toEqual(
      recordItem({ clientId: 'client-2', language: 'fr', translates: 'client-1', translation }),
    );
    const plain = recordItem({ clientId: 'client-2', language: 'fr' });
    expect(after(state, { ...pair, original: null }).records[1]).toEqual(plain);
    // Its original is gone: there is nothing left that it could be a translation of.
    expect(after(state, { type: 'record.removed', clientId: 'client-1' }).records).toEqual([plain]);
  });

  it('of another visit come with what the backend says, their missing bytes to be picked again', () => {
    const view = recordView({
      transfer: { state: 'receiving', offset: 400 },
      verdict: verdictOf('accepted'),
      verdictBy: 'device',
    });
    const [record] = after(begun(), { type: 'records.listed', records: [view] }).records;
    expect(record).toMatchObject({ check: { phase: 'unchecked' }, carried: { phase: 'repick', sent: 400 } });
  });

  it('stay as this device carries them while their bytes are on the way', () => {
    const sending = recordItem({ carried: { phase: 'sending', sent: 500 } });
    const state = after(
      begun(),
      { type: 'record.added', record: sending },
      {
        type: 'records.listed',
        records: [recordView({ transfer: { state: 'receiving', offset: 300 } })],
      },
    );
    expect(state.records[0]?.carried).toEqual({ phase: 'sending', sent: 500 });
    const stored = after(state, { type: 'records.listed', records: [recordView()] });
    expect(stored.records[0]?.carried).toEqual({ phase: 'server', state: 'stored' });
  });

  it("take the backend's verdict, and say that it differs", () => {
    const state = after(
      begun(),
      { type: 'record.added', record: recordItem() },
      {
        type: 'records.listed',
        records: [recordView({ verdict: verdictOf('refused'), verdictBy: 'server' })],
      },
    );
    expect(state.records[0]).toMatchObject({
      deviceDiffers: { verdict: 'accepted' },
      check: { phase: 'done', verdict: { verdict: 'refused' } },
    });
    // Told again, it is still another verdict than this device's.
    const again = after(state, {
      type: 'records.listed',
      records: [recordView({ verdict: verdictOf('refused'), verdictBy: 'server' })],
    });
    expect(again.records[0]?.deviceDiffers?.verdict).toBe('accepted');
  });

  it('that another device removed leave the list; those that only this device has stay', () => {
    const state = after(
      begun(),
      { type: 'records.listed', records: [recordView()] },
      { type: 'record.added', record: recordItem({ clientId: 'client-2', carried: { phase: 'held' } }) },
      { type: 'records.listed', records: [] },
    );
    expect(state.records.map(({ clientId }) => clientId)).toEqual(['client-2']);
  });

  it('keep a rejection with its reason', () => {
    const view = recordView({ transfer: { state: 'rejected', offset: 1000, reason: 'malware' } });
    const [record] = after(begun(), { type: 'records.listed', records: [view] }).records;
    expect(record?.carried).toEqual({ phase: 'server', state: 'rejected', reason: 'malware' });
  });

  it('stop and go on as the person says', () => {
    const paused = after(begun(), { type: 'pause-records' });
    expect(paused.carryingPaused).toBe(true);
    expect(after(paused, { type: 'resume-records' }).carryingPaused).toBe(false);
  });
});

describe('the referral', () => {
  const held: JourneyEvent = {
    type: 'referral.held',
    id: 'referral-0001',
    reference: 'RSO-7K4M-29QN',
    capability: { ...capability, scopes: [...capability.scopes] },
  };

  it('keeps neither token nor expiry in the state', () => {
    expect(JSON.stringify(after(begun(), held))).not.toContain(capability.token);
  });

  it('that ran out asks for a link and keeps every answer', () => {
    const state = after(
      begun(),
      held,
      { type: 'change', change: { pointer: '/submitter/name', value: { full: 'A' } } },
      { type: 'referral.signed-out' },
    );
    expect(state.place.name).toBe('link');
    expect(state.referral).toEqual({ phase: 'signed-out', reference: 'RSO-7K4M-29QN' });
    expect(state.answers).toEqual({ submitter: { name: { full: 'A' } } });
  });

  it('that the person signed out of leaves nothing of theirs', () => {
    const state = after(
      begun(),
      held,
      { type: 'choose-language', lang: 'es' },
      { type: 'change', change: { pointer: '/submitter/name', value: { full: 'A' } } },
      { type: 'record.added', record: recordItem() },
      { type: 'status', status: statusView() },
      { type: 'referral.signed-out', forget: true },
    );
    expect(state).toMatchObject({ answers: {}, records: [], status: null, lang: 'es', program: { phase: 'ready' } });
  });

  it('tells of a date that is none where it is asked for, and keeps the tries that are left', () => {
    const asked = { name: 'link' as const, work: { phase: 'idle' as const }, attemptsLeft: 3, opened: true as const };
    const state = after(begun(), { type: 'place', place: asked });
    expect(after(state, { type: 'unclear-fact' }).place).toEqual({
      ...asked,
      work: { phase: 'failed', problem: { code: 'validation', retryable: false } },
    });
    expect(after(begun(), { type: 'unclear-fact' }).place).toEqual(begun().place);
  });

  it('shows its receipt and drops what was wrong before it', () => {
    const receipt = {
      reference: 'RSO-7K4M-29QN',
      state: 'registered' as const,
      at: '2026-11-24T10:00:00Z',
      records: { count: 0, bytes: 0 },
    };
    const state = after(
      begun(),
      { type: 'submitting', work: { phase: 'running' } },
      { type: 'server-issues', issues: [{ pointer: '/patient', code: 'required' }] },
      { type: 'submitted', receipt, place: { name: 'registered' } },
    );
    expect(state).toMatchObject({
      place: { name: 'registered' },
      receipt,
      serverIssues: [],
      submitting: { phase: 'idle' },
    });
  });

  it('counts the address as checked wherever it was checked, until it is another address', () => {
    const verified = statusView({ gates: { ...statusView().gates, identity: 'verified' } });
    const done = after(begun(), { type: 'status', status: verified });
    expect(done.email).toEqual({ phase: 'done' });
    expect(after(done, { type: 'status', status: statusView() }).email).toEqual({ phase: 'none' });
    const asked = { phase: 'asked' as const, id: 'v', expiresAt: '', attemptsLeft: 5, wrong: false };
    expect(
      after(begun(), { type: 'email', verification: asked }, { type: 'status', status: statusView() }).email,
    ).toEqual(asked);
  });

  it('has a status page only where there is something to show', () => {
    const state = begun();
    expect(after(state, { type: 'show-status' })).toBe(state);
    expect(after(state, held, { type: 'show-status' }).place.name).toBe('status');
    expect(after(state, { type: 'status', status: statusView() }, { type: 'show-status' }).place.name).toBe('status');
  });

  it('keeps what became of each act by its code', () => {
    const state = after(
      begun(),
      { type: 'acting', action: 'pay', work: { phase: 'running' } },
      { type: 'acting', action: 'message', work: { phase: 'done' } },
      { type: 'step-up', verification: { phase: 'sending' } },
      { type: 'refreshing', work: { phase: 'running' } },
      { type: 'saving', work: { phase: 'running' } },
      { type: 'messages', messages: [] },
      { type: 'online', online: false },
    );
    expect(state.acting).toEqual({ pay: { phase: 'running' }, message: { phase: 'done' } });
    expect(state).toMatchObject({ stepUp: { phase: 'sending' }, online: false, saving: { phase: 'running' } });
  });
});

describe('any sequence of events', () => {
  const names = fc.constantFrom(
    '/submitter/name',
    '/notEmergency',
    '/clinical/specialties',
    '/clinical/story',
    '/guardians/a/name',
  );
  const steps = fc.constantFrom('start', 'family', 'clinical', 'records', 'later', 'nowhere', '');
  const clients = fc.constantFrom('client-1', 'client-2');
  const change = fc.record({
    pointer: names,
    value: fc.option(fc.oneof(fc.string(), fc.boolean()), { nil: undefined }),
  });
  const event: fc.Arbitrary<JourneyEvent> = fc.oneof(
    { weight: 4, arbitrary: change.map((made): JourneyEvent => ({ type: 'change', change: made })) },
    names.map((pointer): JourneyEvent => ({ type: 'leave-field', pointer })),
    steps.map((step): JourneyEvent => ({ type: 'go', step })),
    steps.map((step): JourneyEvent => ({ type: 'place', place: { name: 'form', step } })),
    clients.map((clientId): JourneyEvent => ({ type: 'record.added', record: recordItem({ clientId }) })),
    clients.map((clientId): JourneyEvent => ({ type: 'record.carried', clientId, carried: { phase: 'queued' } })),
    clients.map((clientId): JourneyEvent => ({ type: 'records.listed', records: [recordView({ clientId })] })),
    fc.constantFrom<JourneyEvent>(
      { type: 'back' },
      { type: 'continue' },
      { type: 'retry' },
      { type: 'show-status' },
      { type: 'consent', id: 'C3', given: true },
      { type: 'consent', id: 'C1', given: true },
      { type: 'consent', id: 'unknown', given: true },
      { type: 'consent-texts', texts: [shown('C1'), shown('C3')] },
      { type: 'place', place: { name: 'stopped', reason: 'ineligible' } },
      { type: 'place', place: { name: 'registered' } },
      { type: 'definition.ready', definition: { ...definition, steps: definition.steps.slice(0, 2) } },
      { type: 'definition.ready', definition },
      { type: 'referral.signed-out' },
      { type: 'status', status: statusView() },
      { type: 'validated', issues: [] },
      { type: 'choose-language', lang: 'ar' },
    ),
  );

  /** What is wrong with a step from one state to the next; `null` where nothing is. Plain, for it runs very often. */
  function wrong(before: JourneyState, state: JourneyState, answers: JourneyState['answers']): string | null {
    if (!sameJson(state.answers, answers)) return 'an answer was lost or made up';
    if (state.program.phase !== 'ready') return 'the program went away';
    const ids = formSteps(state.program.definition).map(({ id }) => id);
    const { place: now, reached } = state;
    if (now.name === 'form' && !ids.includes(now.step)) return 'a step that is not there';
    if (reached !== null && !ids.includes(reached)) return 'reached what is not there';
    if (now.name === 'form' && ids.indexOf(now.step) > ids.indexOf(reached ?? now.step))
      return 'beyond what was reached';
    const consents = Object.keys(state.consents);
    if (consents.some((id) => !state.consentTexts[id])) return 'a consent without a text that was shown';
    if (state.answers['notEmergency'] !== true && state.consents['C1']?.given) return 'a consent without its answer';
    const clients = new Set(state.records.map(({ clientId }) => clientId));
    if (clients.size !== state.records.length) return 'a record twice';
    // Records that this device has leave by their own event only.
    if (before.records.some(({ clientId, check }) => check.phase !== 'unchecked' && !clients.has(clientId)))
      return 'a record was lost';
    return null;
  }

  it('loses no answer, and always leads to a place that exists', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        let state = begun();
        let answers = state.answers;
        for (const one of events) {
          const before = state;
          state = reduce(state, one);
          if (one.type === 'change') answers = withValue(answers, one.change.pointer, one.change.value);
          if (one.type === 'consent' && one.id === 'C1') answers = withValue(answers, '/notEmergency', true);
          const problem = wrong(before, state, answers);
          if (problem) throw new Error(problem);
        }
      }),
      { numRuns: 10_000, seed: 20261124 },
    );
  });

  it('is never thrown off by a name that would reach a prototype', () => {
    const state = begun();
    const polluted = after(state, { type: 'change', change: { pointer: '/__proto__/polluted', value: true } });
    expect(polluted.answers).toEqual({});
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
