/** What is acted upon on the status page: it comes once the person sees where the referral stands. */
import { html, nothing, type TemplateResult } from 'lit';
import { askedActions, may } from '../../journey/asked.ts';
import { isOffered } from '../../journey/offered.ts';
import type { StatusView } from '../../protocol/referral.ts';
import { followWriting } from '../fields/writing.ts';
import { isShortEnough, longest, tooLongNote } from '../writing-limit.ts';
import { workNote } from '../form/work-note.ts';
import { isBusy, type View } from '../view.ts';
import { emailCheck } from '../views/email-check.ts';
import { learnCards } from './cards-door.ts';
import { guardianCard } from './guardian-card.ts';
import { imagingCard } from './imaging-card.ts';
import { lazy } from './lazy.ts';
import { loadQuote } from './load.ts';
import { messagesCard } from './messages-card.ts';
import { reportCard } from './report-card.ts';
import { requestCard } from './request-card.ts';

const quoteDoor = lazy(loadQuote);

/** What is asked of the person, and what has come for them. */
function asked(status: StatusView, view: View): TemplateResult {
  const { state, words } = view;
  const { quote } = status;
  const askedCodes = askedActions(state).map(({ code }) => code);
  return html`
    ${
      askedCodes.includes('verify-email')
        ? html`<section class="card" id="email" tabindex="-1">
            <h2>${words.t('code.email.title')}</h2>
            ${emailCheck(view)}
          </section>`
        : nothing
    }
    ${guardianCard(status, view)}
    ${status.report && isOffered(state, 'report') ? reportCard(status.report, view) : nothing}
    ${isOffered(state, 'requests') ? status.requests.filter((request) => request.state === 'open').map((request) => requestCard(request, view)) : nothing}
    ${quote && isOffered(state, 'quote') ? quoteDoor.show(view, ({ quoteCard }) => quoteCard(quote, view)) : nothing}
    ${status.imaging && isOffered(state, 'imaging') ? imagingCard(status.imaging, view) : nothing}
  `;
}

const messages = (view: View): TemplateResult | typeof nothing =>
  isOffered(view.state, 'messages') ? messagesCard(view) : nothing;

function withdrawal(view: View): TemplateResult | typeof nothing {
  const { state, words, send } = view;
  if (!may(state, 'withdraw')) return nothing;
  const work = state.acting['withdraw'];
  const confirm = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    if (!isShortEnough(form.querySelector('textarea'), longest.reason, words)) return;
    const reason = new FormData(form).get('reason');
    send({ type: 'withdraw', ...(typeof reason === 'string' && reason.trim() ? { reason: reason.trim() } : {}) });
  };
  return html`<details>
    <summary>${words.t('withdraw.title')}</summary>
    <form class="card" novalidate @submit=${confirm}>
      <p>${words.t('withdraw.text')}</p>
      <div class="field fill">
        <label class="label" for="withdraw-reason"
          >${words.t('withdraw.reason')} <span class="optional">${words.t('optional')}</span></label
        >
        ${tooLongNote('withdraw-reason')}
        <textarea part="control" id="withdraw-reason" name="reason" rows="2" @input=${followWriting}></textarea>
      </div>
      <button type="submit" class="button danger" part="button" aria-disabled=${isBusy(work) ? 'true' : nothing}>
        ${words.t('withdraw.confirm')}
      </button>
      ${workNote(view, work, words.t('sending'))}
    </form>
  </details>`;
}

/** Makes the cards known to the status page. */
export const learn = (): void => learnCards({ asked, messages, withdrawal });
