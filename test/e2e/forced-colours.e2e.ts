/** Colours that the reader's system forces (Windows' contrast themes): one sees what is chosen, where the keyboard is, and which step it is. */
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { FamilyPage } from '../harness/family-page.ts';

let browser: Browser;
let server: DemoServer;
let home: FamilyPage;

beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), DemoServer.start()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe.each(['dark', 'light'] as const)('in a %s contrast theme', (colorScheme) => {
  beforeEach(async () => {
    const { page } = await openPage(browser, { width: 1280, locale: 'en-US' });
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    await page.goto(`${server.origin}/?lang=en`);
    home = new FamilyPage(page, 'en');
    await home.field('notEmergency').waitFor();
    return () => page.context().close();
  });

  /** What is on screen of it, its outline included. */
  const picture = async (place: Locator): Promise<Buffer> => {
    const box = await place.boundingBox();
    if (!box) throw new Error('not on screen');
    const { x, y, width, height } = box;
    return home.page.screenshot({ clip: { x: x - 8, y: y - 8, width: width + 16, height: height + 16 } });
  };
  const pill = (code: string): Locator =>
    home
      .field('notEmergency')
      .locator('label')
      .filter({ has: home.page.locator(`input[value="${code}"]`) });

  it('shows which choice is made, and apart from it where the keyboard is', async () => {
    await pill('true').scrollIntoViewIfNeeded();
    const open = await picture(pill('true'));
    await home.page.keyboard.press('Tab');
    await pill('true').locator('input').focus();
    const focused = await picture(pill('true'));
    await home.page.keyboard.press('Space');
    const both = await picture(pill('true'));
    await home.page.evaluate(() => {
      const { activeElement } = document;
      (activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.blur();
    });
    const chosen = await picture(pill('true'));
    const all = [open, focused, both, chosen].map((each) => each.toString('base64'));
    expect(new Set(all).size).toBe(4);
  });

  it('shows the present step among the others where there is only a bar', async () => {
    await home.page.setViewportSize({ width: 390, height: 900 });
    const bars = home.page.locator('[part~="steps"] > li');
    const [now, next] = await Promise.all([0, 1].map((index) => bars.nth(index).screenshot()));
    expect(now?.equals(next ?? Buffer.of())).toBe(false);
    const colours = await bars.nth(1).evaluate((bar) => {
      const { borderTopColor, borderTopWidth } = getComputedStyle(bar);
      return { borderTopColor, borderTopWidth, canvas: getComputedStyle(document.body).backgroundColor };
    });
    expect(colours.borderTopWidth).not.toBe('0px');
    expect(colours.borderTopColor).not.toBe(colours.canvas);
  });
});
