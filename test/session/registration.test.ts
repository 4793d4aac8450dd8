import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import { exampleComplete, exampleRegistration } from '../../src/protocol/vectors/example.ts';
import { createTab, type Opened, type Tab } from './harness.ts';

let app: MemoryApp;
let tab: Tab;

const testCall = async (path: string, body?: unknown): Promise<unknown> => {
  const response = await app.fetch(
    new Request(
      `${app.base}/_test/${path}`,
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } },
    ),
  );
  return response.json();
};
const mailedCode = async (): Promise<string> => {
  const { mails } = (await testCall('outbox')) as { mails: readonly { text: string }[] };
  const code = mails.map(({ text }) => /\b\d{6}\b/u.exec(text)?.[0]).find((found) => found !== undefined);
  if (!code) throw new Error('no code was mailed');
  return code;
};
const step = (id: string) => (state: ReturnType<Opened['state']>) =>
  state.place.name === 'form' && state.place.step === id;
const wholeForm = (state: ReturnType<Opened['state']>) =>
  state.program.phase === 'ready' && state.program.definition.steps.length > 1;

async function open(): Promise<Opened> {
  const opened = tab.open();
  await opened.until((state) => step('start')(state) && wholeForm(state), 'the first step');
  return opened;
}
async function register(opened: Opened): Promise<void> {
  await opened.pass(exampleRegistration);
  await opened.pass(exampleRegistration);
  await opened.fill(exampleRegistration);
  opened.send({ type: 'continue' });
  await opened.until(({ place }) => place.name === 'registered', 'the receipt');
}
const requestsTo = (path: RegExp) => tab.requests.filter((request) => path.test(request));

beforeAll(async () => {
  app = await createMemoryApp();
}, 60_000);
afterAll(() => app.close());
afterEach(() => tab.close());
beforeEach(async () => {
  await testCall('reset', {});
  tab = createTab((request) => app.fetch(request), app.base);
});

