/** Images that go straight to the hospital's archive on a third origin: from a disc at home to a DICOMweb server, in a real browser. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { type Backend, connect } from '../../src/conformance/backend.ts';
import { sampleBirthDate } from '../../src/conformance/family.ts';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { DeskPage } from '../harness/desk-page.ts';
import { acceptedFamily, atHome } from '../harness/images-asked.ts';
import { Observer } from '../harness/observer.ts';
import { makeImage } from '../records/study/make-cd.ts';
import { type DicomwebServer, startDicomweb } from '../transfer/stow/dicomweb-server.ts';

/** 250 images: more than one request holds. */
const COUNT = 250;
const FIRST_LOT = 200;
const uid = (number: number): string => `1.2.826.0.1.3680043.2.1125.1.1.${String(number)}`;
const image = (number: number): Buffer =>
  makeImage({ number, instance: uid(number), birthDate: sampleBirthDate.replaceAll('-', '') });

let browser: Browser;
let server: DemoServer;
let backend: Backend;
let archive: DicomwebServer;
let disc: string;

beforeAll(async () => {
  archive = await startDicomweb();
  const env = { TEST_PROFILE: '1', ARCHIVE_ORIGIN: new URL(archive.url).origin };
  [browser, server] = await Promise.all([openBrowser(), DemoServer.start({ env })]);
  archive.allowed.add(server.origin);
  backend = await connect({ base: `${server.origin}/rso/v1`, origin: server.origin });
  disc = mkdtempSync(join(tmpdir(), 'rso-archive-'));
  for (let number = 1; number <= COUNT; number += 1) {
    const path = join(disc, `DICOM/SE1/IM${String(number).padStart(4, '0')}`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, image(number));
  }
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await archive?.close();
  rmSync(disc, { recursive: true, force: true });
});

it('a disc goes to the archive, breaks off, goes on after a reload, and the desk knows where it is', async () => {
  const observer = new Observer('archive');
  const { page: deskPage } = await openPage(browser, { width: 1280, locale: 'en-US', timezoneId: 'America/New_York' });
  const desk = new DeskPage(deskPage, server.origin);
  const family = await acceptedFamily(backend, desk, server.deskToken);
  archive.token = 'archive-token-of-the-family';
  await desk.openArchive(archive.url, archive.token);

  const visit = await openPage(browser, { width: 1280, locale: 'en-AE' });
  const { page, seen } = visit;
  const home = await atHome(visit, backend, family);
  onTestFailed(() => observer.shoot(page, 'failed'));
  const imaging = page.locator('#imaging');
  const choose = () => page.locator('#imaging input[webkitdirectory]').setInputFiles(disc);
  await imaging.getByText(home.words('studies.archive', { host: new URL(archive.url).host })).waitFor();
  await choose();
  const send = page.getByRole('button', { name: home.words('studies.send') });
  await send.waitFor();
  await observer.look(page, 'found');
  // The first request is cut, the next one is busy; then one lot is taken, and the archive falls silent.
  archive.faults.push({ cutAfter: 100_000 }, { status: 503 });
  archive.answers = 1;
  await send.click();
  await expect.poll(() => archive.stored.size, { timeout: 60_000 }).toBeGreaterThan(0);
  const before = archive.stored.size;
  const studies = deskPage.locator('ul.studies');
  await studies.getByText(`${String(before)} of ${String(COUNT)} images`).waitFor();
  await observer.look(page, 'under-way');

  // The page is loaded anew, and the disc chosen again: what was confirmed is not sent a second time.
  await page.reload();
  archive.answers = Number.POSITIVE_INFINITY;
  await imaging.waitFor();
  await choose();
  await send.click();
  await page.locator('#imaging li.study .chip.good').waitFor({ timeout: 60_000 });
  await imaging.getByText(home.words('study.state.confirmed', { number: COUNT })).waitFor();
  await observer.look(page, 'confirmed');
  expect(archive.complaints).toEqual([]);
  expect(archive.stored.size).toBe(COUNT);
  for (let number = 1; number <= COUNT; number += 1)
    expect(archive.stored.get(uid(number))?.bytes.equals(image(number)), uid(number)).toBe(true);
  expect([...archive.stored.values()].slice(0, before).every(({ times }) => times === 1)).toBe(true);
  expect(before).toBeLessThanOrEqual(FIRST_LOT);

  await studies.getByText('✓ complete').waitFor();
  await studies.getByText('In the image archive', { exact: true }).waitFor();
  await studies.getByText('Study UID in the image archive: 1.2.826.0.1.3680043.2.1125.1').waitFor();
  await observer.look(deskPage, 'desk');
  await page.getByRole('button', { name: home.words('studies.complete') }).click();
  await imaging.getByText(home.words('imaging.received')).waitFor();
  // The archive was given its own token and no other; no address holds more than it must.
  expect(archive.headers()['authorization']).toBe('Bearer archive-token-of-the-family');
  expect(seen.urls.filter((url) => /IM0|Layla|1\.2\.826/u.test(decodeURIComponent(url)))).toEqual([]);
  expect(seen.violations).toEqual([]);
  expect(observer.faults).toEqual([]);
});
