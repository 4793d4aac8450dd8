/** Looks at a page as it stands: a picture for people, axe for machines. Faults are collected, not thrown, so that one run names them all. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from './axe.ts';

const folder = join(import.meta.dirname, '../../.cache/shots-e2e');

export class Observer {
  readonly faults: string[] = [];
  readonly #name: string;
  #count = 0;

  /** @param name begins every picture's file name. */
  constructor(name: string) {
    this.#name = name;
    mkdirSync(folder, { recursive: true });
  }

  /** A picture of the whole page. @param what the state, in a word or two. */
  async shoot(page: Page, what: string): Promise<void> {
    this.#count += 1;
    const number = String(this.#count).padStart(2, '0');
    await page.screenshot({ path: join(folder, `${this.#name}-${number}-${what}.png`), fullPage: true });
  }

  /** A picture, axe, and whether the page has to be scrolled sideways. */
  async look(page: Page, what: string): Promise<void> {
    await this.shoot(page, what);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (sideways > 0) this.faults.push(`${what}: scrolls sideways by ${sideways} px`);
    for (const fault of await accessibilityFaults(page)) this.faults.push(`${what}: ${fault}`);
    if (this.faults.length > 0) writeFileSync(join(folder, `${this.#name}-faults.txt`), this.faults.join('\n'));
  }
}
