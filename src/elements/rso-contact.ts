import { type CSSResultGroup, html, type TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import { journey } from '../styles/journey.ts';
import { contactCard } from './form/contact-card.ts';
import type { Beginning } from '../session/beginning.ts';
import { formBeginning } from '../session/form-beginning.ts';
import { RsoElement } from './rso-element.ts';
import type { View } from './view.ts';

/**
 * Direct access to the intake team: phone, e-mail, whether somebody is there now, what time it is there and here.
 *
 * @tagname rso-contact
 * @summary How the intake team is reached, in the reader's language and time.
 *
 * @slot - Shown when the card cannot be: a phone number, an address.
 *
 * @attr {string} backend - Base URL of the backend, or its origin.
 * @attr {string} lang - UI language (BCP 47). Absent: the page's at this place.
 * @attr {'light' | 'dark' | 'auto'} theme - Colour scheme. Absent: the page's at this place.
 *
 * @fires {RsoReadyEvent} rso-ready - The program is known.
 * @fires {RsoErrorEvent} rso-error - Something did not work (a code only).
 *
 * @csspart contact - The card.
 * @csspart waiting - What is shown while nothing is there yet.
 */
export class RsoContact extends RsoElement {
  static override styles: CSSResultGroup = [RsoElement.styles, journey];

  #tick: ReturnType<typeof setInterval> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    // The clock on the card moves.
    this.#tick = setInterval(() => this.requestUpdate(), 30_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#tick !== null) clearInterval(this.#tick);
    this.#tick = null;
  }

  protected override beginning(): Beginning {
    return formBeginning;
  }

  protected override packs(): readonly PackName[] {
    return ['frame'];
  }

  protected override view({ program, words, now }: View): TemplateResult {
    return html`${contactCard(program.contact, words, now)}`;
  }
}
