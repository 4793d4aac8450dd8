import { describe, expect, it } from 'vitest';
import { askedActions, decision, headline, may, offeredActions } from '../../src/journey/asked.ts';
import { answerAt, withAnswer } from '../../src/journey/answers.ts';
import { carriedOverview, isLanguageSettled, recordNeeds } from '../../src/journey/carried.ts';
import { wouldLose } from '../../src/journey/would-lose.ts';
import { estimate, feeChoices } from '../../src/journey/estimate.ts';
import { initialJourney } from '../../src/journey/initial.ts';
import { issuesAt, shownIssues, summaryIssues } from '../../src/journey/issues.ts';
import { requirementViews, submissionBlocks } from '../../src/journey/readiness.ts';
import { categoryCodes } from '../../src/journey/categories.ts';
import { describedProgram, isOffered, teamIsOpen } from '../../src/journey/offered.ts';
import { shownFields, shownForm, shownStep } from '../../src/journey/shown.ts';
import type { CarriedState, JourneyState, RecordItem } from '../../src/journey/state.ts';
import { currentStep, stepBeside, stepViews } from '../../src/journey/steps.ts';
import { programForm } from '../../src/form/program-form.ts';
import type { JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleBy } from '../../src/protocol/vectors/example-roles.ts';
import { after, begun, capability, definition, program, recordItem, statusView, verdictOf } from './samples.ts';

const today = '2026-11-24';
const withRecords = (...records: readonly RecordItem[]): JourneyState =>
  after(begun(), ...records.map((record) => ({ type: 'record.added' as const, record })));
const verified = { ...statusView().gates, identity: 'verified' as const };

describe('steps', () => {
  it('are done behind the person, now where they are, to do ahead; later stages are none', () => {
    const state = after(begun(), { type: 'place', place: { name: 'form', step: 'family' } }, { type: 'back' });
    expect(stepViews(state).map(({ id, state: where, reachable, number }) => [id, where, reachable, number])).toEqual([
      ['start', 'now', true, 1],
      ['family', 'todo', true, 2],
      ['clinical', 'todo', false, 3],
      ['records', 'todo', false, 4],
    ]);
    const on = after(state, { type: 'place', place: { name: 'form', step: 'clinical' } });
    expect(stepViews(on).map(({ state: where }) => where)).toEqual(['done', 'done', 'now', 'todo']);
    expect(currentStep(on)?.id).toBe('clinical');
  });

  it('are none before the program is known, and none is current elsewhere', () => {
    expect(stepViews(initialJourney())).toEqual([]);
    expect(currentStep(after(begun(), { type: 'place', place: { name: 'registered' } }))).toBeNull();
    expect(stepBeside(begun(), 'nowhere', 1)).toBeNull();
  });
});

describe('what the team decided', () => {
  const happened = (type: string, reasonCode?: string) => ({
    ...{ id: 'event-0001', seq: 1, type, at: '2026-11-12T15:00:00Z', actorRole: 'intake' as const, from: 'a', to: 'b' },
    ...(reasonCode ? { reasonCode } : {}),
  });
  const at = (state: 'registered' | 'intake-review' | 'declined', ...timeline: ReturnType<typeof happened>[]) =>
    decision(after(begun(), { type: 'status', status: { ...statusView(), state, timeline } }));

  it('is the newest reason for which it was declined or sent back', () => {
    expect(at('declined', happened('decline', 'urgent-care'))).toBe('decline.urgent-care');
    expect(at('registered', happened('return', 'other'), happened('return', 'records-missing'))).toBe(
      'return.records-missing',
    );
  });

  it('is none while the team reads again, before it decided, or where it gave no reason', () => {
    expect(at('intake-review', happened('return', 'records-missing'))).toBeNull();
    expect(at('registered')).toBeNull();
    expect(at('declined', happened('decline'))).toBeNull();
    expect(decision(begun())).toBeNull();
  });
});

