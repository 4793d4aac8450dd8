/** A birth date that is not known to the day opens no link: the PIN chosen with it does, and stands in no answer. */
import { describe, expect, it } from 'vitest';
import type { MemoryApp } from '../../demo/server/memory.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleComplete } from '../../src/protocol/vectors/example.ts';
import { eachOnBackend, type Backend, registered, step } from './backend.ts';
import { createTab, type Tab } from './harness.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;

eachOnBackend((begun) => {
  ({ app, backend } = begun);
  tab = begun.tab();
});

const yearOnly = applyMergePatch(exampleComplete, {
  patient: { birthDate: '2018', birthDateReason: 'Her papers were lost' },
  pin: '٤٧١١',
}) as JsonObject;

describe('a year alone', () => {
  it('asks for a PIN, and the PIN opens the link on another device', { timeout: 60_000 }, async () => {
    const bodies: string[] = [];
    tab.intercept = async (request) => {
      if (['POST', 'PATCH'].includes(request.method)) bodies.push(`${request.url} ${await request.text()}`);
      return null;
    };
    const opened = await registered(tab, backend, {}, yearOnly);
    // Among the answers it travels nowhere; beside them, in its one writing.
    const created = bodies.find((body) => /\/referrals \{/u.test(body)) ?? '';
    expect(created).toContain('"pin":"4711"');
    expect((JSON.parse(created.slice(created.indexOf('{'))) as { form: JsonObject }).form).not.toHaveProperty('pin');
    for (const body of bodies.filter((sent) => sent.includes('/form '))) expect(body).not.toMatch(/pin/u);

    opened.send({ type: 'request-link', email: 'mariam@family.example' });
    await opened.until(({ acting }) => acting['request-link']?.phase === 'done', 'the request');
    let link: string | undefined;
    await expect
      .poll(async () => {
        link = (await backend.mails()).map(({ text }) => /https?:\S+#rso-link=\S+/u.exec(text)?.[0]).findLast(Boolean);
        return link;
      })
      .toBeDefined();

    const other = createTab((request) => app.fetch(request), app.base);
    other.address = link ?? '';
    const there = other.open();
    await there.until(({ place, program }) => place.name === 'link' && program.phase === 'ready', 'the question');
    there.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: '2018' } });
    await there.until(({ place }) => place.name === 'link' && place.work.phase === 'failed', 'a refusal of the year');
    there.send({ type: 'redeem-link', fact: { kind: 'pin', value: '4711' } });
    const { answers } = await there.until(
      ({ place, status }) => place.name === 'status' && status !== null,
      'the status',
    );
    expect(answers).toHaveProperty('patient.birthDate', '2018');
    expect(answers).not.toHaveProperty('pin');
    other.close();
  });

  it('without a PIN goes no further, and whoever learns the day needs none', { timeout: 60_000 }, async () => {
    const opened = tab.open();
    await opened.until(
      (state) => step('start')(state) && state.program.phase === 'ready' && state.program.definition.steps.length > 1,
      'the first step',
    );
    await opened.pass(exampleComplete);
    await opened.fill(applyMergePatch(yearOnly, { pin: null }) as JsonObject);
    opened.send({ type: 'continue' });
    const { issues } = await opened.until(({ summary }) => summary > 0, 'the summary');
    expect(issues).toEqual([{ pointer: '/pin', code: 'required' }]);
    opened.send({ type: 'change', change: { pointer: '/patient/birthDate', value: '2018-05-14' } });
    opened.send({ type: 'continue' });
    await opened.until(step('family'), 'the next step');
  });
});
