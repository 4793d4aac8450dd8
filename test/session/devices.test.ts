/** Two devices at once, in two languages: what differs is asked, what software fills in is not. */
import { describe, expect, it } from 'vitest';
import { submissionBlocks } from '../../src/journey/readiness.ts';
import { eachOnBackend, type Backend, registered } from './backend.ts';
import { page, type Opened, type Tab } from './harness.ts';

let backend: Backend;
let phone: Tab;
let laptop: Tab;

eachOnBackend((begun) => {
  ({ backend } = begun);
  phone = begun.tab();
  laptop = begun.tab();
});

/** The same family on another device, by a link. */
async function onLaptop(lang: string): Promise<Opened> {
  const asking = phone.open();
  asking.send({ type: 'request-link', email: 'mariam@family.example' });
  await expect.poll(async () => (await backend.mails()).some(({ text }) => text.includes('#rso-link='))).toBe(true);
  const link = (await backend.mails()).map(({ text }) => /#rso-link=\S+/u.exec(text)?.[0]).findLast(Boolean);
  laptop.address = page + (link ?? '');
  const opened = laptop.open({ lang });
  await opened.until(({ place, program }) => place.name === 'link' && program.phase === 'ready', 'the question');
  opened.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: '2018-05-14' } });
  await opened.until(({ place, status }) => place.name === 'status' && status !== null, 'the status');
  return opened;
}

describe('another device', () => {
  it('in another language is asked nothing about the language', { timeout: 60_000 }, async () => {
    await registered(phone, backend, { lang: 'en' });
    const there = await onLaptop('ar');
    expect(there.state().conflicts).toEqual([]);
    expect(submissionBlocks(there.state(), '2026-11-24').map(({ code }) => code)).not.toContain('conflicts');
    there.send({ type: 'change', change: { pointer: '/clinical/preferredExpert', value: 'Dr Sato' } });
    await there.until(({ saving }) => saving.phase === 'idle', 'rest');
    expect(there.state().conflicts).toEqual([]);
  });
});