describe('stage 1', () => {
  it('leads from a blank page to a receipt, and sends nothing of the person before', async () => {
    const opened = await open();
    await opened.pass(exampleRegistration);
    expect(opened.state().place).toEqual({ name: 'form', step: 'child' });
    await opened.pass(exampleRegistration);
    expect(requestsTo(/POST .*\/referrals/u)).toEqual([]);
    await opened.fill(exampleRegistration);
    opened.send({ type: 'continue' });
    const state = await opened.until(({ place }) => place.name === 'registered', 'the receipt');
    expect(state.receipt).toMatchObject({ state: 'registered', records: { count: 0, bytes: 0 } });
    expect(state.receipt?.reference).toMatch(/^RSO-[0-9A-Z]{4}-[0-9A-Z]{4}$/u);
    expect(state.referral).toMatchObject({ phase: 'held', role: 'submitter' });
    expect(state.submitting).toEqual({ phase: 'idle' });
  });

  it('finds the backend by its origin alone', async () => {
    const opened = tab.open({ backend: app.origin });
    await opened.until(step('start'), 'the first step');
    expect(requestsTo(/well-known/u)).toHaveLength(1);
  });

  it('shows what is missing and stays, each time that Continue is pressed', async () => {
    const opened = await open();
    opened.send({ type: 'continue' });
    const state = await opened.until(({ summary }) => summary === 1, 'the summary');
    expect(state.issues.map(({ pointer }) => pointer)).toContain('/submitter/email');
    expect(state.place).toEqual({ name: 'form', step: 'start' });
    opened.send({ type: 'continue' });
    await opened.until(({ summary }) => summary === 2, 'the summary again');
  });

  it('takes an issue away as soon as its field is mended, and judges no other', async () => {
    const opened = await open();
    opened.send({ type: 'continue' });
    await opened.until(({ summary }) => summary === 1, 'the summary');
    opened.send({ type: 'change', change: { pointer: '/submitter/email', value: 'not an address' } });
    expect(opened.state().issues).toContainEqual({ pointer: '/submitter/email', code: 'email.malformed' });
    opened.send({ type: 'change', change: { pointer: '/submitter/email', value: 'mariam@family.example' } });
    expect(opened.state().issues.map(({ pointer }) => pointer)).not.toContain('/submitter/email');
    expect(opened.state().issues.map(({ pointer }) => pointer)).toContain('/submitter/role');
  });

  it('stops for an emergency before anything is stored, and leads back', async () => {
    const opened = await open();
    opened.send({ type: 'change', change: { pointer: '/notEmergency', value: false } });
    opened.send({ type: 'leave-field', pointer: '/notEmergency' });
    await opened.until(({ place }) => place.name === 'stopped', 'the stop');
    expect(opened.state().place).toEqual({ name: 'stopped', reason: 'emergency' });
    opened.send({ type: 'back' });
    expect(opened.state().place).toEqual({ name: 'form', step: 'start' });
    expect(requestsTo(/POST/u)).toEqual([]);
  });

  it('says that a place is not served as soon as it is named', async () => {
    const opened = await open();
    opened.send({ type: 'change', change: { pointer: '/patientLocation', value: { country: 'US', region: 'Maine' } } });
    opened.send({ type: 'leave-field', pointer: '/patientLocation/region' });
    await opened.until(({ place }) => place.name === 'stopped', 'the stop');
    expect(opened.state().place).toEqual({ name: 'stopped', reason: 'ineligible' });
  });

  it('believes the backend where it knows more than the descriptor', async () => {
    tab.intercept = (request) =>
      request.url.endsWith('/eligibility') ? Response.json({ eligible: false, reason: 'country' }) : null;
    const opened = await open();
    opened.send({ type: 'change', change: { pointer: '/patientLocation', value: { country: 'AE' } } });
    opened.send({ type: 'leave-field', pointer: '/patientLocation/country' });
    await opened.until(({ place }) => place.name === 'stopped', 'the stop');
  });

  it('shows consents by their proven text, and asks again for none that was not shown', async () => {
    const opened = await open();
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    await opened.until(({ consentTexts }) => consentTexts['C14'] !== undefined, 'the texts');
    const shown = opened.state().consentTexts['C3'];
    expect(shown?.text.length).toBeGreaterThan(50);
    expect(shown).toMatchObject({ lang: 'en', review: 'human' });
    opened.send({ type: 'continue' });
    const refused = await opened.until(({ summary }) => summary > 0, 'the summary');
    expect(refused.issues).toContainEqual({ pointer: '/consents/C3', code: 'consent.required' });
  });

  it('does not show a consent whose words are not those that the program vouches for', async () => {
    tab.intercept = (request) => (/consents\/C3/u.test(request.url) ? new Response('other words') : null);
    const opened = await open();
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    const state = await opened.until(({ acting }) => acting['consents']?.phase === 'failed', 'the refusal');
    expect(state.consentTexts['C3']).toBeUndefined();
  });

  it("puts the backend's refusal where it can be mended", async () => {
    const opened = await open();
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    await opened.fill(exampleRegistration);
    let refusals = 1;
    tab.intercept = (request) =>
      request.url.endsWith('/submissions') && refusals-- > 0
        ? Response.json(
            {
              type: 'about:blank',
              title: 'validation',
              status: 422,
              code: 'validation',
              retryable: false,
              errors: [{ pointer: '#/submitter/email', code: 'email.malformed' }],
            },
            { status: 422 },
          )
        : null;
    opened.send({ type: 'continue' });
    const state = await opened.until(({ serverIssues }) => serverIssues.length > 0, "the backend's issue");
    expect(state.place).toEqual({ name: 'form', step: 'start' });
    expect(state.serverIssues).toEqual([{ pointer: '/submitter/email', code: 'email.malformed' }]);
    expect(state.summary).toBe(1);
    // The draft is there; mended, it goes on from the last step without another.
    opened.send({ type: 'change', change: { pointer: '/submitter/email', value: 'mariam@elsewhere.example' } });
    opened.send({ type: 'go', step: 'family' });
    opened.send({ type: 'continue' });
    await opened.until(({ place }) => place.name === 'registered', 'the receipt');
    expect(requestsTo(/POST .*\/referrals$/u)).toHaveLength(1);
  });

  it('asks for renewed consents when their text changed in the meantime', async () => {
    const opened = await open();
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    await opened.fill(exampleRegistration);
    let outdated = 1;
    tab.intercept = (request) =>
      /\/referrals$/u.test(request.url) && outdated-- > 0
        ? Response.json(
            { type: 'about:blank', title: 'x', status: 409, code: 'consent-outdated', retryable: false },
            { status: 409 },
          )
        : null;
    opened.send({ type: 'continue' });
    await opened.until(() => requestsTo(/GET .*\/program$/u).length === 2, 'the descriptor again');
    await opened.until(({ submitting }) => submitting.phase === 'idle', 'rest');
  });
});

