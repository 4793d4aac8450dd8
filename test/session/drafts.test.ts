/**
 * A draft on this device, and a link to any other: a browser that is killed at any moment loses no answer and makes no
 * second referral. A killed browser here is a session that is dropped with no goodbye; what is left is what was written.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, demoPrograms, type MemoryApp } from '../../demo/server/memory.ts';
import type { Database } from '../../demo/server/store/database.ts';
import { openMemoryDatabase } from '../../demo/server/store/memory-database.ts';
import type { DeviceDraft, DraftStore } from '../../src/session/drafts.ts';
import { exampleComplete } from '../../src/protocol/vectors/example.ts';
import { type Backend, backendOf, registered, step } from './backend.ts';
import { createTab, draftsOn, type Opened, page, type Tab } from './harness.ts';

let app: MemoryApp;
let backend: Backend;
let database: Database;
let disk: Map<string, string>;
let tabs: Tab[];

const drafts = (): DraftStore => draftsOn(disk);
const draft = (): DeviceDraft | null => JSON.parse([...disk.values()][0] ?? 'null') as DeviceDraft | null;

/** A browser that was just started: nothing in memory, no tab storage. */
const browser = (): Tab => {
  const tab = createTab((request) => app.fetch(request), app.base);
  tabs.push(tab);
  return tab;
};
const started = async (tab: Tab): Promise<Opened> => {
  const opened = tab.open({ drafts: drafts() });
  await opened.until(
    (state) => step('start')(state) && state.program.phase === 'ready' && state.program.definition.steps.length > 1,
    'the first step',
  );
  return opened;
};
/** Every referral that the backend has, drafts too. */
const referrals = (): Promise<readonly { readonly state: string }[]> =>
  database.query<{ state: string }>('select state from referral');
const keep = async (opened: Opened): Promise<void> => {
  opened.send({ type: 'save-for-later' });
  opened.send({ type: 'keep-draft' });
  await opened.until((state) => state.draft.phase === 'kept', 'the draft');
  opened.send({ type: 'back' });
};
/** Restarts the browser and takes the draft up again. */
const again = async (): Promise<Opened> => {
  const opened = await started(browser());
  await opened.until((state) => state.draft.phase === 'found', 'the draft of the last visit');
  opened.send({ type: 'resume-draft' });
  return opened;
};

beforeAll(async () => {
  database = await openMemoryDatabase();
  app = await createMemoryApp({
    database,
    programs: demoPrograms(['http://localhost:4173']).map((hosted) => ({
      ...hosted,
      program: { ...hosted.program, session: 'memory' as const },
    })),
  });
  backend = backendOf(app);
}, 60_000);
afterAll(() => app.close());
beforeEach(async () => {
  await backend.reset();
  disk = new Map();
  tabs = [];
});
afterEach(() => {
  for (const tab of tabs) tab.close();
});

