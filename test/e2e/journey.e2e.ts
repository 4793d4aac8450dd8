/**
 * The main job, end to end, on real input: a family goes from the hospital's page to an opened report, against the real
 * backend as a process, in a real browser, with real PDF files; the backend is killed in the middle of an upload.
 */
import { stat } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { createFormats } from '../../src/i18n/formats.ts';
import { type Program, reportWindow } from '../../src/protocol/index.ts';
import { keptIn, openBrowser, openPage, throttle, type Watched } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { DeskPage } from '../harness/desk-page.ts';
import { family, FamilyPage, markers } from '../harness/family-page.ts';
import { InboxPage } from '../harness/inbox-page.ts';
import { Observer } from '../harness/observer.ts';
import { makeRecordFiles, type RecordFiles } from '../harness/record-files.ts';
import { sizesBelow } from '../harness/sizes-below.ts';

const MEGABYTE = 1024 * 1024;

/** The largest file that came since: an earlier journey left its own 200 MB in the same folder. */
async function largestSince(folder: string, before: ReadonlyMap<string, number>): Promise<number> {
  const now = await sizesBelow(folder);
  return Math.max(0, ...[...now].filter(([path]) => !before.has(path)).map(([, size]) => size));
}

let browser: Browser;
let server: DemoServer;
let files: RecordFiles;

