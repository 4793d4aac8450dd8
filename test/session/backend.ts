/** The reference backend as tests of a session use it: its mails, its faults, its desk, its clock. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import type { JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleComplete } from '../../src/protocol/vectors/example.ts';
import { englishPdf } from '../fixtures/records.ts';
import { createTab, type Opened, type Tab } from './harness.ts';
import type { PlainTransfer } from './plain-transfer.ts';

export interface Backend {
  reset(): Promise<void>;
  faults(
    ...faults: readonly {
      readonly route: string;
      readonly code?: string;
      readonly delayMs?: number;
      readonly times: number;
    }[]
  ): Promise<void>;
  clock(now: string | null): Promise<void>;
  /** Lets an event of the lifecycle happen, by its type or with what belongs to it. */
  advance(referralId: string, event: unknown): Promise<void>;
  mails(): Promise<readonly { readonly to: string; readonly text: string }[]>;
  /** The six digits mailed last. */
  code(): Promise<string>;
}

export function backendOf(app: MemoryApp): Backend {
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await app.fetch(new Request(`${app.base}/_test/${path}`, init));
    if (!response.ok) throw new Error(`_test/${path} answered ${String(response.status)}: ${await response.text()}`);
    return response.json();
  };
  const mails = async () => ((await call('outbox')) as { mails: readonly { to: string; text: string }[] }).mails;
  return {
    reset: async () => void (await call('reset', {})),
    faults: async (...faults) => void (await call('faults', { faults })),
    clock: async (now) => void (await call('clock', { now })),
    advance: async (referralId, event) => void (await call(`referrals/${referralId}/advance`, { event })),
    mails,
    async code() {
      for (const { text } of (await mails()).toReversed()) {
        const code = /\b\d{6}\b/u.exec(text)?.[0];
        if (code) return code;
      }
      throw new Error('no code was mailed');
    },
  };
}

/** What a test begins with. */
export interface Begun {
  readonly app: MemoryApp;
  readonly backend: Backend;
  /** Another browser of the family; closed after the test. */
  readonly tab: () => Tab;
}

/** One backend for the tests of a file, emptied before each. @param begin keeps what each test is to use. */
export function eachOnBackend(begin: (begun: Begun) => void): void {
  let app: MemoryApp;
  const tabs: Tab[] = [];
  beforeAll(async () => {
    app = await createMemoryApp();
  }, 60_000);
  afterAll(() => app.close());
  beforeEach(async () => {
    const backend = backendOf(app);
    await backend.reset();
    const tab = (): Tab => {
      const made = createTab((request) => app.fetch(request), app.base);
      tabs.push(made);
      return made;
    };
    begin({ app, backend, tab });
  });
  afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
}

export const step = (id: string) => (state: ReturnType<Opened['state']>) =>
  state.place.name === 'form' && state.place.step === id;
export const idOf = ({ referral }: ReturnType<Opened['state']>): string => {
  if (referral.phase !== 'held') throw new Error('no referral is held');
  return referral.id;
};

/** A registered family with a checked address, at the first step of stage 2. */
export async function registered(
  tab: Tab,
  backend: Backend,
  options: Parameters<Tab['open']>[0] = {},
  answers: JsonObject = exampleComplete,
): Promise<Opened> {
  const opened = tab.open(options);
  await opened.until(
    (state) => step('start')(state) && state.program.phase === 'ready' && state.program.definition.steps.length > 1,
    'the first step',
  );
  await opened.pass(answers);
  await opened.pass(answers);
  await opened.pass(answers);
  await opened.until(({ email }) => email.phase === 'asked', 'the code');
  opened.send({ type: 'enter-email-code', code: await backend.code() });
  await opened.until(
    ({ email, status }) => email.phase === 'done' && status?.gates.identity === 'verified',
    'the check',
  );
  opened.send({ type: 'continue' });
  await opened.until(step('clinical'), 'the clinical question');
  return opened;
}

/** The same at the records step. */
export async function atRecords(
  tab: Tab,
  backend: Backend,
  options: Parameters<Tab['open']>[0] = {},
  answers: JsonObject = exampleComplete,
): Promise<Opened> {
  const opened = await registered(tab, backend, options, answers);
  await opened.pass(answers);
  await opened.until(step('records'), 'the records step');
  return opened;
}

/** The same with one English record, everything sent: the receipt is on screen. */
export async function submittedWith(tab: Tab, backend: Backend, { create }: PlainTransfer): Promise<Opened> {
  const opened = await atRecords(tab, backend, { createTransfer: create });
  const file = new File([await englishPdf(2)], 'letter.pdf', { type: 'application/pdf' });
  opened.send({ type: 'add-records', files: [file] });
  const clientId = opened.state().records[0]?.clientId ?? '';
  opened.send({ type: 'describe-record', clientId, category: 'clinical-summary', documentDate: '2026-10-12' });
  await opened.until(
    ({ records: [record] }) => record?.carried.phase === 'server' && record.carried.state === 'stored',
    'the record to be stored',
  );
  await opened.pass(exampleComplete);
  await opened.until(step('services'), 'services');
  await opened.pass(exampleComplete);
  await opened.until(step('check'), 'the last step');
  await opened.fill(exampleComplete);
  opened.send({ type: 'continue' });
  await opened.until(({ place }) => place.name === 'submitted', 'the receipt');
  return opened;
}
