/** The keyboard alone, in Spanish, on a narrow screen: from the hospital's page to the opened report. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { DeskPage } from '../harness/desk-page.ts';
import { family, FamilyPage } from '../harness/family-page.ts';
import { InboxPage } from '../harness/inbox-page.ts';
import { Keyboard } from '../harness/keyboard.ts';
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

/** Says what a record is, and of when, control by control. @param iso date of the document */
async function describeByKeys(keys: Keyboard, record: Locator, category: string, iso: string): Promise<void> {
  const [year = '', month = '', day = ''] = iso.split('-');
  const id = async (part: string): Promise<string> =>
    (await record.locator(`[id$="-${part}"]`).getAttribute('id')) ?? part;
  await keys.select(await id('category'), category);
  await keys.write(await id('day'), String(Number(day)));
  await keys.select(await id('month'), month);
  await keys.write(await id('year'), year);
  await record.page().keyboard.press('Tab');
}

it('takes a family from the first question to the opened report', async () => {
  const observer = new Observer('keyboard-es-390');
  const { page, seen } = await openPage(browser, { width: 390, locale: 'es-419' });
  onTestFailed(() => observer.shoot(page, 'failed'));
  const keys = new Keyboard(page);
  const home = new FamilyPage(page, 'es');
  const look = (what: string) => observer.look(page, what);

  await page.goto(`${server.origin}/?lang=es`);
  await home.field('notEmergency').waitFor();
  // Continue on an empty step: the summary takes the focus and leads to the fields.
  await keys.press(home.words('continue'));
  await page.getByRole('alert').first().waitFor();
  await look('mistakes');
  await page.reload();
  await home.field('notEmergency').waitFor();

  await keys.choose('f-notEmergency', 'true');
  await keys.choose('f-patientHospitalised', 'false');
  await keys.pick('patientLocation.country', home.country('AE'));
  await keys.pick('submitter.role', home.words('field.submitter.role.option.parent'));
  await keys.write('submitter.name.full', family.mother.latin);
  await keys.write('submitter.email', family.email);
  await keys.write('submitter.phone', family.phone);
  await keys.choose('f-submitter-relationship', 'MTH');
  await keys.choose('f-submitter-preferredChannel', 'email');
  await keys.pick('submitter.contactLanguage', home.language('es'));
  await look('start');
  await keys.press(home.words('continue'));
  await home.heading('step.child.title').waitFor();

  await keys.write('patient.name.full', family.child.latin);
  await keys.write('patient.birthDate.day', '14');
  await keys.to('patient.birthDate.month');
  await page.keyboard.type('mar');
  await keys.write('patient.birthDate.year', '2021');
  await keys.choose('f-patient-sexInRecords', 'female');
  await keys.pick('patient.residence.country', home.country('AE'));
  await look('child');
  await keys.press(home.words('continue'));
  await home.heading('step.family.title').waitFor();

  for (const consent of ['C3', 'C4', 'C5', 'C14']) {
    await home.readable(consent);
    await keys.tick(`consents.${consent}`);
  }
  await look('family');
  await keys.press(home.words('register'));
  await page.locator('#code-email').waitFor();
  await look('registered');
  const inbox = await InboxPage.open(browser, server.origin);
  const code = await inbox.code(family.email);
  await keys.write('code-email', code);
  await page.keyboard.press('Enter');
  await page.getByText(home.words('code.email.done')).waitFor();
  await keys.press(home.words('registered.go'));
  await home.heading('step.clinical.title').waitFor();

  await keys.choose('f-clinical-diagnosisStatus', 'confirmed');
  await keys.write('clinical.diagnosis', family.diagnosis);
  await keys.write('clinical.story', family.story);
  for (const list of ['currentTreatment', 'medications', 'allergies', 'surgeries'])
    await keys.choose(`f-clinical-${list}`, 'none');
  await keys.write('text', family.question);
  await keys.tick('f-clinical-specialties');
  await keys.choose('f-clinical-pathologyReview', 'no');
  await look('clinical');
  await keys.press(home.words('continue'));
  await home.heading('step.records.title').waitFor();

  const chooser = page.waitForEvent('filechooser');
  await keys.press(home.words('records.choose'));
  await (await chooser).setFiles(files.letter);
  await home.stored('heart-letter.pdf');
  await describeByKeys(keys, home.record('heart-letter.pdf'), 'clinical-summary', '2026-10-03');
  await look('records');
  await keys.press(home.words('continue'));
  await home.heading('step.services.title').waitFor();

  await keys.pick('payer.type', home.words('field.payer.type.option.self-pay'));
  await keys.choose('f-feeAcknowledged', 'true');
  await keys.tick('f-report-recipients');
  if ((await home.field('report.channel').count()) > 0) await keys.choose('f-report-channel', 'secure-link');
  await look('services');
  await keys.press(home.words('continue'));
  await home.heading('step.check.title').waitFor();

  for (const consent of ['C2', 'C7', 'C9', 'C15']) {
    await home.readable(consent);
    await keys.tick(`consents.${consent}`);
  }
  await keys.write('signature.name', family.mother.latin);
  await look('check');
  await keys.press(home.words('send'));
  await home.button('submitted.status').waitFor();
  await look('submitted');
  const reference = (
    await page
      .getByText(/^RSO-[0-9A-Z]{4}-[0-9A-Z]{4}$/u)
      .first()
      .innerText()
  ).trim();
  await keys.press(home.words('submitted.status'));

  // The hospital accepts, assigns and quotes; the family accepts and pays.
  const office = await openPage(browser, { width: 1280, locale: 'en-US', timezoneId: 'America/New_York' });
  const desk = new DeskPage(office.page, server.origin);
  await desk.signIn(server.deskToken);
  await desk.open(reference);
  await desk.accept();
  await desk.assign();
  await desk.quote(1000);
  await desk.completeDocuments();
  await home.button('quote.accept').waitFor();
  await page.locator('[name="billing.address.lines"]').waitFor();
  await keys.write('billing.address.lines', '12 Palm Street');
  await keys.write('billing.address.locality', 'Abu Dhabi');
  await keys.press(home.words('quote.accept'));
  const pay = page.locator('#quote').getByRole('button', { name: home.words('quote.pay', { amount: '' }).trim() });
  await pay.waitFor();
  await keys.press((await pay.innerText()).trim());
  await page.waitForURL(/\/pay\//u);
  await page.getByRole('button', { name: 'Pay', exact: true }).waitFor();
  await keys.press('Pay');
  await page.waitForURL((url) => url.pathname === '/');
  await page.locator('[part~="due"] b').waitFor();
  await look('status-window');

  // One more document is asked for: the headline's button leads to it.
  await desk.ask('Echo report from September');
  const request = page.locator('[part~="request"]');
  await request.getByText('Echo report from September').waitFor();
  await keys.press(home.words('ask.answer-request.button'));
  const echo = page.waitForEvent('filechooser');
  await keys.press(home.words('records.choose'));
  await (await echo).setFiles(files.echo);
  await home.stored('echo-september.pdf');
  await describeByKeys(keys, home.record('echo-september.pdf'), 'echo-report', '2026-09-14');
  await keys.press(home.words('request.send'));
  await request.waitFor({ state: 'detached' });
  await desk.page.getByText('One record came with the answer.').waitFor();
  await desk.sign(files.report);
  await desk.deliver();

  // The report: the link in the mail, the second fact, a code.
  const later = await openPage(browser, { width: 390, locale: 'es-419' });
  const reader = new FamilyPage(later.page, 'es');
  const laterKeys = new Keyboard(later.page);
  await new InboxPage(later.page, server.origin).followLink(family.email);
  await reader.heading('link.welcome').waitFor();
  await laterKeys.write('fact-day', '14');
  await laterKeys.to('fact-month');
  await later.page.keyboard.type('mar');
  await laterKeys.write('fact-year', '2021');
  await laterKeys.press(reader.words('link.open'));
  await later.page.locator('#report').waitFor();
  await laterKeys.press(reader.words('code.report.send'));
  await later.page.locator('#code-report').waitFor();
  await laterKeys.write('code-report', await inbox.code(family.email));
  await later.page.keyboard.press('Enter');
  await reader.button('report.open').waitFor();
  const bytes = later.page.waitForResponse((response) => response.url().endsWith('/report/content'));
  await laterKeys.press(reader.words('report.open'));
  expect((await bytes).status()).toBe(200);
  await observer.look(later.page, 'report-open');

  expect(observer.faults).toEqual([]);
  expect(seen.violations).toEqual([]);
  expect(seen.errors).toEqual([]);
});
