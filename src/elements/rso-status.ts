import { type CSSResult, type CSSResultGroup, html, type PropertyValues, type TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import { RsoErrorEvent, RsoStatusChangeEvent } from './events.ts';
import { viewBehind } from './load.ts';
import { partMissing } from './part-missing.ts';
import { Parts } from './parts.ts';
import type { Beginning } from '../session/beginning.ts';
import { whenIdle } from '../session/environment.ts';
import { standingBeginning } from '../session/standing-beginning.ts';
import { RsoElement } from './rso-element.ts';
import { packsOfCards } from './status/cards-door.ts';
import { statusView } from './status/status-view.ts';
import { requestsByCategory } from './status/request-items.ts';
import { controls, journey } from '../styles/index.ts';
import { receipts } from '../styles/receipts.ts';
import { status } from '../styles/status.ts';
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
  static override styles: CSSResultGroup = [RsoElement.styles, controls, journey, receipts, status];

  readonly #parts = new Parts(this, () => this.dispatchEvent(new RsoErrorEvent('chunk')));

  /** Where it stands has been shown: everything else is fetched after it. */
  #stands = false;
  readonly #after: (() => unknown)[] = [];
  /** What is asked with a quote was refused: its mistakes take the focus. */
  #toSummary = false;

  protected override beginning(): Beginning {
    return standingBeginning;
  }

  protected override packs(state: JourneyState): readonly PackName[] {
    return requestsByCategory(state) ? ['standing', 'records'] : ['standing'];
  }

  protected override laterPacks(state: JourneyState): readonly PackName[] {
    return [...packsOfCards(state), 'journey', 'form', ...(state.records.length > 0 ? (['ways'] as const) : [])];
  }

  protected override laterStyles(): readonly CSSResult[] {
    return this.#parts.styles;
  }

  protected override onState({ status, summary }: JourneyState, before: JourneyState | null): void {
    if (before && summary > before.summary) this.#toSummary = true;
    if (status && before?.status && status.state !== before.status.state)
      this.dispatchEvent(
        new RsoStatusChangeEvent(
          status.state,
          status.actions.some(({ needed }) => needed),
        ),
      );
  }

  protected override afterwards(task: () => unknown): void {
    if (this.#stands) task();
    else this.#after.push(task);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const summary = this.#toSummary && (this.renderRoot as ShadowRoot).getElementById('summary');
    if (summary) {
      this.#toSummary = false;
      summary.focus({ preventScroll: true });
      summary.scrollIntoView({ block: 'start' });
    }
    if (this.#stands || !this.renderRoot.querySelector('article')) return;
    whenIdle(() => {
      this.#stands = true;
      for (const task of this.#after.splice(0)) task();
      this.requestUpdate();
    });
  }

  protected override view(view: View): TemplateResult {
    const whole: View = this.#stands ? { ...view, parts: this.#parts } : view;
    if (view.state.place.name !== 'link') return statusView(whole);
    const found = this.#parts.need('link');
    if (found === 'here') return html`${viewBehind('link')?.(whole)}`;
    return found === 'coming' ? this.waiting() : partMissing(whole, this.#parts);
  }
}
