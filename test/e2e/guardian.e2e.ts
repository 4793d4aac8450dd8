/**
 * Somebody else than a parent applies: an embassy registers a child, the child's father signs by the link in his mail on a
 * device of his own, and the embassy goes on. In a real browser, against the real backend as a process.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { family, FamilyPage } from '../harness/family-page.ts';
import { InboxPage } from '../harness/inbox-page.ts';
import { Observer } from '../harness/observer.ts';

const officer = { name: 'Nadia Rahman', email: 'nadia@embassy.example', phone: '+12025550131' } as const;
const father = { name: 'Khalid Haddad', email: 'khalid@family.example' } as const;

let browser: Browser;
let server: DemoServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), DemoServer.start()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

class EmbassyPage extends FamilyPage {
  override async whoApplies(): Promise<void> {
    await this.choose('notEmergency', 'true');
    await this.choose('patientHospitalised', 'false');
    await this.pick('patientLocation.country', this.country('AE'));
    await this.pickOrChoose('submitter.role', 'embassy');
    await this.write('submitter.name.full', officer.name);
    await this.write('submitter.email', officer.email);
    await this.write('submitter.phone', officer.phone);
    await this.write('submitter.organisation', 'Embassy of Oakland');
    await this.write('submitter.jobTitle', 'Health attaché');
    await this.choose('submitter.authority', 'written-permission');
    await this.choose('submitter.preferredChannel', 'email');
    await this.pick('submitter.contactLanguage', this.language('en'));
  }

  async guardian(): Promise<void> {
    await this.page.locator('[name="name.full"]').first().fill(father.name);
    const relationship = this.page.locator('[name="relationship"]').first();
    if ((await relationship.getAttribute('role')) === 'combobox')
      await this.pick('relationship', this.words('relationship.FTH'));
    else await this.page.locator('input[name$="relationship"][value="FTH"]').locator('xpath=..').click();
    await this.page
      .locator('label')
      .filter({
        has: this.page.locator(
          'input[name$="hasLegalAuthority"][value="true"], input[id*="hasLegalAuthority"][value="true"]',
        ),
      })
      .first()
      .click();
    const details = this.page.locator('[part="item"] details.fold > summary').first();
    if ((await details.count()) > 0) await details.click();
    await this.page.locator('[name="email"]').first().fill(father.email);
  }
}

describe.each([
  { lang: 'en', locale: 'en-US', width: 1280 },
  { lang: 'ar', locale: 'ar-AE', width: 390 },
] as const)('in $lang at $width px', ({ lang, locale, width }) => {
  it('a guardian signs by a link of their own, and the embassy goes on', async () => {
    const observer = new Observer(`guardian-${lang}-${width}`);
    const { page } = await openPage(browser, { width, locale });
    const embassy = new EmbassyPage(page, lang);
    onTestFailed(() => observer.shoot(page, 'failed'));
    const inbox = await InboxPage.open(browser, server.origin);

    await page.goto(`${server.origin}/?lang=${lang}`);
    await embassy.field('notEmergency').waitFor();
    await embassy.whoApplies();
    await observer.look(page, 'start');
    await embassy.next('continue', 'step.child.title');
    await embassy.child();
    await embassy.next('continue', 'step.family.title');
    await embassy.guardian();
    await embassy.agree('C14');
    await observer.look(page, 'family');
    await embassy.press('register');
    await page.getByText(/^RSO-[0-9A-Z]{4}-[0-9A-Z]{4}$/u).waitFor();
    await observer.look(page, 'registered');
    await page.locator('#code-email').fill(await inbox.code(officer.email));
    await embassy.press('code.confirm');
    await page.getByText(father.email).waitFor();
    await observer.look(page, 'asked');

    // The father, on his own device.
    const his = await openPage(browser, { width, locale });
    onTestFailed(() => observer.shoot(his.page, 'failed-signing'));
    const link = await inbox.find(father.email, (text) => /https?:\S+#rso-link=\S+/u.exec(text)?.[0] ?? null);
    await his.page.goto(`${link.split('#')[0] ?? ''}#${link.split('#')[1] ?? ''}`);
    const signer = new FamilyPage(his.page, lang);
    await signer.secondFact(family.birthDate);
    await his.page.getByText(officer.name, { exact: false }).first().waitFor();
    await observer.look(his.page, 'signing');
    expect(await his.page.getByText(officer.email).count()).toBe(0);
    // Nothing is signed by pressing alone.
    await signer.press('signing.sign');
    await his.page.getByText(signer.words('signing.missing')).waitFor();
    for (const box of await his.page.locator('input[type="checkbox"][aria-required="true"]').all()) await box.check();
    await his.page.locator('#signing-name').fill(father.name);
    await signer.press('signing.sign');
    await signer.heading('signing.done.title').waitFor();
    await observer.look(his.page, 'signed');

    // The page of the embassy learns it by itself.
    await embassy.press('registered.go');
    await embassy.heading('step.clinical.title').waitFor();
    expect(observer.faults).toEqual([]);
  });
});