describe('issues', () => {
  const name = { pointer: '/submitter/name/full', code: 'required' };
  const slip = { pointer: '/submitter/email', code: 'email.slip', severity: 'warning' as const };

  it('are not shouted at a field that nobody has left', () => {
    const state = after(begun(), { type: 'validated', issues: [name, slip] });
    expect(shownIssues(state)).toEqual([]);
    expect(shownIssues(after(state, { type: 'leave-field', pointer: '/submitter/email' }))).toEqual([slip]);
    expect(issuesAt(after(state, { type: 'leave-field', pointer: '/submitter/name' }), '/submitter/name')).toEqual([
      name,
    ]);
  });

  it('are all shown after Continue; the summary names those that block', () => {
    const state = after(begun(), { type: 'continue.refused', issues: [name, slip] });
    expect(shownIssues(state)).toEqual([name, slip]);
    expect(summaryIssues(state)).toEqual([name]);
    expect(summaryIssues(begun())).toEqual([]);
  });

  it('of the backend are shown at once, and not twice', () => {
    const theirs = { pointer: '/patient/birthDate', code: 'date.future' };
    const state = after(
      begun(),
      { type: 'continue.refused', issues: [name] },
      { type: 'server-issues', issues: [name, theirs] },
    );
    expect(shownIssues(state)).toEqual([name, theirs]);
    expect(issuesAt(state, '/patient')).toEqual([theirs]);
    expect(issuesAt(state, '/pat')).toEqual([]);
  });
});

describe('a record', () => {
  const needs = (more: Partial<RecordItem>) => recordNeeds(withRecords(recordItem(more)), recordItem(more));
  const failed = (retryable: boolean): CarriedState => ({ phase: 'failed', problem: { code: 'refused', retryable } });

  it.each<[string, Partial<RecordItem>, readonly string[]]>([
    ['nothing when all is well', {}, []],
    ['a decision when it was refused', { check: { phase: 'done', verdict: verdictOf('refused') } }, ['decide']],
    [
      'nothing more once a reason was given',
      { check: { phase: 'done', verdict: verdictOf('refused') }, override: { reason: 'a stamp' } },
      [],
    ],
    [
      "the person's word when it could not be read",
      { check: { phase: 'done', verdict: verdictOf('needs-review') } },
      ['attest'],
    ],
    [
      'nothing more once the word was given',
      { check: { phase: 'done', verdict: verdictOf('needs-review') }, attested: true },
      [],
    ],
    ['who made a translation', { translates: 'client-2' }, ['translate']],
    [
      'nothing more once that was said',
      {
        translates: 'client-2',
        translation: { translatorType: 'certified', faithful: true, pages: [{ page: 1, on: 1 }] },
      },
      [],
    ],
    ['nothing of language while it is read', { check: { phase: 'reading', pages: [] } }, []],
    ['the same file again', { carried: { phase: 'repick', sent: 5 } }, ['repick']],
    [
      'another file after a rejection',
      { carried: { phase: 'server', state: 'rejected', reason: 'malware' } },
      ['replace'],
    ],
    ['another try where that can help', { carried: failed(true) }, ['retry']],
    ['another file where it cannot', { carried: failed(false) }, ['replace']],
    ['what it is', { category: '' }, ['describe']],
    ['nothing once it was submitted', { category: '', submitted: true }, []],
  ])('asks for %s', (_name, more, expected) => {
    expect(needs(more)).toEqual(expected);
  });

  it('asks of when it is', () => {
    const { documentDate: _date, ...undated } = recordItem();
    expect(recordNeeds(withRecords(undated), undated)).toEqual(['describe']);
  });

  it('is settled without a verdict only where the program asks for none', () => {
    const unread = recordItem({ check: { phase: 'waiting' } });
    expect(isLanguageSettled(begun(), unread)).toBe(false);
    expect(isLanguageSettled(initialJourney(), unread)).toBe(false);
    const lenient = { ...program, records: { ...program.records, policy: 'warn' as const } };
    expect(isLanguageSettled(after(begun(), { type: 'program.ready', program: lenient, definition }), unread)).toBe(
      true,
    );
  });
});

