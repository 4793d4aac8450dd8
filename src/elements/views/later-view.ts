/** Going on later: on this device by a draft that the person asks for, or on any by a link in their mail. */
import { html, nothing, type TemplateResult } from 'lit';
import { answerAt } from '../../journey/answers.ts';
import { DRAFT_MS } from '../../session/drafts.ts';
import { latinDigits } from '../fields/digits.ts';
import { workNote } from '../form/work-note.ts';
import { boxText, isBusy, type View } from '../view.ts';

const DRAFT_DAYS = DRAFT_MS / 86_400_000;
/** How long the hospital keeps answers that were not sent yet (lifecycle.md: a draft expires after 30 days). */
const LINK_DAYS = 30;

function onThisDevice({ state: { draft }, words, send }: View): TemplateResult {
  const button = (event: 'keep-draft' | 'delete-draft', key: string) =>
    html`<div>
      <button type="button" class="button" part="button" @click=${() => send({ type: event })}>${words.t(key)}</button>
    </div>`;
  const kept = draft.phase === 'kept';
  return html`<section class="card fill">
    <h2>${words.t('later.device')}</h2>
    ${
      draft.phase === 'unavailable' || draft.phase === 'failed'
        ? html`<p role="status">${words.t('later.device.failed')}</p>`
        : html`<p role="status">
              ${kept ? words.t('later.device.kept', { day: words.date(new Date(draft.until).toISOString()) }) : words.t('later.device.text', { days: DRAFT_DAYS })}
            </p>
            ${kept ? button('delete-draft', 'later.device.delete') : button('keep-draft', 'later.device.keep')}`
    }
  </section>`;
}

function elsewhere(view: View): TemplateResult {
  const { state, words, send } = view;
  const text = (pointer: string): string => {
    const value = answerAt(state.answers, pointer);
    return typeof value === 'string' ? value : '';
  };
  const known = text('/submitter/email');
  const needsPin = text('/patient/birthDate').length < 10 && !text('/pin') && state.referral.phase === 'none';
  const work = state.acting['save-elsewhere'];
  const submit = (event: Event) => {
    event.preventDefault();
    const email = boxText(event, 'email');
    const pin = latinDigits(boxText(event, 'pin'));
    const missing = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[role="alert"]');
    const whole = /^[^@\s]+@[^@\s]+$/u.test(email) && (!needsPin || /^\d{4,12}$/u.test(pin));
    missing?.toggleAttribute('hidden', whole);
    if (!whole || isBusy(work)) return;
    if (email !== known) send({ type: 'change', change: { pointer: '/submitter/email', value: email } });
    send({ type: 'save-elsewhere', email, ...(needsPin ? { pin } : {}) });
  };
  return html`<form class="card fill" novalidate @submit=${submit}>
    <h2>${words.t('later.link')}</h2>
    <p>${words.t('later.link.text', { days: LINK_DAYS })}</p>
    <div class="field fill">
      <label class="label" for="later-email">${words.t('link.email')}</label>
      <input part="control" id="later-email" name="email" type="email" autocomplete="email" dir="ltr" .value=${known} />
    </div>
    ${
      needsPin
        ? html`<div class="field fill">
            <label class="label" for="later-pin">${words.t('field.pin')}</label>
            <p class="hint" id="later-pin-hint">${words.t('field.pin.help')}</p>
            <input
              part="control"
              class="code"
              id="later-pin"
              name="pin"
              inputmode="numeric"
              autocomplete="off"
              maxlength="12"
              dir="ltr"
              aria-describedby="later-pin-hint"
            />
          </div>`
        : nothing
    }
    <p class="message" role="alert" hidden><span>${words.t('later.link.missing')}</span></p>
    <button type="submit" class="button" part="button" aria-disabled=${isBusy(work) ? 'true' : nothing}>
      ${words.t('link.send')}
    </button>
    ${
      work?.phase === 'done'
        ? html`<p class="notice good fill" role="status">${words.t('later.link.sent')}</p>`
        : workNote(view, work, words.t('link.sending'))
    }
  </form>`;
}

export function laterView(view: View): TemplateResult {
  const { words, send } = view;
  return html`<article class="box pad stack">
    <header class="head">
      <h1 tabindex="-1" id="title">${words.t('kept.later')}</h1>
      <p class="lede">${words.t('later.lede')}</p>
    </header>
    ${elsewhere(view)} ${onThisDevice(view)}
    <div>
      <button type="button" class="button primary" part="button primary" @click=${() => send({ type: 'back' })}>
        ${words.t('later.back')}
      </button>
    </div>
  </article>`;
}

/** Above the first step: a draft from another day lies on this device. */
export function draftFound({ state: { draft }, words, send }: View): TemplateResult | typeof nothing {
  if (draft.phase !== 'found') return nothing;
  const at = new Date(draft.savedAt).toISOString();
  return html`<section class="notice" role="status">
    <p>${words.t('draft.found', { day: words.date(at), time: words.time(at) })}</p>
    <div class="row">
      <button type="button" class="button small" part="button" @click=${() => send({ type: 'resume-draft' })}>
        ${words.t('draft.resume')}
      </button>
      <button type="button" class="button small" part="button" @click=${() => send({ type: 'delete-draft' })}>
        ${words.t('draft.delete')}
      </button>
    </div>
  </section>`;
}
