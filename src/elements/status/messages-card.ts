/** The thread with the intake team, and "call me back". */
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Work } from '../../journey/state.ts';
import { workNote } from '../form/work-note.ts';
import { boxText, isBusy, type View } from '../view.ts';
import { followWriting } from '../fields/writing.ts';
import { isShortEnough, longest, tooLongNote } from '../writing-limit.ts';
import { between, factLine } from '../facts.ts';

/** What was sent from a box, until it is known to have arrived. */
const sent = new WeakMap<Element, string>();

/** Empties the box once its message has arrived; whatever else was typed meanwhile stays. */
function emptyOnceSent(box: Element | undefined, work: Work | undefined): void {
  if (!(box instanceof HTMLTextAreaElement) || work?.phase !== 'done') return;
  if (sent.get(box) === box.value.trim()) {
    box.value = '';
    box.removeAttribute('dir');
  }
  sent.delete(box);
}

export function messagesCard(view: View): TemplateResult {
  const { state, words, send, program } = view;
  const work = state.acting['message'];
  const submit = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const text = boxText(event, 'message');
    const callBack = (event as SubmitEvent).submitter?.getAttribute('value') === 'call-back';
    if (isBusy(work)) return;
    const box = form.querySelector('textarea');
    if (!text && !callBack) return box?.focus();
    if (!isShortEnough(box, longest.message, words)) return;
    if (box) sent.set(box, text);
    send({
      type: 'send-message',
      kind: callBack ? 'call-back' : 'message',
      text: text || words.t('messages.callBack.text'),
    });
  };
  return html`<section class="card" part="messages" id="messages" aria-labelledby="messages-title">
    <h2 id="messages-title">${words.t('messages.title')}</h2>
    ${
      state.messages.length > 0
        ? html`<ol class="messages fill">
            ${state.messages.map(
              ({ from, text, at }) =>
                html`<li class=${from}>
                  <p class="meta">
                    <bdi>${from === 'team' ? program.contact.team : words.t('messages.you')}</bdi
                    >${between(words)}${factLine(words, [words.date(at, 'short'), words.time(at)])}
                  </p>
                  <p dir="auto" class="said">${text}</p>
                </li>`,
            )}
          </ol>`
        : nothing
    }
    <form class="fill tight" novalidate @submit=${submit}>
      <label class="label" for="message">${words.t('messages.label')}</label>
      ${tooLongNote('message')}
      <textarea
        part="control"
        id="message"
        name="message"
        rows="2"
        @input=${followWriting}
        ${ref((box) => emptyOnceSent(box, work))}
      ></textarea>
      <div class="row">
        <button type="submit" class="button" part="button" aria-disabled=${isBusy(work) ? 'true' : nothing}>
          ${words.t('messages.send')}
        </button>
        <button
          type="submit"
          class="button"
          part="button"
          value="call-back"
          aria-disabled=${isBusy(work) ? 'true' : nothing}
        >
          ${words.t('messages.callBack')}
        </button>
      </div>
    </form>
    ${workNote(view, work, words.t('sending'))}
  </section>`;
}
