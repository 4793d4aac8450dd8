/** The keyboard alone, in Spanish, on a narrow screen: from the hospital's page to the receipt. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
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

it('takes a family from the first question to the receipt', async () => {
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
  await keys.choose('f-submitter-role', 'parent');
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
  await home.describe('heart-letter.pdf', 'clinical-summary', '2026-10-03');
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

  expect(observer.faults).toEqual([]);
  expect(seen.violations).toEqual([]);
  expect(seen.errors).toEqual([]);
});
