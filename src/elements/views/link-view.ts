/**
 * Opened from a mail: a click and the second fact (mail scanners open links; they know neither). Signed out: ask for a
 * new link. The answer is the same whether or not the address is known.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { contactCard } from '../form/contact-card.ts';
import { workNote } from '../form/work-note.ts';
import { latinDigits } from '../fields/digits.ts';
import { joinParts, orderOf } from '../fields/date-parts.ts';
import { dateCameWhole, wholeDate } from '../fields/pasted-date.ts';
import { boxText, isBusy, problemText, type View } from '../view.ts';

function factForm(view: View): TemplateResult {
  const { state, words, send } = view;
  const { place } = state;
  const work = place.name === 'link' ? place.work : { phase: 'idle' as const };
  const left = place.name === 'link' ? place.attemptsLeft : undefined;
  const busy = isBusy(work);
  const problem = work.phase === 'failed' ? work.problem : null;
  const unclear = problem?.code === 'validation';
  const error =
    problem &&
    (unclear
      ? words.t('link.unclear')
      : left === undefined
        ? problemText(problem, words)
        : words.t('link.wrong', { count: left }));
  const message = error ? html`<p class="message" role="alert" id="fact-error"><span>${error}</span></p>` : nothing;
  const submit = (event: Event) => {
    event.preventDefault();
    const pin = latinDigits(boxText(event, 'pin'));
    const value = joinParts({
      year: latinDigits(boxText(event, 'year')),
      month: boxText(event, 'month'),
      day: latinDigits(boxText(event, 'day')),
    });
    if (pin) send({ type: 'redeem-link', fact: { kind: 'pin', value: pin } });
    else if (value && wholeDate(value)) send({ type: 'redeem-link', fact: { kind: 'birthDate', value } });
    else send({ type: 'unclear-fact' });
  };
  // These boxes hold their own text: a whole date that came into one of them is dealt out to all three.
  const share = (event: Event) => {
    const { form } = event.target as HTMLInputElement;
    for (const [name, part] of Object.entries(dateCameWhole(event) ?? {})) {
      const other = form?.elements.namedItem(name);
      if (other instanceof HTMLInputElement || other instanceof HTMLSelectElement) other.value = part as string;
    }
  };
  const box = (name: 'day' | 'year') =>
    html`<div class=${name}>
      <label class="sub" for="fact-${name}">${words.t(`date.${name}`)}</label>
      <input
        part="control"
        id="fact-${name}"
        name=${name}
        inputmode="numeric"
        autocomplete="off"
        aria-invalid=${error ? 'true' : nothing}
      />
    </div>`;
  const month = html`<div class="month">
    <label class="sub" for="fact-month">${words.t('date.month')}</label>
    <span class="select"
      ><select part="control" id="fact-month" name="month" autocomplete="off" aria-invalid=${error ? 'true' : nothing}>
        <option value=""></option>
        ${words.months().map((name, index) => html`<option value=${String(index + 1).padStart(2, '0')}>${name}</option>`)}
      </select></span
    >
  </div>`;
  return html`<form class="card" novalidate @submit=${submit}>
    <h2>${words.t('link.title')}</h2>
    <p class="lede">${words.t('link.lede')}</p>
    ${unclear ? nothing : message}
    <fieldset class=${error ? 'field invalid' : 'field'} aria-describedby=${error ? 'fact-error' : nothing}>
      <legend class="label">${words.t('link.birthDate')}</legend>
      ${unclear ? message : nothing}
      <div class="date" @input=${share}>${orderOf(words).map((name) => (name === 'month' ? month : box(name)))}</div>
    </fieldset>
    <details>
      <summary>${words.t('link.usePin')}</summary>
      <label class="label" for="fact-pin">${words.t('link.pin')}</label>
      <input
        part="control"
        class="code"
        id="fact-pin"
        name="pin"
        inputmode="numeric"
        autocomplete="off"
        maxlength="12"
        dir="ltr"
      />
    </details>
    <button type="submit" class="button primary" part="button primary" aria-disabled=${busy ? 'true' : nothing}>
      ${words.t(busy ? 'link.opening' : 'link.open')}
    </button>
  </form>`;
}

function newLink(view: View): TemplateResult {
  const { state, words, send } = view;
  const work = state.acting['request-link'];
  const submit = (event: Event) => {
    event.preventDefault();
    const email = boxText(event, 'email');
    const reference = boxText(event, 'reference');
    if (email) send({ type: 'request-link', email, ...(reference ? { reference } : {}) });
  };
  const known = state.referral.phase === 'signed-out' ? (state.referral.reference ?? '') : '';
  return html`<form class="card" novalidate @submit=${submit}>
    <h2>${words.t('link.new')}</h2>
    <p class="lede">${words.t('link.new.lede')}</p>
    <div class="field fill">
      <label class="label" for="link-email">${words.t('link.email')}</label>
      <input part="control" id="link-email" name="email" type="email" autocomplete="email" dir="ltr" />
    </div>
    <div class="field fill">
      <label class="label" for="link-reference"
        >${words.t('reference')} <span class="optional">${words.t('optional')}</span></label
      >
      <input part="control" id="link-reference" name="reference" autocomplete="off" dir="ltr" .value=${known} />
    </div>
    <button type="submit" class="button" part="button" aria-disabled=${isBusy(work) ? 'true' : nothing}>
      ${words.t('link.send')}
    </button>
    ${work?.phase === 'done' ? html`<p class="notice good fill" role="status">${words.t('link.sent')}</p>` : workNote(view, work, words.t('link.sending'))}
  </form>`;
}

export function linkView(view: View): TemplateResult {
  const { state, words, program, now } = view;
  const without = state.place.name === 'link' && state.place.opened !== true;
  const signedOut = without && state.referral.phase === 'signed-out';
  const expired =
    state.place.name === 'link' &&
    state.place.work.phase === 'failed' &&
    state.place.work.problem.code === 'link-invalid';
  return html`<article class="box pad stack" part="link">
    <header class="head">
      <h1 tabindex="-1" id="title">${words.t(signedOut ? 'signedOut.title' : 'link.welcome')}</h1>
      ${
        signedOut || !(without || expired)
          ? html`<p class="lede">${words.t(signedOut ? 'signedOut.lede' : 'link.welcome.lede')}</p>`
          : nothing
      }
    </header>
    ${expired ? html`<p class="notice bad" role="alert">${words.t('problem.link-invalid')}</p>` : nothing}
    ${without || expired ? newLink(view) : factForm(view)} ${contactCard(program.contact, words, now)}
  </article>`;
}
