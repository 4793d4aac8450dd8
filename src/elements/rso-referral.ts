import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { JourneyElement } from './journey-element.ts';
import { provideSession } from './shared-session.ts';
import type { View } from './view.ts';

/**
 * The whole journey in one tag: form, records, status. Elements placed inside share its session.
 *
 * @tagname rso-referral
 * @summary The whole journey of a family in one tag, from "before you start" to the opened report.
 *
 * @slot - Elements that share the session (`rso-contact`, `rso-status`), shown after the journey. Anything else is the
 *   page's fallback: shown until the journey is there, and where it cannot be.
 *
 * @attr {string} backend - Base URL of the backend, or its origin.
 * @attr {string} lang - UI language (BCP 47). Absent: the page's at this place.
 * @attr {'light' | 'dark' | 'auto'} theme - Colour scheme. Absent: the page's at this place.
 * @attr {string} specialty - Code of a specialty that the page is about.
 * @attr {string} referral - Id of a referral that the session's capability opens.
 *
 * @fires {RsoReadyEvent} rso-ready - The program is known and the first view can be used.
 * @fires {RsoStepChangeEvent} rso-step-change - The person is on another step or view.
 * @fires {RsoRecordsChangeEvent} rso-records-change - The list of records changed (counts only).
 * @fires {RsoSubmitEvent} rso-submit - Before a stage is sent; cancelable.
 * @fires {RsoSubmittedEvent} rso-submitted - The backend confirmed a stage.
 * @fires {RsoStatusChangeEvent} rso-status-change - The referral moved.
 * @fires {RsoErrorEvent} rso-error - Something did not work (a code only).
 *
 * @csspart form - The frame around rail and step.
 * @csspart step - The present step.
 * @csspart field - A field with its label; `field invalid` while it has to be mended.
 * @csspart control - A native control; `control invalid` while it has to be mended.
 * @csspart button - A button; `button primary` for the one that goes on.
 * @csspart record - One record in the list.
 * @csspart status - The status page.
 * @csspart timeline - The history on it.
 * @csspart due - When the report is due.
 * @csspart receipt - The receipt of what was sent.
 * @csspart contact - The card of the intake team.
 */
export class RsoReferral extends JourneyElement {
  static override styles: CSSResultGroup = [
    JourneyElement.styles,
    // The page's own rules would win over a plain `::slotted`.
    css`
      slot.beside::slotted(:not(rso-access-form, rso-contact, rso-imaging, rso-records, rso-status)) {
        display: none !important;
      }
    `,
  ];

  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = provideSession(this, () => this.openSession());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override view(view: View): TemplateResult {
    return html`${super.view(view)}<slot class="beside"></slot>`;
  }
}
