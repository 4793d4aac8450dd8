/** The hospital's side, as somebody of the intake team does it on the desk's page. */
import type { Locator, Page } from 'playwright-core';

export class DeskPage {
  readonly page: Page;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
  }

  async signIn(token: string): Promise<void> {
    await this.page.goto(`${this.#origin}/desk/`);
    await this.page.getByLabel('Desk token').fill(token);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.page.getByRole('heading', { name: 'Referrals' }).waitFor();
  }

  row(reference: string): Locator {
    return this.page.getByRole('row').filter({ hasText: reference });
  }

  async open(reference: string): Promise<void> {
    await this.page.getByRole('link', { name: reference }).click();
    await this.page.locator('#detail').getByText(reference).waitFor();
    await this.page.locator('#detail-title').waitFor();
  }

  /** The state as the desk words it. */
  get state(): Locator {
    return this.page.locator('.chip.state');
  }

  /** Presses an action and sends its dialog, after what `fill` does in it. */
  async act(action: string, send: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
    await this.page.getByRole('complementary').getByRole('button', { name: action, exact: true }).click();
    const dialog = this.page.getByRole('dialog');
    await fill?.(dialog);
    await dialog.getByRole('button', { name: send, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** An act that needs a reason from the list; its dialog is sent by a button of the same name. */
  because(action: string, reason: string): Promise<void> {
    return this.act(action, action, async (dialog) => {
      await dialog.getByLabel('Reason').selectOption({ label: reason });
    });
  }

  accept = (): Promise<void> => this.act('Accept', 'Accept');
  assign = (): Promise<void> => this.act('Assign an expert', 'Assign an expert');
  completeDocuments = (): Promise<void> => this.act('Mark documents complete', 'Mark documents complete');
  verifyImages = (): Promise<void> => this.act('Mark images verified', 'Mark images verified');
  deliver = (): Promise<void> => this.act('Deliver the report', 'Deliver the report');

  /** Quotes one line at an amount in whole units. */
  quote(amount: number): Promise<void> {
    return this.act('Quote the fee', 'Send the quote', (dialog) =>
      dialog.getByLabel(/^Each/u).first().fill(String(amount)),
    );
  }

  ask(what: string, { blocking = false } = {}): Promise<void> {
    return this.act(blocking ? 'Ask and stop the clock' : 'Ask for information', 'Ask the family', async (dialog) => {
      await dialog.getByLabel('Document').selectOption('echo-report');
      await dialog.getByLabel('Which one').fill(what);
    });
  }

  imagingLink(address: string, instructions: string): Promise<void> {
    return this.act('Issue an imaging link', 'Issue the link', async (dialog) => {
      await dialog.getByLabel('Where images go').selectOption('external-link');
      await dialog.getByLabel('Address of the outside service').fill(address);
      await dialog.getByLabel('What to do there').fill(instructions);
    });
  }

  /** Images come to this backend. */
  openImages(): Promise<void> {
    return this.act('Issue an imaging link', 'Issue the link', async (dialog) => {
      await dialog.getByLabel('Where images go').selectOption('tus');
    });
  }

  /** Images go straight to the hospital's archive. */
  openArchive(address: string, token: string): Promise<void> {
    return this.act('Issue an imaging link', 'Issue the link', async (dialog) => {
      await dialog.getByLabel('Where images go').selectOption('stow-rs');
      const url = dialog.getByLabel('Address of the outside service or archive');
      // An archive on this machine has no certificate; the desk asks for https everywhere else.
      await url.evaluate((box) => box.removeAttribute('pattern'));
      await url.fill(address);
      await dialog.getByLabel('Token of the archive').fill(token);
    });
  }

  recordPayment(way: string): Promise<void> {
    return this.act('Record a payment', 'Record the payment', async (dialog) => {
      await dialog.getByLabel('How it came').selectOption({ label: way });
    });
  }

  /** Writes to the family. */
  async write(text: string): Promise<void> {
    await this.page.getByLabel('Write to the family').fill(text);
    await this.page.getByRole('button', { name: 'Send the message' }).click();
    await this.page.getByRole('listitem').filter({ hasText: text }).waitFor();
  }

  sign(pdf: string): Promise<void> {
    return this.act('Sign the report', 'Upload and sign', (dialog) => dialog.getByLabel('Report').setInputFiles(pdf));
  }
}
