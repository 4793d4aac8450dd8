/**
 * The hospital's side by hand at the intake desk, and what the family sees of each act: returned, declined, images by
 * an outside link, a fee paid another way or waived, messages in both directions. The families come by the protocol.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { type Backend, connect } from '../../src/conformance/backend.ts';
import {
  completeForm,
  type Family,
  sampleBirthDate,
  sampleEmail,
  linkInMail,
  submit,
  verifiedFamily,
} from '../../src/conformance/family.ts';
import { giveRecord } from '../../src/conformance/sent-records.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import { openBrowser, openPage, type Watched } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { DeskPage } from '../harness/desk-page.ts';
import { FamilyPage } from '../harness/family-page.ts';
import { Observer } from '../harness/observer.ts';

let browser: Browser;
let server: DemoServer;
let backend: Backend;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), DemoServer.start({ env: { TEST_PROFILE: '1' } })]);
  backend = await connect({ base: `${server.origin}/rso/v1`, origin: server.origin });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A family whose records the intake team is about to read. */
async function submitted(): Promise<Family> {
  const family = await verifiedFamily(backend);
  await completeForm(backend, family);
  await giveRecord(backend, family, await englishPdf());
  expect((await submit(backend, family, 'records')).status).toBe(200);
  return family;
}

/** The family's own page, opened from the link in the mail. */
async function atHome(family: Family): Promise<Watched & { readonly home: FamilyPage }> {
  const visit = await openPage(browser, { width: 1000, locale: 'en-AE' });
  const home = new FamilyPage(visit.page, 'en');
  await visit.page.goto((await linkInMail(backend, family.reference)).href);
  await home.secondFact(sampleBirthDate);
  await visit.page.locator('[part~="status"]').waitFor();
  return { ...visit, home };
}

async function atDesk(): Promise<DeskPage> {
  const { page } = await openPage(browser, { width: 1280, locale: 'en-US', timezoneId: 'America/New_York' });
  const desk = new DeskPage(page, server.origin);
  await desk.signIn(server.deskToken);
  return desk;
}

it('returns a referral with a reason, reads the images by an outside link and records a bank transfer', async () => {
  const observer = new Observer('desk-returned');
  const family = await submitted();
  const first = await atHome(family);
  const desk = await atDesk();
  await desk.open(family.reference);

  // Returned: the family reads why, in its own language, and sends it again.
  await desk.because('Return to the family', 'Records are missing');
  await first.page.getByText(first.home.words('reason.return.records-missing')).waitFor();
  await observer.look(first.page, 'returned');
  await first.context.close();
  expect((await submit(backend, await family.renew(), 'records')).status).toBe(200);
  const { page, home, seen } = await atHome(family);
  onTestFailed(() => observer.shoot(page, 'failed'));
  await desk.accept();
  await page.getByRole('heading', { level: 1, name: home.words('standing.expert-assignment') }).waitFor();
  await desk.assign();

  // Images by the hospital's exchange: where the link leads is said before it is followed.
  await desk.imagingLink('https://imaging.northbridge.example/drop/41', 'Choose the folder of the CD.');
  const imaging = page.locator('#imaging');
  await imaging.getByText('imaging.northbridge.example').waitFor();
  await imaging.getByText('Choose the folder of the CD.').waitFor();
  await observer.look(page, 'imaging-link');
  await imaging.getByRole('button', { name: home.words('imaging.sent') }).click();
  await imaging.getByText(home.words('imaging.told')).waitFor();
  await desk.verifyImages();
  await imaging.getByText(home.words('imaging.verified')).waitFor();

  // The thread, from both sides. What cannot be sent stays in the box.
  await desk.write('Please bring the growth chart too.');
  const messages = page.locator('#messages');
  await messages.getByText('Please bring the growth chart too.').waitFor();
  const box = messages.getByRole('textbox');
  await page.route('**/messages', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await box.fill('We have it at home.');
  await messages.getByRole('button', { name: home.words('messages.send'), exact: true }).click();
  await messages.getByText(home.words('waiting.kept')).waitFor();
  expect(await box.inputValue()).toBe('We have it at home.');
  await page.unroute('**/messages');
  await messages.getByRole('button', { name: home.words('retry.now') }).click();
  await messages.getByRole('listitem').filter({ hasText: 'We have it at home.' }).waitFor();
  await expect.poll(() => box.inputValue()).toBe('');
  await desk.page.getByText('We have it at home.').waitFor();

  // The fee comes by bank transfer, the documents are complete: the window opens.
  await desk.quote(1350);
  await home.receipt();
  await page.getByRole('button', { name: home.words('quote.accept') }).click();
  await desk.recordPayment('Bank transfer');
  await desk.completeDocuments();
  await page.locator('[part~="due"] b').waitFor();
  await desk.state.filter({ hasText: 'Expert review' }).waitFor();
  await observer.look(desk.page, 'desk');
  expect(observer.faults).toEqual([]);
  expect(seen.violations).toEqual([]);
  expect(seen.errors).toEqual([]);
});

it('declines with a kind reason', async () => {
  const observer = new Observer('desk-declined');
  const family = await submitted();
  const { page, home } = await atHome(family);
  onTestFailed(() => observer.shoot(page, 'failed'));
  const desk = await atDesk();
  await desk.open(family.reference);
  await desk.because('Decline', 'The child has to be seen in person');
  await page.getByRole('heading', { level: 1, name: home.words('standing.declined') }).waitFor();
  await page.getByText(home.words('reason.decline.needs-examination')).waitFor();
  await page.getByRole('link', { name: /^\+1/u }).first().waitFor();
  await observer.look(page, 'declined');
  expect(observer.faults).toEqual([]);
});

it('waives the fee, stops the clock by a question and starts it again', async () => {
  const observer = new Observer('desk-waived');
  const family = await submitted();
  const { page, home } = await atHome(family);
  onTestFailed(() => observer.shoot(page, 'failed'));
  const desk = await atDesk();
  await desk.open(family.reference);
  await desk.accept();
  await desk.assign();
  await desk.because('Waive the fee', 'Hardship');
  await desk.completeDocuments();
  const window = page.locator('[part~="due"] b');
  await window.waitFor();
  const promised = await window.innerText();

  await desk.ask('Echo report from September', { blocking: true });
  await page.getByText(home.words('due.stopped')).waitFor();
  await observer.look(page, 'stopped');
  const request = page.locator('[part~="request"]');
  await request.getByRole('textbox').fill('We never had one made.');
  await request.getByRole('button', { name: home.words('request.unavailable') }).click();
  await request.waitFor({ state: 'detached' });
  await desk.page.getByText('We never had one made.').waitFor();
  await desk.completeDocuments();
  // The page hears of it from the server, a moment after the desk.
  await window.filter({ hasText: promised }).waitFor();
  expect(observer.faults).toEqual([]);
});

it('finds the referral of every family in the list, by reference', async () => {
  const family = await submitted();
  const desk = await atDesk();
  await desk.row(family.reference).waitFor();
  expect(await desk.row(family.reference).innerText()).not.toContain(sampleEmail);
});