describe('no connection', () => {
  it('keeps a registration and sends it by itself, once', async () => {
    const opened = await open();
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    await opened.fill(exampleRegistration);
    tab.setOnline(false);
    opened.send({ type: 'continue' });
    const waiting = await opened.until(({ submitting }) => submitting.phase === 'waiting', 'waiting');
    expect(waiting.submitting).toMatchObject({ problem: { code: 'offline', retryable: true } });
    opened.send({ type: 'continue' });
    tab.setOnline(true);
    await opened.until(({ place }) => place.name === 'registered', 'the receipt');
    const { rows } = { rows: (await testCall('outbox')) as { mails: readonly unknown[] } };
    expect(rows.mails.length).toBeGreaterThan(0);
    expect(requestsTo(/POST .*\/submissions/u)).toHaveLength(1);
  });

  it('makes one referral even where every answer is lost on its way back', async () => {
    const opened = await open();
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    await opened.fill(exampleRegistration);
    const keys = new Set<string | null>();
    const references = new Set<string>();
    let losses = 3;
    tab.intercept = async (request) => {
      if (!/\/referrals$/u.test(request.url)) return null;
      keys.add(request.headers.get('Idempotency-Key'));
      const response = await app.fetch(request);
      references.add(((await response.clone().json()) as { reference: string }).reference);
      if (losses-- > 0) throw new TypeError('lost');
      return response;
    };
    opened.send({ type: 'continue' });
    await opened.until(({ place }) => place.name === 'registered', 'the receipt');
    expect(requestsTo(/POST .*\/referrals$/u)).toHaveLength(4);
    expect(keys.size).toBe(1);
    expect(references.size).toBe(1);
  });

  it('waits as long as a busy backend asks, and says so', async () => {
    await testCall('faults', { faults: [{ route: 'referral.create', code: 'maintenance', times: 2 }] });
    const opened = await open();
    await register(opened);
    expect(requestsTo(/POST .*\/referrals$/u)).toHaveLength(3);
  });

  it('at the very beginning ends in the form as soon as there is one', async () => {
    tab.setOnline(false);
    const opened = tab.open();
    const failed = await opened.until(({ program }) => program.phase === 'failed', 'the problem');
    expect(failed.program).toMatchObject({ problem: { code: 'offline', retryable: true } });
    tab.setOnline(true);
    await opened.until(({ program }) => program.phase === 'ready', 'the program');
  });
});

describe('the address', () => {
  it('is asked for its code at once, and checked by it', async () => {
    const opened = await open();
    await register(opened);
    await opened.until(({ email }) => email.phase === 'asked', 'the code');
    opened.send({ type: 'enter-email-code', code: '000000' });
    const wrong = await opened.until(({ email }) => email.phase === 'asked' && email.wrong, 'the refusal');
    expect(wrong.email).toMatchObject({ attemptsLeft: 4 });
    opened.send({ type: 'enter-email-code', code: await mailedCode() });
    await opened.until(
      ({ email, status }) => email.phase === 'done' && status?.gates.identity === 'verified',
      'the check',
    );
  });

  it('can be sent another code after one could not be sent', async () => {
    await testCall('faults', { faults: [{ route: 'verification.start', code: 'not-found', times: 1 }] });
    const opened = await open();
    await register(opened);
    await opened.until(({ email }) => email.phase === 'failed', 'the problem');
    opened.send({ type: 'send-email-code' });
    await opened.until(({ email }) => email.phase === 'asked', 'the code');
  });

  it('does not spend a try on a lost connection without the person', async () => {
    const opened = await open();
    await register(opened);
    await opened.until(({ email }) => email.phase === 'asked', 'the code');
    tab.intercept = (request) => {
      if (request.url.endsWith('/attempts')) throw new TypeError('lost');
      return null;
    };
    opened.send({ type: 'enter-email-code', code: '000000' });
    await opened.until(({ email }) => email.phase === 'failed', 'the problem');
    expect(requestsTo(/attempts/u)).toHaveLength(1);
    tab.intercept = null;
    opened.send({ type: 'retry' });
    await opened.until(({ email }) => email.phase === 'asked' && email.wrong, 'the second try');
  });
});