describe('the records together', () => {
  it('sum up what is on its way and count what waits', () => {
    const overview = carriedOverview(
      withRecords(
        recordItem({ clientId: 'a' }),
        recordItem({ clientId: 'b', carried: { phase: 'sending', sent: 250, bytesPerSecond: 100 } }),
        recordItem({ clientId: 'c', carried: { phase: 'connection', sent: 5000 } }),
        recordItem({
          clientId: 'd',
          carried: { phase: 'held' },
          check: { phase: 'done', verdict: verdictOf('refused') },
        }),
        recordItem({ clientId: 'e', carried: { phase: 'server', state: 'rejected' } }),
        recordItem({ clientId: 'f', carried: { phase: 'failed', problem: { code: 'refused', retryable: true } } }),
        recordItem({ clientId: 'g', carried: { phase: 'queued' } }),
        recordItem({ clientId: 'h', carried: { phase: 'server', state: 'scanning' } }),
        recordItem({ clientId: 'i', carried: { phase: 'paused', sent: 100 } }),
      ),
    );
    expect(overview).toEqual({
      sent: 1000 + 250 + 1000 + 0 + 1000 + 100,
      total: 6000,
      count: 9,
      stored: 1,
      needYou: 3,
      moving: 4,
      offline: 1,
      bytesPerSecond: 100,
    });
  });

  it('name no speed while nothing is measured', () => {
    expect(carriedOverview(begun())).not.toHaveProperty('bytesPerSecond');
  });

  it('keep the person from leaving only while something would be lost', () => {
    const { recordId: _none, ...fresh } = recordItem({ carried: { phase: 'sending', sent: 1 } });
    const held = {
      type: 'referral.held' as const,
      id: 'referral-0001',
      reference: 'RSO-7K4M-29QN',
      capability: { ...capability, scopes: [...capability.scopes] },
    };
    expect(wouldLose(begun())).toBe(false);
    expect(wouldLose(after(begun(), { type: 'change', change: { pointer: '/clinical/story', value: 'x' } }))).toBe(
      true,
    );
    expect(wouldLose(after(begun(), held, { type: 'record.added', record: fresh }))).toBe(true);
    expect(wouldLose(after(begun(), held, { type: 'record.added', record: { ...fresh, recordId: 'r' } }))).toBe(false);
    expect(wouldLose(after(begun(), held, { type: 'saving', work: { phase: 'running' } }))).toBe(true);
  });
});

describe('the status page', () => {
  const actions = [
    { code: 'message', needed: false },
    { code: 'from-a-later-version', needed: true },
    { code: 'accept-quote', needed: true },
    { code: 'answer-request', needed: true, requestId: 'request-0001' },
  ];

  it('says first what is asked of the person', () => {
    const state = after(begun(), { type: 'status', status: statusView({ actions }) });
    expect(headline(state)).toEqual({ kind: 'asked', action: actions[2], more: 1 });
    expect(askedActions(state).map(({ code }) => code)).toEqual(['accept-quote', 'answer-request']);
    expect(offeredActions(state).map(({ code }) => code)).toEqual(['message']);
    expect(may(state, 'message')).toBe(true);
    expect(may(state, 'pay')).toBe(false);
  });

  it('says where it stands where nothing is asked, and nothing before it is known', () => {
    expect(headline(after(begun(), { type: 'status', status: statusView({ state: 'expert-review' }) }))).toEqual({
      kind: 'state',
      state: 'expert-review',
    });
    expect(headline(begun())).toBeNull();
    expect(askedActions(begun())).toEqual([]);
    expect(offeredActions(begun())).toEqual([]);
    expect(may(begun(), 'pay')).toBe(false);
  });
});

describe('the fee', () => {
  it('grows by lines with what is chosen, never to a total', () => {
    const answers = {
      clinical: { specialties: ['cardiology', 'oncology'], videoRequested: 'yes', pathologyReview: 'yes' },
    };
    expect(feeChoices(definition, answers)).toEqual({ specialties: 2, videos: 1, pathology: true });
    const state = after(begun(), { type: 'answers.loaded', answers });
    expect(estimate(state).map(({ code, qty }) => [code, qty])).toEqual([
      ['base', 1],
      ['additional-specialty', 1],
      ['video', 1],
      ['pathology-slides', 1],
    ]);
  });

  it('is the base alone where nothing was chosen, and unknown before the program', () => {
    expect(feeChoices(definition, {})).toEqual({ specialties: 0, videos: 0, pathology: false });
    expect(estimate(begun()).map(({ code }) => code)).toEqual(['base']);
    expect(estimate(initialJourney())).toEqual([]);
  });
});

