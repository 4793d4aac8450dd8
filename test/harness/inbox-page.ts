/** The family's mails, read on the inbox page. */
import type { Browser, Page } from 'playwright-core';

export class InboxPage {
  readonly #page: Page;
  readonly #origin: string;

  /** @param page where the mails are read; a link in one opens there too. */
  constructor(page: Page, origin: string) {
    this.#page = page;
    this.#origin = origin;
  }

  /** The mail program in a window of its own: a second tab would hide the family's page, and hidden pages draw once a second. */
  static async open(browser: Browser, origin: string): Promise<InboxPage> {
    return new InboxPage(await browser.newPage(), origin);
  }

  /** Opens the newest mail to this address for which `read` finds something; waits for it to arrive. */
  async find<Found>(to: string, read: (text: string) => Found | null): Promise<Found> {
    await this.#page.goto(`${this.#origin}/inbox/`);
    for (let look = 0; look < 60; look += 1) {
      const mails = this.#page.locator('#mails button').filter({ hasText: to });
      for (let index = 0; index < (await mails.count()); index += 1) {
        await mails.nth(index).click();
        const found = read(await this.#page.locator('#mail .text').innerText());
        if (found !== null) return found;
      }
      await this.#page.waitForTimeout(500);
    }
    throw new Error('the mail did not arrive');
  }

  /** The newest six digits. */
  code = (to: string): Promise<string> => this.find(to, (text) => /(?<!\d)\d{6}(?!\d)/u.exec(text)?.[0] ?? null);

  /** Presses the link in the newest mail that has one. */
  async followLink(to: string): Promise<void> {
    await this.find(to, (text) => (text.includes('#rso-link=') ? true : null));
    await this.#page.locator('#mail a').filter({ hasText: '#rso-link=' }).click();
  }
}
