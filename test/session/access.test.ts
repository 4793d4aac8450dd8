import { describe, expect, it } from 'vitest';
import { standingBeginning } from '../../src/session/standing-beginning.ts';
import { demoPrograms, type MemoryApp } from '../../demo/server/memory.ts';
import { exampleComplete, exampleRegistration } from '../../src/protocol/vectors/example.ts';
import { sha256 } from '../../src/protocol/digest-tree.ts';
import { englishPdf } from '../fixtures/records.ts';
import { eachOnBackend, atRecords, type Backend, type Begun, registered, step } from './backend.ts';
import { createTab, type Opened, type Tab } from './harness.ts';
import { plainTransfer } from './plain-transfer.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;
let begun: Begun;

const HOUR = 3_600_000;
const capabilityIn = (storage: Map<string, string>): string => {
  const [kept] = storage.values();
  return (JSON.parse(kept ?? '{}') as { capability: { token: string } }).capability.token;
};
const stored = (state: ReturnType<Opened['state']>) =>
  state.records.length > 0 &&
  state.records.every(({ carried }) => carried.phase === 'server' && carried.state === 'stored');

eachOnBackend((each) => {
  begun = each;
  ({ app, backend } = begun);
  tab = begun.tab();
});

describe('a capability', () => {
  it('is renewed before it runs out, without the person', { timeout: 60_000 }, async () => {
    let ahead = 0;
    const opened = await registered(tab, backend, { now: () => Date.now() + ahead });
    const first = capabilityIn(tab.storage);
    ahead = 1.7 * HOUR;
    opened.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'anyone' } });
    await opened.until(() => capabilityIn(tab.storage) !== first, 'another capability');
    expect(tab.requests.filter((request) => request.includes('capabilities/refresh'))).toHaveLength(1);
    ahead = 0;
    await opened.until(({ saving }) => saving.phase === 'idle', 'rest');
    expect(opened.state().referral.phase).toBe('held');
  });

  it('that an upload finds refused is renewed for it', { timeout: 60_000 }, async () => {
    const transfer = plainTransfer((request) => app.fetch(request));
    const tokens: string[] = [];
    const opened = await atRecords(tab, backend, {
      createTransfer: (options) => {
        const made = transfer.create(options);
        return {
          ...made,
          add(upload) {
            void (async () => {
              tokens.push(
                await options.getCapability(),
                await options.refreshCapability(),
                await options.getCapability(),
              );
              made.add(upload);
            })();
          },
        };
      },
    });
    opened.send({
      type: 'add-records',
      files: [new File([await englishPdf(1)], 'a.pdf', { type: 'application/pdf' })],
    });
    await opened.until(stored, 'the record to be stored');
    expect(tokens[1]).toBe(tokens[2]);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it(
    'lets nothing through to another person: signing in to another referral forgets the first',
    { timeout: 60_000 },
    async () => {
      const other = createTab((request) => app.fetch(request), app.base);
      const second = await registered(other, backend);
      second.send({ type: 'request-link', email: exampleRegistration.submitter.email });
      await second.until(({ acting }) => acting['request-link']?.phase === 'done', 'the mail');
      const mails = await backend.mails();
      const link = mails
        .map(({ text }) => /http\S+#rso-link=\S+/u.exec(text)?.[0])
        .find((found) => found !== undefined);
      const held = second.state().referral;
      second.session.dispose();

      tab.address = link ?? '';
      const opened = tab.open();
      await opened.until(({ program }) => program.phase === 'ready', 'the program');
      opened.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'of somebody else' } });
      opened.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: exampleRegistration.patient.birthDate } });
      const state = await opened.until(({ place, status }) => place.name === 'status' && status !== null, 'the status');
      expect(state.referral).toEqual(held);
      expect(JSON.stringify(state.answers)).not.toContain('of somebody else');
    },
  );

  it('of another referral is left alone when the page asks for one by id', { timeout: 60_000 }, async () => {
    const opened = await registered(tab, backend);
    opened.session.dispose();
    const other = tab.open({ referral: 'some-other-referral' });
    await other.until(step('start'), 'a blank form');
    expect(other.state().referral.phase).toBe('none');
    other.session.dispose();
    expect(tab.storage.size).toBe(1);
  });
});

