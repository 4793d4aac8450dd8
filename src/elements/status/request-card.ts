/** What the team asks for, and the answer: words, files, or "I do not have it". */
import { html, nothing, type TemplateResult } from 'lit';
import type { InformationRequest } from '../../protocol/referral.ts';
import { workNote } from '../form/work-note.ts';
import { recordsList } from '../records/records-list.ts';
import { boxText, isBusy, type View } from '../view.ts';
import { followWriting } from '../fields/writing.ts';
import { isShortEnough, longest, tooLongNote } from '../writing-limit.ts';

export function requestCard(request: InformationRequest, view: View): TemplateResult {
  const { state, words, send } = view;
  const work = state.acting['answer-request'];
  const id = `request-${request.id}`;
  const records = state.records.filter((record) => record.requestId === request.id);
  const submit = (event: Event) => {
    event.preventDefault();
    const text = boxText(event, 'answer');
    const unavailable = (event as SubmitEvent).submitter?.getAttribute('value') === 'unavailable';
    const box = (event.currentTarget as HTMLElement).querySelector('textarea');
    if (isBusy(work) || !isShortEnough(box, longest.message, words)) return;
    if (text || unavailable || records.length > 0)
      send({
        type: 'answer-request',
        requestId: request.id,
        ...(text ? { text } : {}),
        ...(unavailable ? { unavailable } : {}),
      });
    else box?.focus();
  };
  return html`<section class="card" part="request" id=${id} tabindex="-1" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${words.t('request.title')}</h2>
    <ul class="tight">
      ${request.items.map(({ text, category }) => html`<li dir="auto"><b>${text || words.t(`category.${category}`)}</b></li>`)}
    </ul>
    ${request.reason ? html`<p dir="auto">${request.reason}</p>` : nothing}
    <p class="meta">
      ${words.t('request.asked', { day: words.date(request.createdAt), time: words.time(request.createdAt) })}
      ${request.due ? words.t('request.due', { day: words.day(request.due) }) : nothing}
      ${words.t(request.blocking ? 'request.blocking' : 'request.open')}
    </p>
    <form class="fill stack" novalidate @submit=${submit}>
      <div class="field">
        <label class="label" for="${id}-answer"
          >${words.t('request.answer')} <span class="optional">${words.t('optional')}</span></label
        >
        ${tooLongNote(`${id}-answer`)}
        <textarea part="control" id="${id}-answer" name="answer" rows="3" @input=${followWriting}></textarea>
      </div>
      ${recordsList(view, records, { requestId: request.id })}
      <div class="row">
        <button
          type="submit"
          class="button primary"
          part="button primary"
          aria-disabled=${isBusy(work) ? 'true' : nothing}
        >
          ${words.t('request.send')}
        </button>
        <button
          type="submit"
          class="button"
          part="button"
          value="unavailable"
          aria-disabled=${isBusy(work) ? 'true' : nothing}
        >
          ${words.t('request.unavailable')}
        </button>
      </div>
      ${workNote(view, work, words.t('sending'))}
    </form>
  </section>`;
}