beforeAll(async () => {
  [browser, server, files] = await Promise.all([openBrowser(), DemoServer.start(), makeRecordFiles()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await files?.remove();
});

interface Run {
  readonly lang: 'en' | 'ar';
  readonly locale: string;
  readonly width: number;
}

/** Nothing that the family gave may be anywhere but in the bodies of requests to the backend. */
async function expectNoLeak({ page, seen }: Watched): Promise<void> {
  const places = {
    kept: await keptIn(page),
    urls: seen.urls.join('\n'),
    console: seen.console.join('\n'),
    events: seen.events.join('\n'),
  };
  for (const [place, text] of Object.entries(places))
    for (const marker of markers)
      expect(decodeURIComponent(text.replaceAll('%', '%25')).includes(marker), `${marker} in ${place}`).toBe(false);
}

/** "Pages 3 to 5 are in Spanish." */
const refusedPages = { en: /^Pages 3 to 5 are in Spanish\.$/u, ar: /الصفحات\D*[3٣]\D*إلى\D*[5٥]/u } as const;

/** Signs that keep a name's direction are nothing that a reader sees. */
const visible = (text: string): string =>
  text
    .replaceAll(/[\u200e\u200f\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

const runs: readonly Run[] = [
  { lang: 'en', locale: 'en-AE', width: 1280 },
  { lang: 'ar', locale: 'ar-AE', width: 390 },
];

describe.each(runs)('in $lang at $width px', ({ lang, locale, width }) => {
  it('a family registers, sends records, pays, answers and opens the report', async () => {
    const observer = new Observer(`journey-${lang}-${width}`);
    const visit = await openPage(browser, { width, locale });
    const { page } = visit;
    const home = new FamilyPage(page, lang);
    const look = (what: string) => observer.look(page, what);
    onTestFailed(() => observer.shoot(page, 'failed'));
    const inbox = await InboxPage.open(browser, server.origin);

    // Registration
    await page.goto(`${server.origin}/?lang=${lang}`);
    await home.field('notEmergency').waitFor();
    await look('start');
    await home.whoApplies();
    await look('start-filled');
    await home.next('continue', 'step.child.title');
    await home.child();
    await look('child');
    await home.next('continue', 'step.family.title');
    await home.parentsAndConsents();
    await look('family');
    await home.press('register');
    const reference = (await page.getByText(/^RSO-[0-9A-Z]{4}-[0-9A-Z]{4}$/u).innerText()).trim();
    await look('registered');

    // The e-mail address is confirmed with the code from the inbox
    await page.locator('#code-email').fill(await inbox.code(family.email));
    await home.press('code.confirm');
    await page.getByText(home.words('code.email.done')).waitFor();

    // The clinical question
    await home.press('registered.go');
    await home.heading('step.clinical.title').waitFor();
    await home.clinicalQuestion();
    await look('clinical');
    await home.next('continue', 'step.records.title');
    await look('records-empty');

    // Records: English accepted; Spanish pages named and replaced
    await home.addRecords(files.letter, files.laboratory);
    await home.record('heart-letter.pdf').locator('[part="chip"]').getByText(home.words('chip.english')).waitFor();
    await home.record('lab-results.pdf').locator('b').filter({ hasText: refusedPages[lang] }).waitFor();
    await look('records-refused');
    await home.replaceRecord('lab-results.pdf', files.laboratoryTranslated);
    await home.stored('lab-results-english.pdf');
    await home.stored('heart-letter.pdf');
    await home.describe('heart-letter.pdf', 'clinical-summary', '2026-10-03');
    await home.describe('lab-results-english.pdf', 'lab-report', '2026-10-05');

    // 200 MB, and the backend dies in the middle of it
    const before = await sizesBelow(server.dataFolder);
    await throttle(visit, 40 * MEGABYTE);
    await home.addRecords(files.folder);
    await expect
      .poll(() => largestSince(server.dataFolder, before), { timeout: 60_000, interval: 50 })
      .toBeGreaterThan(40 * MEGABYTE);
    await server.killHard();
    expect(await largestSince(server.dataFolder, before)).toBeLessThan(180 * MEGABYTE);
    await page.getByRole('heading', { name: home.words('connection.title') }).waitFor({ timeout: 30_000 });
    await look('records-waiting');
    await server.restart();
    await throttle(visit, null);
    await home.stored('whole-folder.pdf', 120_000);
    await home.describe('whole-folder.pdf', 'consult-note', '2026-09-28');
    await look('records-stored');
    await home.next('continue', 'step.services.title');
    await home.servicesAndReport();
    await look('services');
    await home.next('continue', 'step.check.title');
    await home.checkAndSign();
    await look('check');
    await home.press('send');
    await home.button('submitted.status').waitFor();
    await look('submitted');
    await expectNoLeak(visit);
    await home.press('submitted.status');
    await look('status-review');

    // The hospital's side: accepted, assigned, quoted, documents complete
    const office = await openPage(browser, { width: 1280, locale: 'en-US', timezoneId: 'America/New_York' });
    const desk = new DeskPage(office.page, server.origin);
    await desk.signIn(server.deskToken);
    await observer.look(desk.page, 'desk-list');
    await desk.open(reference);
    await observer.look(desk.page, 'desk-review');
    await desk.accept();
    await desk.assign();
    await desk.quote(1000);
    await desk.completeDocuments();
    await observer.look(desk.page, 'desk-quoted');

    // The family accepts the quote and pays
    await home.button('quote.accept').waitFor();
    const { full } = family.mother;
    await page.locator('[name="billing.name.full"]').waitFor();
    expect(await page.locator('[name="billing.name.full"]').inputValue()).toBe(full);
    expect(await page.locator('[name="billing.email"]').inputValue()).toBe(family.email);
    await look('status-quote');
    // What is missing is said in the family's language, and nothing is sent before it is there.
    await home.press('quote.accept');
    await page.locator('#summary').getByText(home.words('field.billing.address')).first().waitFor();
    await look('status-quote-missing');
    await home.receipt();
    await home.press('quote.accept');
    await page.getByText(home.words('billing.given')).waitFor();
    await desk.page.getByText('12 Palm Street').waitFor();
    await observer.look(desk.page, 'desk-accepted');
    await page
      .locator('#quote')
      .getByRole('button', { name: home.words('quote.pay', { amount: '' }).trim() })
      .click();
    await page.waitForURL(/\/pay\//u);
    await page.getByRole('button', { name: 'Pay', exact: true }).waitFor();
    await page.getByText(full).waitFor();
    await look('pay');
    await page.getByRole('button', { name: 'Pay', exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/');

    // Both gates are closed: the window shows the right two dates
    const { clock } = (await (await fetch(`${server.origin}/rso/v1/program`)).json()) as Program;
    const { earliest, latest } = reportWindow(new Date(), clock);
    const dates = createFormats(lang, [locale]);
    const due = page.locator('[part~="due"] b');
    await due.waitFor();
    expect(visible(await due.innerText())).toBe(
      visible(home.words('due.window', { from: dates.day(earliest), to: dates.day(latest) })),
    );
    await look('status-window');

    // One more document is asked for, and sent
    await desk.ask('Echo report from September');
    const request = page.locator('[part~="request"]');
    await request.getByText('Echo report from September').waitFor();
    await look('status-request');
    const chooser = page.waitForEvent('filechooser');
    await request.getByRole('button', { name: home.words('records.choose'), exact: true }).click();
    await (await chooser).setFiles(files.echo);
    await home.stored('echo-september.pdf');
    await home.describe('echo-september.pdf', 'echo-report', '2026-09-14');
    await look('status-answering');
    await home.press('request.send');
    await request.waitFor({ state: 'detached' });

    // The report is signed and delivered
    await desk.page.getByText('One record came with the answer.').waitFor();
    await desk.sign(files.report);
    await desk.deliver();
    await desk.state.filter({ hasText: 'Follow-up' }).waitFor();
    await observer.look(desk.page, 'desk-delivered');
    await expectNoLeak(visit);

    // Days later, on another device: the link in the mail, the second fact, a code, the report
    const later = await openPage(browser, { width, locale });
    const reader = new FamilyPage(later.page, lang);
    await new InboxPage(later.page, server.origin).followLink(family.email);
    await reader.heading('link.welcome').waitFor();
    expect(later.page.url()).not.toContain('rso-link');
    await observer.look(later.page, 'link');
    await reader.secondFact(family.birthDate);
    await later.page.locator('#report').waitFor();
    await observer.look(later.page, 'report-code');
    await reader.press('code.report.send');
    await later.page.locator('#code-report').waitFor();
    await later.page.locator('#code-report').fill(await inbox.code(family.email));
    await reader.press('code.confirm');
    const tab = later.context.waitForEvent('page');
    tab.catch(() => undefined);
    const bytes = later.page.waitForResponse((response) => response.url().endsWith('/report/content'));
    await reader.press('report.open');
    expect((await bytes).status()).toBe(200);
    expect(Number((await bytes).headers()['content-length'])).toBe((await stat(files.report)).size);
    // A tab of its own, or a link where the browser keeps tabs shut.
    const link = later.page.locator('#report a');
    const address = await Promise.race([
      tab.then((opened) => opened.url()),
      link.waitFor().then(() => link.getAttribute('href')),
    ]);
    expect(address).toMatch(/^(?:blob:|about:blank)/u);
    await observer.look(later.page, 'report-open');
    await expectNoLeak(later);

    expect(observer.faults).toEqual([]);
    for (const { seen } of [visit, office, later]) {
      expect(seen.violations).toEqual([]);
      expect(seen.errors).toEqual([]);
    }
  });
});