describe('where a referral stands', () => {
  it('is shown in the tab that holds it; elsewhere a link is offered, and comes', { timeout: 60_000 }, async () => {
    const opened = await registered(tab, backend);
    opened.session.dispose();
    const again = tab.open({}, standingBeginning);
    await again.until(({ place, status }) => place.name === 'status' && status !== null, 'the status');

    const elsewhere = begun.tab().open({}, standingBeginning);
    const { place, referral } = await elsewhere.until(({ program }) => program.phase === 'ready', 'the program');
    expect(place).toEqual({ name: 'link', work: { phase: 'idle' } });
    expect(referral).toEqual({ phase: 'none' });
    const before = (await backend.mails()).length;
    elsewhere.send({ type: 'request-link', email: 'mariam@family.example' });
    await elsewhere.until(({ acting }) => acting['request-link']?.phase === 'done', 'the link');
    const mails = await backend.mails();
    expect(mails).toHaveLength(before + 1);
    expect(mails.at(-1)?.text).toContain('#rso-link=');
  });
});

describe('a program that keeps nothing in the tab', () => {
  it('leaves no trace in it', { timeout: 60_000 }, async () => {
    const [hosted] = demoPrograms(['http://localhost:4173']);
    if (!hosted) throw new Error('no program');
    const { session: _session, ...program } = hosted.program;
    const opened = await registered(tab, backend, { program });
    expect(opened.state().referral.phase).toBe('held');
    expect(tab.storage.size).toBe(0);
  });
});

describe('a consent that no human has reviewed in a language', () => {
  it('binds in the reviewed one, with the translation beside it', { timeout: 60_000 }, async () => {
    const [hosted] = demoPrograms(['http://localhost:4173']);
    if (!hosted) throw new Error('no program');
    const consents = hosted.program.consents.map((consent) => {
      const { es, ar } = consent.texts;
      if (!es || !ar) return consent;
      return {
        ...consent,
        texts: { ...consent.texts, es: { ...es, review: 'machine' as const }, ar: { ...ar, review: 'human' as const } },
      };
    });
    const opened = tab.open({ program: { ...hosted.program, consents }, lang: 'es' });
    await opened.until(
      (state) => step('start')(state) && state.program.phase === 'ready' && state.program.definition.steps.length > 1,
      'the form',
    );
    await opened.pass(exampleRegistration);
    await opened.pass(exampleRegistration);
    const state = await opened.until(({ consentTexts }) => consentTexts['C3'] !== undefined, 'the text');
    const shown = state.consentTexts['C3'];
    expect(shown).toMatchObject({ lang: 'en', review: 'human', translation: { lang: 'es' } });
    expect(await sha256(new TextEncoder().encode(shown?.text).buffer)).toBe(shown?.sha256);
    opened.send({ type: 'choose-language', lang: 'ar' });
    const arabic = await opened.until(({ consentTexts }) => consentTexts['C3']?.lang === 'ar', 'the Arabic text');
    expect(arabic.consentTexts['C3']).not.toHaveProperty('translation');
  });

  it('is fetched again by itself when the server could not give it', { timeout: 60_000 }, async () => {
    let busy = 2;
    tab.intercept = (request) =>
      /consents\/C1\./u.test(request.url) && busy-- > 0 ? new Response('', { status: 503 }) : null;
    const opened = tab.open();
    await opened.until(({ consentTexts }) => consentTexts['C1'] !== undefined, 'the text');
  });
});

describe('before the address is checked', () => {
  it('a record that has to wait for it goes on by itself once it is', { timeout: 60_000 }, async () => {
    const transfer = plainTransfer((request) => app.fetch(request));
    let refusals = 1;
    tab.intercept = (request) =>
      /\/records$/u.test(request.url) && request.method === 'POST' && refusals-- > 0
        ? Response.json(
            { type: 'about:blank', title: 'x', status: 403, code: 'email-unverified', retryable: false },
            { status: 403 },
          )
        : null;
    const opened = tab.open({ createTransfer: transfer.create });
    await opened.until(
      (state) => step('start')(state) && state.program.phase === 'ready' && state.program.definition.steps.length > 1,
      'the form',
    );
    for (let passed = 0; passed < 3; passed += 1) await opened.pass(exampleComplete);
    await opened.until(({ email }) => email.phase === 'asked', 'the code');
    opened.send({ type: 'continue' });
    await opened.until(step('clinical'), 'the clinical question');
    opened.send({
      type: 'add-records',
      files: [new File([await englishPdf(1)], 'a.pdf', { type: 'application/pdf' })],
    });
    const waiting = await opened.until(({ records }) => records[0]?.carried.phase === 'failed', 'the refusal');
    expect(waiting.records[0]?.carried).toMatchObject({ problem: { code: 'email-unverified' } });
    opened.send({ type: 'enter-email-code', code: await backend.code() });
    await opened.until(stored, 'the record to be stored');
  });
});