describe('what the program asks for', () => {
  const met = (state: JourneyState) =>
    requirementViews(state, today).map(({ requirement, met: there }) => [
      requirement.category,
      requirement.severity,
      there,
    ]);

  it('depends on the answers', () => {
    expect(met(begun())).toEqual([
      ['clinical-summary', 'block', false],
      ['clinical-summary', 'warn', true],
    ]);
    const cardiac = after(begun(), { type: 'answers.loaded', answers: { clinical: { specialties: ['cardiology'] } } });
    expect(met(cardiac)).toContainEqual(['echo-report', 'warn', false]);
    expect(requirementViews(initialJourney(), today)).toEqual([]);
  });

  it('follows the payer and the authority by which somebody acts, as the whole form has them', () => {
    const whole = programForm(program, today).definition;
    const state = after(begun(), { type: 'definition.ready', definition: whole });
    const lacking = (answers: JsonObject) =>
      requirementViews(after(state, { type: 'answers.loaded', answers }), today)
        .filter(({ met: there }) => !there)
        .map(({ requirement: { category, severity } }) => `${category} ${severity}`);
    expect(lacking(exampleBy('parent'))).not.toContain('payer-letter warn');
    expect(lacking(exampleBy('embassy'))).toEqual(
      expect.arrayContaining(['payer-letter warn', 'release-consent warn']),
    );
    expect(lacking(exampleBy('legal-guardian'))).toContain('release-consent warn');
    // Said in another role, before they said that they are a parent: the question is hidden now and asks for nothing.
    const parent = exampleBy('parent');
    const left = { ...parent, submitter: { ...(parent['submitter'] as JsonObject), authority: 'power-of-attorney' } };
    expect(lacking(left)).not.toContain('release-consent warn');
  });

  it.each<[string, boolean]>([
    ['2026-11-01', true],
    ['2026-05-28', true],
    ['2026-05-27', false],
    ['2026-05', true],
    ['2026-04', false],
    ['2026', true],
    ['2025', false],
  ])('is recent enough: %s is %s', (documentDate, expected) => {
    expect(met(withRecords(recordItem({ documentDate })))[1]).toEqual(['clinical-summary', 'warn', expected]);
  });

  it('is not met by a record that was rejected or cannot be sent', () => {
    const rejected = recordItem({ carried: { phase: 'server', state: 'rejected' } });
    const failed = recordItem({ carried: { phase: 'failed', problem: { code: 'too-large', retryable: false } } });
    expect(met(withRecords(rejected))[0]?.[2]).toBe(false);
    expect(met(withRecords(failed))[0]?.[2]).toBe(false);
  });
});

describe('submitting the records', () => {
  const codes = (state: JourneyState) => submissionBlocks(state, today).map(({ code }) => code);

  it('is open when everything is there', () => {
    const state = after(withRecords(recordItem()), { type: 'status', status: statusView({ gates: verified }) });
    expect(codes(state)).toEqual([]);
  });

  it('names each thing in the way, what the person can do first', () => {
    const state = after(
      withRecords(
        recordItem({ clientId: 'a', category: 'lab-report', carried: { phase: 'queued' } }),
        recordItem({
          clientId: 'b',
          category: 'lab-report',
          check: { phase: 'reading', pages: [] },
          carried: { phase: 'held' },
        }),
        recordItem({
          clientId: 'c',
          category: 'lab-report',
          check: { phase: 'done', verdict: verdictOf('refused') },
          carried: { phase: 'held' },
        }),
      ),
      { type: 'status', status: statusView({ gates: { ...statusView().gates, guardianConsent: 'pending' } }) },
      { type: 'answers.loaded', answers: {}, conflicts: [{ pointer: '/a', mine: 1, theirs: 2 }] },
    );
    expect(codes(state)).toEqual(['conflicts', 'email', 'requirement', 'record', 'checking', 'carrying', 'guardian']);
  });

  it('does not wait for an address that was just checked here', () => {
    const state = after(withRecords(recordItem()), { type: 'email', verification: { phase: 'done' } });
    expect(codes(state)).toEqual([]);
  });
});

describe('what views read of the form and the program', () => {
  it('is the step on screen, its visible fields, and the program', () => {
    const state = begun();
    expect(shownStep(state)?.step.id).toBe('start');
    expect(shownFields(state).map(({ pointer }) => pointer)).toEqual(['/notEmergency', '/submitter/name']);
    expect(shownForm(state)).toBe(shownForm(state));
    expect(describedProgram(state)?.id).toBe(program.id);
    expect(isOffered(state, 'messages')).toBe(true);
    expect(isOffered(state, 'fhir')).toBe(false);
  });

  it('is nothing before the program is known', () => {
    const state = initialJourney();
    expect([shownForm(state), shownStep(state), describedProgram(state)]).toEqual([null, null, null]);
    expect(shownFields(state)).toEqual([]);
    expect(isOffered(state, 'messages')).toBe(false);
  });

  it('knows whether the team is there, in its own time zone', () => {
    const { contact } = program;
    expect(teamIsOpen(contact, Date.parse('2026-11-24T15:00:00Z'))).toBe(true);
    expect(teamIsOpen(contact, Date.parse('2026-11-24T23:00:00Z'))).toBe(false);
    expect(teamIsOpen(contact, Date.parse('2026-11-28T15:00:00Z'))).toBe(false);
    expect(teamIsOpen(contact, Date.parse('2026-11-29T15:00:00Z'))).toBe(false);
    expect(categoryCodes).toContain('clinical-summary');
  });

  it('reads and changes answers by pointer', () => {
    expect(answerAt(withAnswer({}, '/a/b', 1), '/a/b')).toBe(1);
  });
});
