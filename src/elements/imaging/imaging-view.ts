/** The images by themselves: where they stand, the way to give them, and the team. */
import { html, nothing, type TemplateResult } from 'lit';
import { contactCard } from '../form/contact-card.ts';
import { imagingBody } from '../status/imaging-card.ts';
import type { View } from '../view.ts';

export function imagingView(view: View): TemplateResult {
  const { state, words, program, now } = view;
  const imaging = state.status?.imaging;
  const asked = imaging && imaging.state !== 'none' && imaging.state !== 'waived' ? imaging : null;
  return html`<section class="box pad stack" part="imaging" aria-labelledby="title">
    <div class="tight">
      <h1 tabindex="-1" id="title">${words.t('imaging.title')}</h1>
      ${state.studies.length > 0 ? html`<h2 class="visually-hidden">${words.t('studies.list')}</h2>` : nothing}
      ${state.status ? (asked ? imagingBody(asked, view) : html`<p class="lede">${words.t('imaging.none')}</p>`) : nothing}
    </div>
    ${contactCard(program.contact, words, now)}
  </section>`;
}
