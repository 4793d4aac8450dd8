import type { TemplateResult } from 'lit';
import type { PackName } from '../i18n/load.ts';
import type { JourneyState } from '../journey/state.ts';
import { JourneyElement } from './journey-element.ts';
import type { View } from './view.ts';

/**
 * The International Patient Access Form: from "before you start" to the receipt.
 *
 * @tagname rso-access-form
 * @summary The access form of a Remote Second Opinion program: registration, clinical question, records, check and send.
 *
 * @slot - Shown when the form cannot be: contact details, a plain link.
 *
 * @attr {string} backend - Base URL of the backend, or its origin.
 * @attr {string} lang - UI language (BCP 47). Absent: the page's at this place.
 * @attr {'light' | 'dark' | 'auto'} theme - Colour scheme. Absent: the page's at this place.
 * @attr {string} specialty - Code of a specialty that the page is about.
 * @attr {string} referral - Id of a referral that the session's capability opens.
 *
 * @fires {RsoReadyEvent} rso-ready - The program is known and the first field can be used.
 * @fires {RsoStepChangeEvent} rso-step-change - The person is on another step or view.
 * @fires {RsoRecordsChangeEvent} rso-records-change - The list of records changed (counts only).
 * @fires {RsoSubmitEvent} rso-submit - Before a stage is sent; cancelable.
 * @fires {RsoSubmittedEvent} rso-submitted - The backend confirmed a stage.
 * @fires {RsoErrorEvent} rso-error - Something did not work (a code only).
 *
 * @csspart form - The frame around rail and step.
 * @csspart rail - The steps beside or above the form.
 * @csspart steps - The list of steps.
 * @csspart step - The present step.
 * @csspart section - A section of the step.
 * @csspart field - A field with its label; `field invalid` while it has to be mended.
 * @csspart label - A label.
 * @csspart hint - A hint under a label.
 * @csspart error - What has to be mended, at its field.
 * @csspart control - A native control; `control invalid` while it has to be mended.
 * @csspart choice - One pill of a choice.
 * @csspart options - The open list of a combobox.
 * @csspart item - One item of a repeating group.
 * @csspart summary - The error summary.
 * @csspart footer - Back, Continue, what is kept where.
 * @csspart button - A button; `button primary` for the one that goes on.
 * @csspart contact - The card of the intake team.
 * @csspart waiting - What is shown while nothing is there yet.
 *
 * @cssprop --rso-accent - Colour of what can be acted on.
 * @cssprop --rso-accent-ink - Text on the accent colour.
 * @cssprop --rso-accent-soft - Background of what is chosen or current.
 * @cssprop --rso-ink - Text.
 * @cssprop --rso-ink-quiet - Hints and secondary text.
 * @cssprop --rso-surface - Background of the frame and of controls.
 * @cssprop --rso-canvas - Background of quiet areas inside the frame.
 * @cssprop --rso-line - Lines that separate.
 * @cssprop --rso-control-line - Borders of controls.
 * @cssprop --rso-good - Done, in English, stored.
 * @cssprop --rso-good-soft - Background of the same.
 * @cssprop --rso-warn - Wants attention.
 * @cssprop --rso-warn-soft - Background of the same.
 * @cssprop --rso-bad - Has to be mended.
 * @cssprop --rso-bad-soft - Background of the same.
 * @cssprop --rso-focus - Focus ring.
 * @cssprop --rso-radius - Corner of controls; frames and cards follow it.
 * @cssprop --rso-space - Unit of all distances.
 * @cssprop --rso-control-height - Least height of a control (44 px and more).
 * @cssprop --rso-font - Font; inherited by default.
 * @cssprop --rso-font-title - Font of headings.
 * @cssprop --rso-title-size - Size of the first heading.
 * @cssprop --rso-measure - Longest line.
 * @cssprop --rso-scroll-margin - Height of a sticky header of the page, so that nothing is focused under it.
 */
export class RsoAccessForm extends JourneyElement {
  protected override packs(state: JourneyState): readonly PackName[] {
    return state.place.name === 'status' ? ['frame', 'start', 'form', 'journey'] : super.packs(state);
  }

  /** Alone, the form ends with its receipt; where it stands after that is `rso-status`'s to say. */
  protected override view(view: View): TemplateResult {
    if (view.state.place.name !== 'status') return super.view(view);
    return super.view({ ...view, state: { ...view.state, place: { name: 'submitted' } } });
  }
}