describe('stage 2 answers', () => {
  it('are saved while the person writes', async () => {
    const opened = await open();
    await register(opened);
    opened.send({ type: 'continue' });
    await opened.until(step('clinical'), 'the clinical question');
    opened.send({ type: 'change', change: { pointer: '/clinical/diagnosis', value: { text: 'Tetralogy of Fallot' } } });
    await opened.until(() => requestsTo(/PATCH .*\/form/u).length > 0, 'the patch');
    await opened.until(({ saving }) => saving.phase === 'idle', 'rest');
  });

  it('of two devices are merged field by field; what both changed is asked', async () => {
    const opened = await open();
    await register(opened);
    opened.send({ type: 'continue' });
    await opened.until(step('clinical'), 'the clinical question');
    opened.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'first' } });
    await opened.until(({ saving }) => saving.phase === 'running', 'saving');
    await opened.until(({ saving }) => saving.phase === 'idle', 'rest');

    const other = createTab((request) => app.fetch(request), app.base);
    for (const [key, value] of tab.storage) other.storage.set(key, value);
    const second = other.open();
    await second.until(
      ({ answers, place }) => place.name === 'form' && JSON.stringify(answers).includes('first'),
      'the other device',
    );
    second.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'theirs' } });
    second.send({ type: 'change', change: { pointer: '/clinical/previousOpinions', value: 'one in Dubai' } });
    second.send({ type: 'go', step: 'start' });
    await second.until(() => other.requests.some((request) => /PATCH .*\/form/u.test(request)), 'its patch');
    await second.until(({ saving }) => saving.phase === 'idle', 'its rest');

    opened.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'mine' } });
    opened.send({ type: 'change', change: { pointer: '/clinical/diagnosisStatus', value: 'confirmed' } });
    const merged = await opened.until(({ conflicts }) => conflicts.length > 0, 'the conflict');
    expect(merged.conflicts).toEqual([{ pointer: '/clinical/preferredExpert', mine: 'mine', theirs: 'theirs' }]);
    expect(merged.answers['clinical']).toMatchObject({
      preferredExpert: 'mine',
      previousOpinions: 'one in Dubai',
      diagnosisStatus: 'confirmed',
    });
    await opened.until(({ saving }) => saving.phase === 'idle', 'rest');
    opened.send({ type: 'resolve-conflict', pointer: '/clinical/preferredExpert', keep: 'theirs' });
    expect(opened.state().answers['clinical']).toMatchObject({ preferredExpert: 'theirs' });
    second.session.dispose();
  });

  it('come back after a reload, at the step that was on screen', async () => {
    const opened = await open();
    await register(opened);
    opened.send({ type: 'continue' });
    await opened.until(step('clinical'), 'the clinical question');
    await opened.pass(exampleComplete);
    await opened.until(({ saving }) => saving.phase === 'idle', 'rest');
    opened.session.dispose();
    const again = tab.open();
    const state = await again.until(
      ({ place, answers }) => place.name === 'form' && JSON.stringify(answers).includes('Fallot'),
      'the step',
    );
    expect(state.place).toEqual({ name: 'form', step: 'records' });
    expect(state.answers['patient']).toMatchObject({ sexInRecords: 'female' });
    again.send({ type: 'go', step: 'start' });
    expect(again.state().place).toEqual({ name: 'form', step: 'start' });
  });

  it('of an ended capability are kept, and a link is asked for', async () => {
    const opened = await open();
    await register(opened);
    opened.send({ type: 'continue' });
    await opened.until(step('clinical'), 'the clinical question');
    await testCall('clock', { now: new Date(Date.now() + 26 * 3_600_000).toISOString() });
    opened.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'kept' } });
    const state = await opened.until(({ place }) => place.name === 'link', 'the link');
    expect(state.referral.phase).toBe('signed-out');
    expect(state.answers['clinical']).toMatchObject({ preferredExpert: 'kept' });
    expect([...tab.storage.keys()]).toEqual([]);
  });

  it('and everything else leave the tab when the person signs out', async () => {
    const opened = await open();
    await register(opened);
    opened.send({ type: 'sign-out' });
    const state = await opened.until(({ referral }) => referral.phase === 'signed-out', 'the end');
    expect(state.answers).toEqual({});
    expect([...tab.storage.keys()]).toEqual([]);
    expect(requestsTo(/DELETE .*\/capabilities\/current/u)).toHaveLength(1);
  });
});