describe('a draft on this device', () => {
  it('does not exist until it is asked for, and is gone with one press', { timeout: 60_000 }, async () => {
    const opened = await started(browser());
    await opened.fill(exampleComplete);
    expect(disk.size).toBe(0);
    await keep(opened);
    expect(draft()?.answers).toHaveProperty('submitter.email', 'mariam@family.example');
    expect(opened.state().place).toEqual({ name: 'form', step: 'start' });
    opened.send({ type: 'delete-draft' });
    await opened.until((state) => state.draft.phase === 'none', 'the end of the draft');
    expect(disk.size).toBe(0);
    opened.send({ type: 'change', change: { pointer: '/submitter/email', value: 'other@family.example' } });
    await opened.until((state) => state.answers !== undefined, 'a moment');
    expect(disk.size).toBe(0);
  });

  it('has every answer of a killed browser, and leads back to the step', { timeout: 60_000 }, async () => {
    const tab = browser();
    const opened = await started(tab);
    await keep(opened);
    await opened.pass(exampleComplete);
    await opened.until(step('child'), 'the second step');
    opened.send({ type: 'change', change: { pointer: '/patient/name', value: { full: 'ليلى' } } });
    await expect.poll(() => draft()?.answers).toHaveProperty('patient.name.full', 'ليلى');
    tab.close();

    const later = await again();
    const state = await later.until(step('child'), 'the step of the draft');
    expect(state.answers).toMatchObject({
      submitter: { email: 'mariam@family.example' },
      patient: { name: { full: 'ليلى' } },
    });
  });

  it('meets what was typed since field by field', { timeout: 60_000 }, async () => {
    const tab = browser();
    const opened = await started(tab);
    await keep(opened);
    await opened.fill(exampleComplete);
    await expect.poll(() => draft()?.answers).toHaveProperty('submitter.email', 'mariam@family.example');
    tab.close();
    const later = await started(browser());
    await later.until((state) => state.draft.phase === 'found', 'the draft');
    later.send({ type: 'change', change: { pointer: '/submitter/email', value: 'new@family.example' } });
    later.send({ type: 'resume-draft' });
    const { conflicts, answers } = await later.until((state) => state.conflicts.length > 0, 'the question');
    expect(conflicts).toEqual([
      { pointer: '/submitter/email', mine: 'mariam@family.example', theirs: 'new@family.example' },
    ]);
    expect(answers).toMatchObject({ submitter: { role: 'parent' } });
  });

  it.each(['before the backend has it', 'after the backend has it'] as const)(
    'makes one referral of a browser killed while it was sent, %s',
    { timeout: 60_000 },
    async (when) => {
      const tab = browser();
      const opened = await started(tab);
      await keep(opened);
      await opened.pass(exampleComplete);
      await opened.pass(exampleComplete);
      await opened.until(step('family'), 'the third step');
      await opened.fill(exampleComplete);
      const dead = new Promise<void>((resolve) => {
        tab.intercept = async (request) => {
          if (request.method !== 'POST' || !/\/referrals$/u.test(new URL(request.url).pathname)) return null;
          if (when === 'after the backend has it') await app.fetch(request);
          resolve();
          // The answer never comes.
          return new Promise<Response>(() => {});
        };
      });
      opened.send({ type: 'continue' });
      await dead;
      tab.close();

      const later = await again();
      await later.until(step('family'), 'the step of the draft');
      later.send({ type: 'change', change: { pointer: '/submitter/bestTimes', value: 'in the evening' } });
      await later.fill(exampleComplete);
      later.send({ type: 'continue' });
      await later.until(({ place }) => place.name === 'registered', 'the receipt');
      expect(await referrals()).toHaveLength(1);
      expect((await referrals())[0]).toMatchObject({ state: 'registered' });
      expect(later.state().answers).toHaveProperty('submitter.bestTimes', 'in the evening');
    },
  );

  it('joins what was not sent yet to the referral, once the link has opened it', { timeout: 60_000 }, async () => {
    const tab = browser();
    const opened = await registered(tab, backend, { drafts: drafts() });
    opened.send({ type: 'save-for-later' });
    opened.send({ type: 'keep-draft' });
    await opened.until((state) => state.draft.phase === 'kept', 'the draft');
    opened.send({ type: 'back' });
    // The connection is gone, and then the browser.
    tab.setOnline(false);
    opened.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'Dr Sato' } });
    await expect.poll(() => draft()?.answers).toHaveProperty('clinical.preferredExpert', 'Dr Sato');
    tab.close();

    const next = browser();
    const later = next.open({ drafts: drafts() });
    await later.until((state) => state.draft.phase === 'found', 'the draft');
    later.send({ type: 'resume-draft' });
    const { referral } = await later.until(({ place }) => place.name === 'link', 'the way to a link');
    expect(referral).toMatchObject({ phase: 'signed-out', reference: expect.stringMatching(/^RSO-/u) as string });
    later.send({ type: 'request-link', email: 'mariam@family.example' });
    await expect.poll(async () => (await backend.mails()).some(({ text }) => text.includes('#rso-link='))).toBe(true);
    const link = (await backend.mails()).map(({ text }) => /#rso-link=\S+/u.exec(text)?.[0]).findLast(Boolean);
    next.close();
    const last = browser();
    last.address = page + (link ?? '');
    const back = last.open({ drafts: drafts() });
    await back.until(({ place, program }) => place.name === 'link' && program.phase === 'ready', 'the question');
    await back.until((state) => state.draft.phase === 'found', 'the draft');
    back.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: '2018-05-14' } });
    const { answers } = await back.until(
      (state) => (state.answers['clinical'] as { preferredExpert?: string } | undefined)?.preferredExpert === 'Dr Sato',
      'the answer',
    );
    expect(answers).toMatchObject({ patient: { birthDate: '2018-05-14' } });
    await back.until(({ saving }) => saving.phase === 'idle', 'rest');
  });

  it('is gone once the person signs out', { timeout: 60_000 }, async () => {
    const opened = await registered(browser(), backend, { drafts: drafts() });
    opened.send({ type: 'save-for-later' });
    opened.send({ type: 'keep-draft' });
    await opened.until((state) => state.draft.phase === 'kept', 'the draft');
    opened.send({ type: 'sign-out' });
    await opened.until((state) => state.draft.phase === 'none', 'the end of the draft');
    expect(disk.size).toBe(0);
  });

  it('is none for a child in an emergency: nothing is kept', { timeout: 60_000 }, async () => {
    const opened = await started(browser());
    await keep(opened);
    opened.send({ type: 'change', change: { pointer: '/notEmergency', value: false } });
    opened.send({ type: 'leave-field', pointer: '/notEmergency' });
    await opened.until(({ place }) => place.name === 'stopped', 'the stop');
    await opened.until((state) => state.draft.phase === 'none', 'the end of the draft');
    expect(disk.size).toBe(0);
  });
});

