/** An emergency, or a place that the program cannot serve: nothing was stored, and here is what helps instead. */
import { html, nothing, type TemplateResult } from 'lit';
import { contactCard } from '../form/contact-card.ts';
import type { View } from '../view.ts';

export function stoppedView(view: View): TemplateResult {
  const { state, words, send, program, now } = view;
  const reason = state.place.name === 'stopped' ? state.place.reason : 'ineligible';
  return html`<article class="box pad stack" part="stopped">
    <div class="notice ${reason === 'emergency' ? 'bad' : 'warn'}" role="alert">
      <h1 tabindex="-1" id="title">${words.t(`stopped.${reason}.title`)}</h1>
      <p>${words.t(`stopped.${reason}`)}</p>
    </div>
    <p class="lede">${words.t('stopped.nothing')}</p>
    ${
      program.links['learnMore']?.startsWith('https://')
        ? html`<p><a href=${program.links['learnMore']}>${words.t('learnMore')}</a></p>`
        : nothing
    }
    <div>
      <button type="button" class="button" part="button" @click=${() => send({ type: 'back' })}>
        ${words.t('stopped.back')}
      </button>
    </div>
    ${contactCard(program.contact, words, now)}
  </article>`;
}
