/**
 * The access form as a person meets it: fields by their place in the form, controls by what they look like to a person.
 * Acts only; what is expected of them stands in the tests.
 */
import type { Locator, Page } from 'playwright-core';
import { wordsOf } from './words.ts';

export class FormPage {
  readonly page: Page;
  /** BCP 47 language in which the page is read. */
  readonly lang: string;
  readonly words: ReturnType<typeof wordsOf>;

  constructor(page: Page, lang: string) {
    this.page = page;
    this.lang = lang;
    this.words = wordsOf(lang);
  }

  /** The box around a field: `clinical.story`. */
  field(id: string): Locator {
    return this.page.locator(`#f-${id.replaceAll('.', '-')}-field`);
  }

  /** Types into a text, name, phone or e-mail field, or into one part of an answer (`patient.name.latin`). */
  async write(name: string, text: string): Promise<void> {
    const control = this.page.locator(`[name="${name}"]`).first();
    await control.fill(text);
    await control.blur();
  }

  /** Presses one of the choices that are shown. */
  async choose(field: string, code: string): Promise<void> {
    await this.field(field)
      .locator('label')
      .filter({ has: this.page.locator(`input[value="${code}"]`) })
      .click();
  }

  /** Types into a list that filters, and takes the first that is left. */
  async pick(name: string, text: string): Promise<void> {
    const control = this.page.locator(`[name="${name}"]`).first();
    await control.click();
    await control.fill(text);
    await this.page.getByRole('listbox').getByRole('option').first().click();
  }

  /** Few options are shown, many are listed: either way the same answer. */
  async pickOrChoose(field: string, code: string): Promise<void> {
    const radio = this.field(field).locator(`input[value="${code}"]`);
    if ((await radio.count()) > 0) return this.choose(field, code);
    await this.pick(field, this.words(`field.${field}.option.${code}`));
  }

  /** Day, month and year of a date field. */
  async date(field: string, iso: string): Promise<void> {
    const [year = '', month = '', day = ''] = iso.split('-');
    await this.page.locator(`[name="${field}.year"]`).fill(year);
    if (month) await this.page.locator(`[name="${field}.month"]`).selectOption(month);
    if (day) await this.page.locator(`[name="${field}.day"]`).fill(String(Number(day)));
    await this.page.locator(`[name="${field}.year"]`).blur();
  }

  /** Waits until the text of a consent can be read: nobody can agree to it before. */
  async readable(id: string): Promise<void> {
    await this.field(`consents.${id}`).locator('details').first().waitFor();
  }

  /** Gives a consent. */
  async agree(id: string): Promise<void> {
    await this.readable(id);
    await this.field(`consents.${id}`).locator('input[type="checkbox"]').check();
  }

  /** A button by its words' key. */
  button(key: string, params?: Readonly<Record<string, string | number>>): Locator {
    return this.page.getByRole('button', { name: this.words(key, params), exact: true });
  }

  async press(key: string): Promise<void> {
    await this.button(key).click();
  }
}