describe('going on from another device', () => {
  it('takes the half-filled form along, by a link and a PIN', { timeout: 60_000 }, async () => {
    const opened = await started(browser());
    await opened.fill(exampleComplete);
    opened.send({ type: 'save-for-later' });
    opened.send({ type: 'save-elsewhere', email: 'mariam@family.example', pin: '4711' });
    await opened.until(({ acting }) => acting['save-elsewhere']?.phase === 'done', 'the saving');
    expect((await referrals()).map(({ state }) => state)).toEqual(['draft']);
    await expect.poll(async () => (await backend.mails()).some(({ text }) => text.includes('#rso-link='))).toBe(true);
    const link = (await backend.mails()).map(({ text }) => /#rso-link=\S+/u.exec(text)?.[0]).findLast(Boolean);

    const phone = browser();
    phone.address = page + (link ?? '');
    const there = phone.open({ drafts: null });
    await there.until(({ place, program }) => place.name === 'link' && program.phase === 'ready', 'the question');
    there.send({ type: 'redeem-link', fact: { kind: 'pin', value: '4711' } });
    const state = await there.until(step('child'), 'the first step that asks something');
    expect(state.answers).toMatchObject({ submitter: { role: 'parent', email: 'mariam@family.example' } });
    await there.pass(exampleComplete);
    await there.until(step('family'), 'the third step');
    await there.fill(exampleComplete);
    there.send({ type: 'back' });
    there.send({ type: 'back' });
    await there.until(step('start'), 'the first step');
    await there.fill(exampleComplete);
    for (const id of ['child', 'family']) {
      there.send({ type: 'continue' });
      await there.until(step(id), id);
    }
    await there.fill(exampleComplete);
    there.send({ type: 'continue' });
    await there.until(({ place }) => place.name === 'registered', 'the receipt');
    expect((await referrals()).map(({ state: one }) => one)).toEqual(['registered']);
  });
});