describe('a link from a mail', () => {
  async function mailedLink(opened: Opened): Promise<string> {
    opened.send({ type: 'request-link', email: exampleRegistration.submitter.email });
    await opened.until(({ acting }) => acting['request-link']?.phase === 'done', 'the mail');
    const { mails } = (await testCall('outbox')) as { mails: readonly { text: string }[] };
    const link = mails.map(({ text }) => /http\S+#rso-link=\S+/u.exec(text)?.[0]).find((found) => found !== undefined);
    if (!link) throw new Error('no link was mailed');
    return link;
  }

  it('opens after the second fact; its token is out of the address before anything else', async () => {
    const opened = await open();
    await register(opened);
    const link = await mailedLink(opened);
    opened.session.dispose();

    const fresh = createTab((request) => app.fetch(request), app.base);
    fresh.address = link;
    const second = fresh.open();
    expect(fresh.address).not.toContain('rso-link');
    expect(second.state().place).toEqual({ name: 'link', work: { phase: 'idle' }, opened: true });
    await second.until(({ program }) => program.phase === 'ready', 'the program');
    expect(fresh.requests.some((request) => request.includes('redemptions'))).toBe(false);

    second.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: '2010-01-01' } });
    const wrong = await second.until(
      ({ place }) => place.name === 'link' && place.work.phase === 'failed',
      'the refusal',
    );
    expect(wrong.place).toMatchObject({ attemptsLeft: 4, opened: true, work: { problem: { code: 'fact-required' } } });

    second.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: exampleRegistration.patient.birthDate } });
    const state = await second.until(({ place, status }) => place.name === 'status' && status !== null, 'the status');
    expect(state.status?.state).toBe('registered');
    expect(state.answers['patient']).toMatchObject({ sexInRecords: 'female' });
    second.send({ type: 'continue' });
    await second.until(step('clinical'), 'the form goes on');
    second.session.dispose();
  });

  it('that is spent says so and offers another', async () => {
    tab.address = `${tab.address}#rso-link=${'a'.repeat(43)}`;
    const opened = tab.open();
    await opened.until(({ program }) => program.phase === 'ready', 'the program');
    opened.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: '2018-05-14' } });
    const state = await opened.until(
      ({ place }) => place.name === 'link' && place.work.phase === 'failed',
      'the refusal',
    );
    expect(state.place).toEqual({
      name: 'link',
      work: { phase: 'failed', problem: { code: 'link-invalid', retryable: false, ...detail(state) } },
    });
    function detail(now: typeof state) {
      const { place } = now;
      return place.name === 'link' && place.work.phase === 'failed' && place.work.problem.detail
        ? { detail: place.work.problem.detail }
        : {};
    }
  });
});

describe('without a backend', () => {
  it('a form that is given by property can be walked through', async () => {
    const { northbridge } = await import('../../demo/server/programs/northbridge.ts');
    const { program } = northbridge({ origins: ['http://localhost:4173'] });
    const opened = tab.open({ backend: null, program });
    await opened.until(wholeForm, 'the form');
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    expect(opened.state().place).toEqual({ name: 'form', step: 'clinical' });
    expect(tab.requests).toEqual([]);
  });

  it('and without a program says what is wrong', async () => {
    const opened = tab.open({ backend: null });
    const state = await opened.until(({ program }) => program.phase === 'failed', 'the problem');
    expect(state.program).toEqual({ phase: 'failed', problem: { code: 'configuration', retryable: false } });
  });
});
