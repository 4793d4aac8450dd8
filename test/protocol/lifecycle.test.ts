/**
 * The table, said a second time in the words of lifecycle.md and contract.md, so that a rule changed in one place only
 * is noticed; and every triple of state, event and actor tried.
 */
import { describe, expect, test } from 'vitest';
import {
  type ActorRole,
  actorRoles,
  type Gates,
  gateStates,
  type Guard,
  initialGates,
  lifecycle,
  type LifecycleEventType,
  type ReferralState,
  referralStates,
} from '../../src/protocol/lifecycle.ts';
import {
  allowedEvents,
  applyEvent,
  countedFrom,
  type LifecycleContext,
  type Progress,
  requirementsMet,
} from '../../src/protocol/progress.ts';

const open = 'registered intake-review expert-assignment awaiting-requirements expert-review';
const care = 'expert-assignment awaiting-requirements expert-review';

/** event | from | to | actors | guards | gate: from > to | reason */
const expected = `
submit.registration | draft | registered | submitter | form-valid consents-given eligible | |
discard | draft | deleted | submitter system | | |
submit.records | registered | intake-review | submitter | form-valid consents-given email-verified guardian-agreed records-complete records-stored records-english | |
expire | draft registered | expired | system | | |
reopen.draft | expired | draft | submitter guardian intake | within-reopening | |
reopen.registered | expired | registered | submitter guardian intake | within-reopening | |
accept | intake-review | expert-assignment | intake | | |
return | intake-review | registered | intake | | | reason
decline | ${open} report-ready | declined | intake | | | reason
appeal.accept | declined | intake-review | intake | | | reason
assign | expert-assignment | awaiting-requirements | intake expert | | |
requirements.met | awaiting-requirements | expert-review | system | requirements-met | |
request.blocking | expert-review | awaiting-requirements | intake expert | | documents: complete > reopened |
sign | expert-review | report-ready | expert intake | all-questions-answered | |
deliver | report-ready | report-delivered | intake system | channel-accepted | |
followUp.open | report-delivered | follow-up | system | | |
close | report-delivered follow-up | closed | intake system | | |
reopen.followUp | closed | follow-up | intake | | |
withdraw | draft ${open} | withdrawn | submitter guardian intake | | |
consent.refused | registered | declined | guardian | | guardianConsent: pending > refused |
identity.verified | draft ${open} | - | system | | identity: unverified > verified |
identity.changed | draft ${open} | - | system | | identity: verified > unverified |
consent.signed | registered | - | guardian | | guardianConsent: pending > signed |
documents.complete | ${care} | - | intake | | documents: incomplete reopened > complete |
documents.reopen | expert-assignment awaiting-requirements | - | intake expert | | documents: complete > reopened |
imaging.declare | draft registered intake-review expert-assignment awaiting-requirements | - | submitter | | imaging: none > declared |
imaging.issueLink | ${care} | - | intake | | imaging: none declared link-issued receiving received unreadable expired > link-issued |
imaging.begin | ${care} | - | system | | imaging: link-issued > receiving |
imaging.receive | ${care} | - | submitter system intake | | imaging: link-issued receiving > received |
imaging.verify | ${care} | - | system intake | | imaging: link-issued receiving received > verified |
imaging.unreadable | ${care} | - | system intake | | imaging: receiving received > unreadable |
imaging.expire | ${care} | - | system | | imaging: link-issued receiving > expired |
imaging.waive | intake-review ${care} | - | intake | | imaging: declared link-issued receiving received unreadable expired > waived | reason
pathology.declare | draft registered intake-review expert-assignment awaiting-requirements | - | submitter | | pathology: none > declared |
pathology.request | ${care} | - | intake | | pathology: none declared > requested |
pathology.ship | ${care} | - | submitter | | pathology: requested > shipped |
pathology.receive | ${care} | - | intake | | pathology: requested shipped > received |
pathology.accession | ${care} | - | intake | | pathology: received > accessioned |
pathology.return | ${care} report-ready report-delivered follow-up closed | - | intake | | pathology: received accessioned > returned |
pathology.waive | intake-review ${care} | - | intake | | pathology: declared requested shipped > waived | reason
fee.quote | ${care} | - | intake | | fee: not-quoted quoted accepted due failed paid guaranteed waived > quoted |
fee.accept | ${care} | - | submitter guardian sponsor | | fee: quoted > due |
fee.process | ${care} | - | system | | fee: due failed > processing |
fee.pay | ${care} | - | system | | fee: due processing failed > paid |
fee.fail | ${care} | - | system | | fee: due processing > failed |
fee.recordPayment | ${care} | - | intake | | fee: quoted accepted due processing failed > paid | reason
fee.guarantee | ${care} | - | intake | | fee: quoted accepted due failed > guaranteed | reason
fee.waive | ${care} | - | intake | | fee: not-quoted quoted accepted due failed > waived | reason
fee.refund | declined withdrawn closed follow-up report-delivered | - | intake | | fee: paid guaranteed > refunded | reason
request.opened | ${open} | - | intake expert | | |
request.answered | ${open} | - | submitter guardian physician | | |
report.amended | report-delivered follow-up closed | - | expert intake | | |
report.opened | report-delivered follow-up closed | - | submitter guardian physician | | |
report.overdue | expert-review | - | system | | |
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

const context: LifecycleContext = {
  facts: {},
  calendar: {
    timeZone: 'America/New_York',
    workweek: [1, 2, 3, 4, 5],
    holidays: ['2026-11-26'],
    cutoff: '17:00',
    minDays: 7,
    maxDays: 10,
    onBlockingRequest: 'restart',
  },
  followUpDays: 30,
};
const at = '2026-11-23T15:00:00Z';
const words = (text: string | undefined) => (text ?? '').split(' ').filter(Boolean);

/** A referral in `state` whose gate, if the rule has one, is where the rule wants it. */
function standing(state: ReferralState, gate?: string, value?: string): Progress {
  const gates = { ...initialGates, identity: 'verified', ...(gate ? { [gate]: value } : {}) } as Gates;
  return { state, gates, clock: { phase: 'not-started' } };
}

test('the table says what the specification says, line by line', () => {
  expect(
    lifecycle.map((rule) => [
      rule.type,
      rule.from.join(' '),
      rule.to ?? '-',
      rule.actors.join(' '),
      (rule.guards ?? []).join(' '),
      rule.gate ? `${rule.gate.gate}: ${rule.gate.from.join(' ')} > ${rule.gate.to}` : '',
      rule.reason ? 'reason' : '',
    ]),
  ).toEqual(expected);
});

describe.each(expected)('%s', (type = '', from, to, actors, _guards, gate, reason) => {
  const [gateName, change] = gate ? gate.split(': ') : [undefined, ''];
  const [gateFrom = [], gateTo] = change ? [words(change.split(' > ')[0]), change.split(' > ')[1]] : [];
  const event = (actor: ActorRole, given = true) => ({
    type: type as LifecycleEventType,
    actor,
    at,
    ...(given && reason ? { reasonCode: 'other' } : {}),
  });
  const firstActor = words(actors)[0] as ActorRole;
  /** Requirements hold where the rule needs them; nothing else is let through by accident. */
  const ready = (state: ReferralState, value = gateFrom[0]): Progress => {
    const progress = standing(state, gateName, value);
    return type === 'requirements.met'
      ? { ...progress, gates: { ...progress.gates, documents: 'complete', fee: 'paid' } }
      : progress;
  };

  test('passes from the named states and actors, and from no other', () => {
    for (const state of referralStates)
      for (const actor of actorRoles) {
        const allowed = words(from).includes(state) && words(actors).includes(actor);
        const applied = applyEvent(ready(state), event(actor), context);
        expect([state, actor, applied.ok]).toEqual([state, actor, allowed]);
        if (!applied.ok) expect(applied.why).toBe(words(from).includes(state) ? 'actor' : 'state');
        else {
          const first = applied.happened[0];
          expect([first?.type, first?.from, first?.to]).toEqual([type, state, to === '-' ? state : to]);
          expect(first?.actorRole).toBe(actor);
        }
        expect(allowedEvents(ready(state), actor).includes(type as LifecycleEventType)).toBe(allowed);
      }
  });

  if (gateName)
    test('moves its gate from the named gate states, and from no other', () => {
      const state = words(from)[0] as ReferralState;
      for (const value of gateStates[gateName as keyof typeof gateStates]) {
        const applied = applyEvent(ready(state, value), event(firstActor), context);
        expect([value, applied.ok]).toEqual([value, gateFrom.includes(value)]);
        if (applied.ok)
          expect(applied.happened[1]).toMatchObject({ type: 'gate.changed', gate: gateName, from: value, to: gateTo });
        else expect(applied.why).toBe('gate');
        expect(allowedEvents(ready(state, value), firstActor).includes(type as LifecycleEventType)).toBe(
          gateFrom.includes(value),
        );
      }
    });

  if (reason)
    test('needs a reason and keeps it', () => {
      const state = words(from)[0] as ReferralState;
      expect(applyEvent(ready(state), event(firstActor, false), context)).toEqual({ ok: false, why: 'reason' });
      const applied = applyEvent(ready(state), event(firstActor), context);
      expect(applied.ok && applied.happened[0]?.reasonCode).toBe('other');
    });
});

/** All that a guard may want, as it is not. */
const unmet: Record<Guard, Partial<Gates>> = {
  'form-valid': {},
  'consents-given': {},
  eligible: {},
  'email-verified': { identity: 'unverified' },
  'records-complete': {},
  'records-english': {},
  'records-stored': {},
  'guardian-agreed': { guardianConsent: 'pending' },
  'all-questions-answered': {},
  'channel-accepted': {},
  'within-reopening': {},
  'requirements-met': { documents: 'incomplete' },
};

describe('guards', () => {
  test.each(expected)('%s waits for nothing but its guards', (type = '', from, _to, actors, guards, gate, reason) => {
    const free = (Object.keys(unmet) as Guard[]).filter((guard) => !words(guards).includes(guard));
    const [name, value] = gate ? [gate.split(': ')[0], words(gate.split(': ')[1])[0]] : [];
    // The gate that it moves stands where the rule wants it, whatever a guard would say of that.
    const given = Object.assign({}, ...free.map((guard) => unmet[guard]), name ? { [name]: value } : {}) as object;
    const holds = { ...standing(words(from)[0] as ReferralState).gates, documents: 'complete', fee: 'paid' };
    const applied = applyEvent(
      { ...standing(words(from)[0] as ReferralState), gates: { ...holds, ...given } as Gates },
      {
        type: type as LifecycleEventType,
        actor: words(actors)[0] as ActorRole,
        at,
        ...(reason && { reasonCode: 'other' }),
      },
      { ...context, facts: Object.fromEntries(free.map((guard) => [guard, false])) },
    );
    expect(applied.ok).toBe(true);
  });

  test.each(expected.filter((row) => row[4]))(
    '%s stops at each of its guards',
    (type = '', from, _to, actors, guards) => {
      for (const guard of words(guards)) {
        const state = words(from)[0] as ReferralState;
        const holds = standing(state);
        const gates = { ...holds.gates, ...unmet[guard as Guard] };
        const known = Object.keys(unmet[guard as Guard]).length > 0;
        expect(
          applyEvent(
            { ...holds, gates },
            { type: type as LifecycleEventType, actor: words(actors)[0] as ActorRole, at },
            // What the gates say is not asked of anybody.
            { ...context, facts: { [guard]: known } },
          ),
        ).toEqual({ ok: false, why: 'guard', guard });
      }
    },
  );

  test('a guardian who has signed lets records through', () => {
    const progress = standing('registered', 'guardianConsent', 'signed');
    expect(applyEvent(progress, { type: 'submit.records', actor: 'submitter', at }, context).ok).toBe(true);
  });
});

describe('requirements', () => {
  const closed: Gates = { ...initialGates, documents: 'complete', fee: 'paid' };
  const closes: Partial<Record<keyof Gates, readonly string[]>> = {
    documents: ['complete'],
    imaging: ['none', 'verified', 'waived'],
    pathology: ['none', 'received', 'accessioned', 'returned', 'waived'],
    fee: ['paid', 'guaranteed', 'waived'],
  };
  test.each(Object.entries(closes))('%s closes only in its closing states', (gate, closing) => {
    for (const value of gateStates[gate as keyof typeof gateStates])
      expect([value, requirementsMet({ ...closed, [gate]: value } as Gates)]).toEqual([value, closing.includes(value)]);
  });
});

describe('what follows by itself', () => {
  const waiting: Progress = {
    state: 'awaiting-requirements',
    gates: { ...initialGates, identity: 'verified', documents: 'complete', fee: 'due' },
    clock: { phase: 'not-started' },
  };
  const review = applyEvent(waiting, { type: 'fee.pay', actor: 'system', at }, context);

  test('the event that closes the last gate starts the review and the clock, at its own instant', () => {
    if (!review.ok) throw new Error(review.why);
    expect(review.progress.state).toBe('expert-review');
    expect(review.progress.clock).toEqual({
      phase: 'running',
      startedAt: at,
      elapsed: 0,
      window: { dayZero: '2026-11-23', earliest: '2026-12-03', latest: '2026-12-08' },
    });
    expect(review.happened.map((entry) => entry.type)).toEqual([
      'fee.pay',
      'gate.changed',
      'requirements.met',
      'clock.started',
    ]);
    expect(review.happened[3]).toMatchObject({ actorRole: 'system', from: 'not-started', to: 'running', at });
  });

  test('awaiting-requirements is passed through where all gates are closed already, and says so', () => {
    const applied = applyEvent(
      { ...waiting, state: 'expert-assignment', gates: { ...waiting.gates, fee: 'waived' } },
      { type: 'assign', actor: 'intake', at },
      context,
    );
    expect(applied.ok && applied.progress.state).toBe('expert-review');
    expect(applied.ok && applied.happened.map((entry) => entry.type)).toContain('assign');
  });

  test.each([
    ['restart', 0, '2026-12-14'],
    ['pause', 3, '2026-12-09'],
  ] as const)('a blocking request stops the clock; policy %s', (onBlockingRequest, elapsed, latest) => {
    if (!review.ok) throw new Error(review.why);
    const policy = { ...context, calendar: { ...context.calendar, onBlockingRequest } };
    // Tuesday, Wednesday and (Thursday being a holiday) Friday are used.
    const stopped = applyEvent(
      review.progress,
      { type: 'request.blocking', actor: 'expert', at: '2026-11-27T15:00:00Z' },
      policy,
    );
    if (!stopped.ok) throw new Error(stopped.why);
    expect(stopped.progress.state).toBe('awaiting-requirements');
    expect(stopped.progress.clock).toEqual({ phase: 'stopped', stoppedAt: '2026-11-27T15:00:00Z', elapsed });
    expect(stopped.happened.at(-1)).toMatchObject({ type: 'clock.stopped', from: 'running', to: 'stopped' });
    const again = applyEvent(
      stopped.progress,
      { type: 'documents.complete', actor: 'intake', at: '2026-11-30T15:00:00Z' },
      policy,
    );
    if (!again.ok) throw new Error(again.why);
    expect(again.progress.state).toBe('expert-review');
    expect(again.progress.clock).toMatchObject({
      phase: 'running',
      elapsed,
      window: { dayZero: '2026-11-30', latest },
    });
  });

  test('two pauses add up', () => {
    const policy = { ...context, calendar: { ...context.calendar, onBlockingRequest: 'pause' as const } };
    if (!review.ok) throw new Error(review.why);
    let progress = review.progress;
    for (const [type, when] of [
      ['request.blocking', '2026-11-24T15:00:00Z'],
      ['documents.complete', '2026-11-25T15:00:00Z'],
      ['request.blocking', '2026-11-30T15:00:00Z'],
    ] as const) {
      const applied = applyEvent(progress, { type, actor: 'intake', at: when }, policy);
      if (!applied.ok) throw new Error(applied.why);
      progress = applied.progress;
    }
    expect(progress.clock).toMatchObject({ phase: 'stopped', elapsed: 3 });
  });

  test('a delta quote during the review leaves the clock running', () => {
    if (!review.ok) throw new Error(review.why);
    const applied = applyEvent(review.progress, { type: 'fee.quote', actor: 'intake', at }, context);
    expect(applied.ok && applied.progress.clock.phase).toBe('running');
    expect(applied.ok && applied.progress.state).toBe('expert-review');
  });

  test.each(['sign'] as const)('%s keeps the window that was promised', (type) => {
    if (!review.ok) throw new Error(review.why);
    const applied = applyEvent(review.progress, { type, actor: 'expert', at }, context);
    expect(applied.ok && applied.progress.clock).toEqual(review.progress.clock);
  });

  test('a withdrawal stops the clock', () => {
    if (!review.ok) throw new Error(review.why);
    const applied = applyEvent(review.progress, { type: 'withdraw', actor: 'submitter', at }, context);
    expect(applied.ok && applied.progress.clock.phase).toBe('stopped');
  });

  test.each([
    [30, 'follow-up', 'followUp.open'],
    [0, 'closed', 'close'],
  ] as const)('a delivered report with %i follow-up days leads to %s', (followUpDays, state, type) => {
    const applied = applyEvent(
      standing('report-ready'),
      { type: 'deliver', actor: 'intake', at },
      { ...context, followUpDays },
    );
    expect(applied.ok && applied.progress.state).toBe(state);
    expect(applied.ok && applied.happened.map((entry) => entry.type)).toEqual(['deliver', type]);
  });

  test('what is deleted stays so', () => {
    const gone: Progress = { ...waiting, state: 'deleted' };
    expect(applyEvent(gone, { type: 'accept', actor: 'intake', at }, context)).toEqual({ ok: false, why: 'state' });
    expect(allowedEvents(gone, 'intake')).toEqual([]);
  });

  test('nobody may cause what the table does not name', () => {
    const applied = applyEvent(waiting, { type: 'teleport' as LifecycleEventType, actor: 'intake', at }, context);
    expect(applied).toEqual({ ok: false, why: 'state' });
  });

  test('day zero of an instant, for showing what is counted from', () => {
    expect(countedFrom('2026-11-25T23:00:00Z', context.calendar)).toBe('2026-11-27');
  });
});
