/** The receipt of registration: the reference, the e-mail check, and what happens next. Prints on one page. */
import { html, nothing, type TemplateResult } from 'lit';
import { contactCard } from '../form/contact-card.ts';
import { programName } from '../form/program-name.ts';
import { guardianCard } from '../status/guardian-card.ts';
import { childName, named, type View } from '../view.ts';
import { emailCheck } from './email-check.ts';

export function referenceOf({ state }: View): string | null {
  if (state.receipt) return state.receipt.reference;
  return state.referral.phase === 'none' ? null : (state.referral.reference ?? null);
}

export function registeredView(view: View): TemplateResult {
  const { state, words, send, program, now } = view;
  const reference = referenceOf(view);
  const name = childName(state.answers);
  return html`<article class="box pad stack" part="receipt">
    <header class="head">
      <p class="eyebrow">${programName(program, words)}</p>
      <h1 tabindex="-1" id="title">${named(words, 'registered.title', name)}</h1>
      <p class="lede">${words.t('registered.lede')}</p>
    </header>
    ${
      reference
        ? html`<div class="notice">
            <p class="meta">${words.t('reference')}</p>
            <p class="big"><bdi dir="ltr">${reference}</bdi></p>
            <p class="meta">${words.t('reference.keep')}</p>
          </div>`
        : nothing
    }
    <section class="card no-print">
      <h2>${words.t('code.email.title')}</h2>
      ${state.email.phase === 'done' ? nothing : html`<p class="lede">${words.t('code.email.lede')}</p>`}
      ${emailCheck(view)}
    </section>
    ${state.status ? guardianCard(state.status, view) : nothing}
    <section class="tight">
      <h2>${words.t('next.title')}</h2>
      <ol class="next">
        ${['question', 'records', 'send', 'report'].map(
          (key, index) =>
            html`<li>
              <span class="disc num" aria-hidden="true">${words.number(index + 1)}</span>
              <div>
                <b>${words.t(`next.${key}`)}</b>
                <p class="meta">
                  ${words.t(`next.${key}.more`, { min: program.clock.minDays, max: program.clock.maxDays })}
                </p>
              </div>
            </li>`,
        )}
      </ol>
    </section>
    <div class="row no-print">
      <button type="button" class="button primary" part="button primary" @click=${() => send({ type: 'continue' })}>
        ${words.t('registered.go')}
      </button>
      <button type="button" class="button" part="button" @click=${() => window.print()}>${words.t('print')}</button>
    </div>
    ${contactCard(program.contact, words, now)}
  </article>`;
}
