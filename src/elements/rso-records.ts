import { type CSSResult, type CSSResultGroup, html, type TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import { controls, journey } from '../styles/index.ts';
import { RsoErrorEvent, RsoRecordsChangeEvent } from './events.ts';
import { viewBehind } from './load.ts';
import { partMissing } from './part-missing.ts';
import { Parts } from './parts.ts';
import { recordsSummary } from './records/records-summary.ts';
import type { Beginning } from '../session/beginning.ts';
import { formBeginning } from '../session/form-beginning.ts';
import { RsoElement } from './rso-element.ts';
import type { View } from './view.ts';

/**
 * English check and resumable upload of records. Form-associated: its value are the ids of the records that the server
 * holds, one entry each under its `name`.
 *
 * @tagname rso-records
 * @summary Records: checked for English on the device, sent so that nothing is lost, listed with every way out.
 *
 * @slot - Shown when the list cannot be: contact details, a plain link.
 *
 * @attr {string} backend - Base URL of the backend, or its origin.
 * @attr {string} lang - UI language (BCP 47). Absent: the page's at this place.
 * @attr {'light' | 'dark' | 'auto'} theme - Colour scheme. Absent: the page's at this place.
 * @attr {string} referral - Id of the referral that the records belong to.
 * @attr {string} name - Name under which a form around it sends the record ids.
 *
 * @fires {RsoReadyEvent} rso-ready - The program is known.
 * @fires {RsoRecordsChangeEvent} rso-records-change - The list changed (counts only).
 * @fires {RsoErrorEvent} rso-error - Something did not work (a code only).
 *
 * @csspart records - Everything.
 * @csspart drop - Where records are given.
 * @csspart overall - Progress of all of them.
 * @csspart list - The list.
 * @csspart record - One record.
 * @csspart chip - What the check says of it, in short.
 * @csspart pages - The strip with one mark per page.
 * @csspart note - What is wrong, and the ways out.
 * @csspart viewer - A page to look at, over everything else.
 * @csspart offline - Waiting for a connection.
 * @csspart control - A native control.
 * @csspart button - A button; `button primary` for the one that goes on.
 * @csspart waiting - What is shown while nothing is there yet.
 *
 * @cssstate waiting - A record asks something of the person.
 */
export class RsoRecords extends RsoElement {
  static readonly formAssociated = true;
  static override styles: CSSResultGroup = [RsoElement.styles, controls, journey];

  readonly #internals = this.attachInternals();
  readonly #parts = new Parts(this, () => this.dispatchEvent(new RsoErrorEvent('chunk')));

  /** Ids of the records that the server holds. */
  get value(): readonly string[] {
    return this.#ids;
  }
  #ids: readonly string[] = [];

  /** Name of the value in a form. */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }

  protected override beginning(): Beginning {
    return formBeginning;
  }

  protected override packs(): readonly PackName[] {
    return ['frame', 'shared', 'records'];
  }

  protected override laterPacks({ records }: JourneyState): readonly PackName[] {
    return records.length > 0 ? ['ways'] : [];
  }

  protected override laterStyles(): readonly CSSResult[] {
    return this.#parts.styles;
  }

  protected override onState(state: JourneyState, before: JourneyState | null): void {
    const now = recordsSummary(state);
    const then = before ? recordsSummary(before) : { count: 0, stored: 0, waiting: 0 };
    if (now.count === then.count && now.stored === then.stored && now.waiting === then.waiting) return;
    this.#ids = state.records.flatMap(({ recordId, carried }) =>
      recordId && carried.phase === 'server' ? [recordId] : [],
    );
    const data = new FormData();
    for (const id of this.#ids) data.append(this.name || 'records', id);
    this.#internals.setFormValue(data);
    if (now.waiting > 0) this.#internals.states.add('waiting');
    else this.#internals.states.delete('waiting');
    this.dispatchEvent(new RsoRecordsChangeEvent(now.count, now.stored, now.waiting));
  }

  protected override view(view: View): TemplateResult {
    const { words } = view;
    const found = this.#parts.need('records');
    if (found === 'coming') return this.waiting();
    if (found === 'failed') return partMissing(view, this.#parts);
    return html`<section class="box pad stack" aria-labelledby="title">
      <h1 tabindex="-1" id="title">${words.t('records.title')}</h1>
      ${viewBehind('records')?.({ ...view, parts: this.#parts })}
    </section>`;
  }
}
