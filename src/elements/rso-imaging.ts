import { type CSSResult, type CSSResultGroup, html, type TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import type { Beginning } from '../session/beginning.ts';
import { formBeginning } from '../session/form-beginning.ts';
import { controls, journey } from '../styles/index.ts';
import { RsoErrorEvent } from './events.ts';
import { imagingView } from './imaging/imaging-view.ts';
import { viewBehind } from './load.ts';
import { partMissing } from './part-missing.ts';
import { Parts } from './parts.ts';
import { RsoElement } from './rso-element.ts';
import { packsOfCards } from './status/cards-door.ts';
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

  protected override beginning(): Beginning {
    return { ...formBeginning, unknown: { name: 'link', work: { phase: 'idle' } } };
  }

  protected override packs(state: JourneyState): readonly PackName[] {
    if (state.place.name === 'link') return ['frame', 'shared', 'journey'];
    return [...packsOfCards(state), ...(takesImages(state.status) ? (['form', 'studies'] as const) : [])];
  }

  protected override laterStyles(): readonly CSSResult[] {
    return this.#parts.styles;
  }

  protected override view(view: View): TemplateResult {
    const atLink = view.state.place.name === 'link';
    // The door of the status page brings what the cards wear.
    const found = this.#parts.need(atLink ? 'link' : 'status');
    const whole: View = { ...view, parts: this.#parts };
    if (found === 'here') return html`${atLink ? viewBehind('link')?.(whole) : imagingView(whole)}`;
    return found === 'coming' ? this.waiting() : partMissing(view, this.#parts);
  }
}
