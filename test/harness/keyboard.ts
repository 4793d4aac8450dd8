/** A person without a pointer: Tab, arrows, Space, Enter and letters, nothing else. */
import type { Page } from 'playwright-core';

interface Focus {
  readonly id: string;
  readonly name: string;
  readonly value: string;
}

const FURTHEST = 120;

export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What has the focus, shadow roots looked into. */
  focus(): Promise<Focus> {
    return this.#page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const value =
        active instanceof HTMLInputElement || active instanceof HTMLSelectElement || active instanceof HTMLButtonElement
          ? active.value
          : '';
      return { id: active?.id ?? '', name: active?.getAttribute('name') ?? '', value };
    });
  }

  /** Presses Tab until a control with this name or id has the focus. */
  async to(name: string): Promise<void> {
    for (let press = 0; press < FURTHEST; press += 1) {
      const at = await this.focus();
      if (at.name === name || at.id === name) return;
      await this.#page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${name}`);
  }

  /** Goes to a field and types. */
  async write(name: string, text: string): Promise<void> {
    await this.to(name);
    await this.#page.keyboard.insertText(text);
  }

  /** Types into a list that filters and takes the first that is left. */
  async pick(name: string, text: string): Promise<void> {
    await this.to(name);
    await this.#page.keyboard.type(text);
    await this.#page.keyboard.press('ArrowDown');
    await this.#page.keyboard.press('Enter');
  }

  /** Goes to a group of radio buttons, and with the arrows to the one with this value. */
  async choose(group: string, value: string): Promise<void> {
    await this.to(group);
    if ((await this.focus()).value === value) return this.#page.keyboard.press('Space');
    for (let press = 0; press < 8; press += 1) {
      await this.#page.keyboard.press('ArrowDown');
      if ((await this.focus()).value === value) return;
    }
    throw new Error(`the arrows do not lead to ${value} in ${group}`);
  }

  /** Goes to a list that opens, and with the arrow down to the entry with this value. */
  async select(name: string, value: string): Promise<void> {
    await this.to(name);
    for (let press = 0; press < 60; press += 1) {
      if ((await this.focus()).value === value) return;
      await this.#page.keyboard.press('ArrowDown');
    }
    throw new Error(`the arrow down does not lead to ${value} in ${name}`);
  }

  /** Goes to a checkbox and ticks it. */
  async tick(name: string): Promise<void> {
    await this.to(name);
    await this.#page.keyboard.press('Space');
  }

  /** Presses Tab until a button or link with these words has the focus, then Enter. */
  async press(words: string): Promise<void> {
    for (let press = 0; press < FURTHEST; press += 1) {
      const text = await this.#page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active instanceof HTMLElement && active.matches('button, a') ? active.innerText.trim() : '';
      });
      if (text === words) return this.#page.keyboard.press('Enter');
      await this.#page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to "${words}"`);
  }
}
