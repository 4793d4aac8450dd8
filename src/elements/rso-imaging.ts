import { type CSSResult, type CSSResultGroup, html, type TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import { controls, journey } from '../styles/index.ts';
import { RsoErrorEvent } from './events.ts';
import { type DoorName, viewBehind } from './load.ts';
import { Parts } from './parts.ts';
import { RsoElement } from './rso-element.ts';
import { takesImages } from './status/takes-images.ts';
import type { View } from './view.ts';

/**
 * Transfer of radiology studies once the intake team has opened it: a folder, a CD, a ZIP or files, sorted out on the
 * device, sent so that nothing is lost; or the link to where they are given.
 *
 * @tagname rso-imaging
 * @summary Images of a referral: what was found, whose it is, how far it has come; before and after, where they stand.
 *
 * @slot - Shown when the images cannot be: contact details, a plain link.
 *
 * @attr {string} backend - Base URL of the backend, or its origin.
 * @attr {string} lang - UI language (BCP 47). Absent: the page's at this place.
 * @attr {'light' | 'dark' | 'auto'} theme - Colour scheme. Absent: the page's at this place.
 * @attr {string} referral - Id of the referral that the images belong to.
 *
 * @fires {RsoReadyEvent} rso-ready - The program is known.
 * @fires {RsoErrorEvent} rso-error - Something did not work (a code only).
 *
 * @csspart imaging - Where the images stand, and where they are given.
 * @csspart drop - Where images are given.
 * @csspart overall - Progress of all of them.
 * @csspart list - The studies.
 * @csspart record - One study.
 * @csspart chip - How far it has come, in short.
 * @csspart note - What is asked about a study.
 * @csspart link - The second fact, after a link from a mail.
 * @csspart control - A native control.
 * @csspart button - A button; `button primary` for the one that goes on.
 * @csspart contact - The card of the intake team.
 * @csspart waiting - What is shown while nothing is there yet.
 */
export class RsoImaging extends RsoElement {
  static override styles: CSSResultGroup = [RsoElement.styles, controls, journey];

  readonly #parts = new Parts(this, () => this.dispatchEvent(new RsoErrorEvent('chunk')));

  protected override packs({ place, status }: JourneyState): readonly PackName[] {
    if (place.name === 'link') return ['frame', 'shared', 'journey'];
    return ['frame', 'shared', 'status', ...(takesImages(status) ? (['form', 'studies'] as const) : [])];
  }

  protected override laterStyles(): readonly CSSResult[] {
    return this.#parts.styles;
  }

  protected override view(view: View): TemplateResult {
    const name: DoorName = view.state.place.name === 'link' ? 'link' : 'imaging';
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
