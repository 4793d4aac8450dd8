/**
 * Two clinics under their own names: one right to left with its own theme, and one whose backend offers the first level
 * alone, with questions of its own. What a program does not offer is not shown.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { family, FamilyPage } from '../harness/family-page.ts';
import { InboxPage } from '../harness/inbox-page.ts';
import { Observer } from '../harness/observer.ts';
import { makeRecordFiles, type RecordFiles } from '../harness/record-files.ts';

let browser: Browser;
let server: DemoServer;
let files: RecordFiles;

beforeAll(async () => {
  [browser, server, files] = await Promise.all([openBrowser(), DemoServer.start(), makeRecordFiles({ large: false })]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await files?.remove();
});

it('speaks Arabic under the clinic’s own theme', async () => {
  const observer = new Observer('yasmin-ar-390');
  const { page, seen } = await openPage(browser, { width: 390, locale: 'ar-AE' });
  const home = new FamilyPage(page, 'ar');
  await page.goto(`${server.origin}/clinic-yasmin/`);
  await home.field('notEmergency').waitFor();
  const look = await page.getByRole('button', { name: home.words('continue') }).evaluate((button) => {
    const { direction, borderTopLeftRadius, fontFamily } = getComputedStyle(button);
    return { direction, borderTopLeftRadius, serif: fontFamily.includes('Naskh') };
  });
  expect(look).toEqual({ direction: 'rtl', borderTopLeftRadius: '4px', serif: true });
  await observer.look(page, 'start');
  expect(observer.faults).toEqual([]);
  expect(seen.violations).toEqual([]);
});

it('takes a family through a program of level 1, and shows nothing of what it does not offer', async () => {
  const observer = new Observer('harborlight-en-1280');
  const { page, seen } = await openPage(browser, { width: 1280, locale: 'en-AE' });
  onTestFailed(() => observer.shoot(page, 'failed'));
  const home = new FamilyPage(page, 'en');
  await page.goto(`${server.origin}/clinic-harborlight/`);
  await home.field('notEmergency').waitFor();
  await home.whoApplies();
  await home.next('continue', 'step.child.title');
  await home.child();
  await home.next('continue', 'step.family.title');
  await home.parentsAndConsents();
  await home.press('register');
  await page.locator('#code-email').waitFor();
  const inbox = await InboxPage.open(browser, server.origin);
  await page.locator('#code-email').fill(await inbox.code(family.email));
  await home.press('code.confirm');
  await page.getByText(home.words('code.email.done')).waitFor();
  await home.press('registered.go');
  await home.heading('step.clinical.title').waitFor();

  // The clinic's own question is there, in its own words; what it hides is not.
  await page.getByText(home.words('more'), { exact: true }).first().click();
  await page.getByText('Does your child turn blue at times?').waitFor();
  expect(await home.field('clinical.pathologyReview').count()).toBe(0);
  await home.clinicalQuestion();
  await observer.look(page, 'clinical');
  await home.next('continue', 'step.records.title');
  await home.addRecords(files.letter);
  await home.stored('heart-letter.pdf');
  await home.describe('heart-letter.pdf', 'clinical-summary', '2026-10-03');
  await home.next('continue', 'step.services.title');
  await home.servicesAndReport();
  await home.next('continue', 'step.check.title');
  await home.checkAndSign();
  await home.press('send');
  await home.press('submitted.status');
  await page.locator('[part~="status"]').waitFor();
  await observer.look(page, 'status');
  for (const part of ['messages', 'quote', 'imaging', 'report', 'request'])
    expect(await page.locator(`#${part}`).count()).toBe(0);
  expect(await page.getByText(home.words('withdraw.title')).count()).toBe(0);
  expect(seen.urls.filter((url) => /\/(?:events|messages|quote|imaging|report)(?:$|\?)/u.test(url))).toEqual([]);

  expect(observer.faults).toEqual([]);
  expect(seen.violations).toEqual([]);
  expect(seen.errors).toEqual([]);
});
