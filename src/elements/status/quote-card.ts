/**
 * The quote, line by line, and its acceptance, with whom the receipt is made out to; then payment, on the payment provider's
 * own page.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Quote } from '../../protocol/fee.ts';
import { isOffered } from '../../journey/offered.ts';
import { may } from '../../journey/asked.ts';
import { billingAsked } from '../../journey/billing.ts';
import { workNote } from '../form/work-note.ts';
import { isBusy, type View } from '../view.ts';
import { billingBehind, isBillingHere } from './billing-door.ts';

export function quoteCard(quote: Quote, view: View): TemplateResult {
  const { state, words, send } = view;
  const { currency } = quote;
  const accept = may(state, 'accept-quote');
  const pay = may(state, 'pay') && isOffered(state, 'payment');
  const accepting = state.acting['accept-quote'];
  const paying = state.acting['pay'];
  const billing = billingAsked(state);
  const asked = billing !== 'no';
  const shown = asked || (quote.form !== undefined && quote.state !== 'offered');
  // Nobody accepts what cannot be seen yet.
  const held = isBusy(accepting) || billing === 'coming' || (asked && !isBillingHere(view));
  const submit = (event: Event) => {
    event.preventDefault();
    if (accept && !held) send({ type: 'accept-quote', version: quote.version });
  };
  const lineText = (code: string, text: string | undefined, qty: number) =>
    text ??
    words.t(words.has(`fee.line.${code}`, { count: qty }) ? `fee.line.${code}` : 'fee.line.other', { count: qty });
  return html`<section class="card" part="quote" id="quote" tabindex="-1" aria-labelledby="quote-title">
    <h2 id="quote-title">
      ${quote.state === 'offered' ? words.t('quote.title', { day: words.date(quote.validUntil, 'long') }) : words.t(`quote.${quote.state}`)}
    </h2>
    <table class="fill quote">
      <thead class="visually-hidden">
        <tr>
          <th scope="col">${words.t('quote.line')}</th>
          <th scope="col">${words.t('quote.amount')}</th>
        </tr>
      </thead>
      <tbody>
        ${quote.lines.map(
          ({ code, text, qty, totalMinor }) =>
            html`<tr>
              <td><bdi>${lineText(code, text, qty)}</bdi></td>
              <td class="num">${words.money(totalMinor, currency)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${words.t('quote.total')}</th>
          <td class="num"><b>${words.money(quote.totalMinor, currency)}</b></td>
        </tr>
      </tfoot>
    </table>
    ${
      shown || accept || pay
        ? html`<form class="stack fill" novalidate @submit=${submit}>
            ${shown ? billingBehind(view) : nothing}
            ${
              accept || pay
                ? html`<div class="row">
                    ${
                      accept
                        ? html`<button
                            type="submit"
                            class="button primary"
                            part="button primary"
                            aria-disabled=${held ? 'true' : nothing}
                          >
                            ${words.t('quote.accept')}
                          </button>`
                        : html`<button
                            type="button"
                            class="button primary"
                            part="button primary"
                            aria-disabled=${isBusy(paying) ? 'true' : nothing}
                            @click=${() => send({ type: 'pay' })}
                          >
                            ${words.t('quote.pay', { amount: words.money(quote.totalMinor, currency) })}
                          </button>`
                    }
                    ${isOffered(state, 'messages') ? html`<a class="button" part="button" href="#messages" @click=${toMessages}>${words.t('quote.ask')}</a>` : nothing}
                  </div>`
                : nothing
            }
          </form>`
        : nothing
    }
    <p class="meta">${words.t(accept ? 'quote.next' : pay ? 'quote.away' : 'quote.binding')}</p>
    ${workNote(view, accepting, words.t('sending'))} ${workNote(view, paying, words.t('quote.leaving'))}
  </section>`;
}

/** An `#id` does not reach into a shadow root: the link moves the focus itself. */
export const toMessages = (event: Event): void => {
  event.preventDefault();
  const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  root.getElementById('messages')?.scrollIntoView({ block: 'start' });
  root.getElementById('message')?.focus({ preventScroll: true });
};
