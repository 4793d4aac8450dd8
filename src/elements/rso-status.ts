import { type CSSResult, type CSSResultGroup, html, type TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import { RsoErrorEvent, RsoStatusChangeEvent } from './events.ts';
import { type DoorName, viewBehind } from './load.ts';
import { Parts } from './parts.ts';
import { takesImages } from './status/takes-images.ts';
import { RsoElement } from './rso-element.ts';
import { packsOfStanding } from './standing-packs.ts';
import { controls, journey } from '../styles/index.ts';
import type { View } from './view.ts';

/**
 * Where a referral stands: what is asked of the family, when the report is due, history, messages, quote and payment,
 * images, the report.
 *
 * @tagname rso-status
 * @summary The status page of a referral; live, and usable without a backend by `program` and `status`.
 *
 * @slot - Shown when the status cannot be: contact details, a plain link.
 *
 * @attr {string} backend - Base URL of the backend, or its origin.
 * @attr {string} lang - UI language (BCP 47). Absent: the page's at this place.
 * @attr {'light' | 'dark' | 'auto'} theme - Colour scheme. Absent: the page's at this place.
 * @attr {string} referral - Id of the referral to show.
 *
 * @fires {RsoReadyEvent} rso-ready - The program is known.
 * @fires {RsoStatusChangeEvent} rso-status-change - The referral moved.
 * @fires {RsoErrorEvent} rso-error - Something did not work (a code only).
 *
 * @csspart status - The page.
 * @csspart due - When the report is due.
 * @csspart timeline - The history.
 * @csspart request - What the team asks for.
 * @csspart quote - The quote.
 * @csspart imaging - The link for images.
 * @csspart report - The report.
 * @csspart messages - The thread with the team.
 * @csspart link - The second fact, after a link from a mail.
 * @csspart button - A button; `button primary` for the one that goes on.
 * @csspart control - A native control.
 * @csspart contact - The card of the intake team.
 * @csspart waiting - What is shown while nothing is there yet.
 */
export class RsoStatus extends RsoElement {
  static override styles: CSSResultGroup = [RsoElement.styles, controls, journey];

  readonly #parts = new Parts(this, () => this.dispatchEvent(new RsoErrorEvent('chunk')));

  protected override packs(state: JourneyState): readonly PackName[] {
    if (state.place.name === 'link') return ['frame', 'shared', 'journey'];
    return ['frame', 'shared', 'status', 'records', ...packsOfStanding(state)];
  }

  protected override laterPacks({ records }: JourneyState): readonly PackName[] {
    return records.length > 0 ? ['form', 'ways'] : ['form'];
  }

  protected override laterStyles(): readonly CSSResult[] {
    return this.#parts.styles;
  }

  protected override onState({ status }: JourneyState, before: JourneyState | null): void {
    if (status && before?.status && status.state !== before.status.state)
      this.dispatchEvent(
        new RsoStatusChangeEvent(
          status.state,
          status.actions.some(({ needed }) => needed),
        ),
      );
  }

  protected override view(view: View): TemplateResult {
    const name: DoorName = view.state.place.name === 'link' ? 'link' : 'status';
    if (takesImages(view.state.status)) this.#parts.need('studies');
    const found = this.#parts.need(name);
    if (found === 'here') return html`${viewBehind(name)?.({ ...view, parts: this.#parts })}`;
    if (found === 'coming') return this.waiting();
    return html`<div class="notice bad" role="alert">
      <p>${view.words.t('problem.chunk')}</p>
      <div>
        <button type="button" class="link" @click=${() => this.#parts.again()}>${view.words.t('retry')}</button>
      </div>
    </div>`;
  }
}
