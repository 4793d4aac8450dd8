/** The fee before a quote: what it starts at and what this person's choices add, as words that never pretend to a total. */
import { html, nothing, type TemplateResult } from 'lit';
import { estimate } from '../../journey/estimate.ts';
import type { View } from '../view.ts';

export function feeView(view: View): TemplateResult {
  const { state, words, program } = view;
  const lines = estimate(state);
  const { currency } = program.fee;
  const link = program.fee.refundTextUrl;
  return html`<section class="notice" aria-labelledby="fee-title">
    <h2 id="fee-title">${words.t('fee.from', { amount: words.money(program.fee.fromMinor, currency) })}</h2>
    <ul class="tight">
      ${lines
        .filter(({ code }) => code !== 'base')
        .map(({ code, qty, unitMinor }) => {
          const key = words.has(`fee.line.${code}`) ? `fee.line.${code}` : 'fee.line.other';
          return html`<li>
            ${words.t(key, { count: qty })}:
            ${unitMinor === null ? words.t('fee.byQuote') : words.t('fee.adds', { amount: words.money(unitMinor * qty, currency) })}
          </li>`;
        })}
    </ul>
    <p class="meta">${words.t('fee.quote')}</p>
    ${link?.startsWith('https://') ? html`<p><a href=${link} target="_blank" rel="noopener noreferrer">${words.t('fee.refunds')}</a></p>` : nothing}
  </section>`;
}
