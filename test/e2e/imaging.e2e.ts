/** A CD at home, from the folder in the family's hands to the desk: what is the child's goes, somebody else's stays. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { type Backend, connect } from '../../src/conformance/backend.ts';
import { sampleBirthDate } from '../../src/conformance/family.ts';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { DeskPage } from '../harness/desk-page.ts';
import { acceptedFamily, atHome } from '../harness/images-asked.ts';
import { Observer } from '../harness/observer.ts';
import { additions, hasShared, sharedFolder } from '../records/study/make-cd.ts';

let browser: Browser;
let server: DemoServer;
let backend: Backend;
let disc: string;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), DemoServer.start({ env: { TEST_PROFILE: '1' } })]);
  backend = await connect({ base: `${server.origin}/rso/v1`, origin: server.origin });
  disc = mkdtempSync(join(tmpdir(), 'rso-disc-'));
  if (hasShared) cpSync(sharedFolder('cd'), disc, { recursive: true });
  for (const { path, file } of additions(sampleBirthDate.replaceAll('-', ''))) {
    mkdirSync(dirname(join(disc, path)), { recursive: true });
    writeFileSync(join(disc, path), new Uint8Array(await file.arrayBuffer()));
  }
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(disc, { recursive: true, force: true });
});

it.skipIf(!hasShared)('a CD of two other patients and the child goes to the desk, sorted out', async () => {
  const observer = new Observer('imaging');
  const { page: deskPage } = await openPage(browser, { width: 1280, locale: 'en-US', timezoneId: 'America/New_York' });
  const desk = new DeskPage(deskPage, server.origin);
  const family = await acceptedFamily(backend, desk, server.deskToken);
  await desk.openImages();

  const visit = await openPage(browser, { width: 1280, locale: 'en-AE' });
  const { page, seen } = visit;
  const home = await atHome(visit, backend, family);
  onTestFailed(() => observer.shoot(page, 'failed'));
  const study = (name: string): Locator => page.locator('#imaging li.study').filter({ hasText: name });
  await page.locator('#imaging input[webkitdirectory]').setInputFiles(disc);
  await study('Doe, Peter').first().waitFor();
  // What is no image is said, and whose the others are is asked: nothing goes by itself.
  await page
    .locator('#imaging')
    .getByText(home.words('left.autorun', { number: 1 }))
    .waitFor();
  await page.locator('#imaging').getByText(home.words('studies.answer')).waitFor();
  await observer.look(page, 'found');
  await page.setViewportSize({ width: 390, height: 844 });
  await observer.look(page, 'found-narrow');
  await page.setViewportSize({ width: 1280, height: 900 });
  await study('Doe, Peter')
    .first()
    .getByRole('button', { name: home.words('study.mine') })
    .click();
  while ((await study('Doe,').count()) > 0)
    await study('Doe,')
      .first()
      .getByRole('button', { name: home.words('study.out') })
      .click();
  expect(await page.locator('#imaging li.study').count()).toBe(2);
  await page.getByRole('button', { name: home.words('studies.send') }).click();
  const good = page.locator('#imaging li.study .chip.good');
  await expect.poll(() => good.count(), { timeout: 60_000 }).toBe(2);
  await page.locator('#imaging').getByText(home.words('imaging.receiving')).waitFor();
  await observer.look(page, 'stored');

  // The desk reads whose they are from the images, and what the family said to that.
  const studies = deskPage.locator('ul.studies');
  const atDesk = (name: string) => studies.getByRole('listitem').filter({ hasText: name });
  await atDesk('Al-Hashimi, Layla').getByText('✓ complete').waitFor();
  await atDesk('Al-Hashimi, Layla').getByText('Numbers are missing').waitFor();
  await atDesk('Doe, Peter').getByText('The family says: it is this child all the same.').waitFor();
  expect(await studies.getByText('Archibald').count()).toBe(0);
  await observer.look(deskPage, 'desk');

  // Another visit, in Arabic, on a phone: what is stored stays so when the disc is picked again, and is not offered anew.
  const later = await openPage(browser, { width: 390, locale: 'ar-AE' });
  const laterHome = await atHome(later, backend, family, 'ar');
  await later.page.locator('#imaging input[webkitdirectory]').setInputFiles(disc);
  await later.page.locator('#imaging li.study').filter({ hasText: 'Doe, Archibald' }).first().waitFor();
  expect(await later.page.locator('#imaging li.study .chip.good').count()).toBe(2);
  expect(await later.page.getByRole('button', { name: laterHome.words('studies.send') }).count()).toBe(0);
  await observer.look(later.page, 'again-ar');
  const imaging = later.page.locator('#imaging');
  while ((await imaging.getByRole('button', { name: laterHome.words('study.out') }).count()) > 0)
    await imaging
      .getByRole('button', { name: laterHome.words('study.out') })
      .first()
      .click();
  await later.page.getByRole('button', { name: laterHome.words('studies.complete') }).click();
  await imaging.getByText(laterHome.words('imaging.received')).waitFor();
  await desk.verifyImages();
  await imaging.getByText(laterHome.words('imaging.verified')).waitFor();
  // No name of a patient, and none of a file, left the page but in a body.
  expect(
    [...seen.urls, ...later.seen.urls].filter((url) => /Doe|Layla|IM0|CT1/u.test(decodeURIComponent(url))),
  ).toEqual([]);
  expect([...seen.violations, ...later.seen.violations]).toEqual([]);
  expect([...seen.errors, ...later.seen.errors]).toEqual([]);
  expect(observer.faults).toEqual([]);
});
