/**
 * What a guardian's own link opens: who asks, for whom, who will take part, the texts, and their word. Nothing of the
 * medical question, and nothing of whoever applied but name and office.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Signing } from '../../protocol/referral.ts';
import { consentField } from '../fields/consent.ts';
import type { FieldAt } from '../fields/field.ts';
import { followWriting } from '../fields/writing.ts';
import { contactCard } from '../form/contact-card.ts';
import { fieldHost } from '../form/step-view.ts';
import { workNote } from '../form/work-note.ts';
import { boxText, isBusy, type View } from '../view.ts';

const nameId = 'signing-name';

/** Name, office, and in which role they apply. */
function whoAsks({ submitter: { name, organisation, role } }: Signing, { words }: View): readonly string[] {
  const key = `field.submitter.role.option.${role}`;
  return [name, organisation ?? '', words.has(key) ? words.t(key) : ''].filter(Boolean);
}

function facts(signing: Signing, view: View): TemplateResult {
  const { words } = view;
  const row = (key: string, ...lines: readonly (string | undefined)[]) =>
    lines.some(Boolean)
      ? html`<div>
          <dt>${words.t(key)}</dt>
          <dd>${lines.map((line) => html`<bdi class="line">${line}</bdi>`)}</dd>
        </div>`
      : nothing;
  return html`<dl class="pairs card fill">
    ${row('signing.child', signing.child)} ${row('signing.who', ...whoAsks(signing, view))}
    ${row('signing.physician', signing.physician)} ${row('signing.payer', signing.payer)}
  </dl>`;
}

function texts(signing: Signing, view: View): TemplateResult {
  const host = fieldHost(view);
  return html`${signing.consents.map(({ id, required }) => {
    const at: FieldAt = {
      field: { id: `consents.${id}`, type: 'consent', consent: id, why: false },
      pointer: `/consents/${id}`,
      value: view.state.consents[id]?.given,
      required,
      options: [],
    };
    return consentField(at, host);
  })}`;
}

function wordForm(signing: Signing, view: View): TemplateResult {
  const { state, words, send } = view;
  const work = state.acting['sign'];
  const open = signing.consents.filter(({ id, required }) => required && state.consents[id]?.given !== true);
  const submit = (event: Event) => {
    event.preventDefault();
    const name = boxText(event, 'name');
    if (isBusy(work)) return;
    if (open.length === 0 && name) return send({ type: 'sign', name });
    // Whatever is missing is where the person is led.
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    const [first] = open;
    root.getElementById('signing-missing')?.removeAttribute('hidden');
    root.querySelector<HTMLElement>(first ? `[name="consents.${first.id}"]` : `#${nameId}`)?.focus();
  };
  return html`<form class="stack fill" novalidate @submit=${submit}>
      <div class="tight">${texts(signing, view)}</div>
      <div class="field fill">
        <label class="label" for=${nameId}>${words.t('signing.name')}</label>
        <input part="control" id=${nameId} name="name" autocomplete="name" maxlength="200" @input=${followWriting} />
      </div>
      <p class="message" id="signing-missing" role="alert" hidden><span>${words.t('signing.missing')}</span></p>
      <div>
        <button
          type="submit"
          class="button primary"
          part="button primary"
          aria-disabled=${isBusy(work) ? 'true' : nothing}
        >
          ${words.t('signing.sign')}
        </button>
      </div>
      ${workNote(view, work, words.t('sending'))}
    </form>
    <details>
      <summary>${words.t('signing.refuse')}</summary>
      <div class="card">
        <p>${words.t('signing.refuse.sure')}</p>
        <button
          type="button"
          class="button danger"
          part="button"
          aria-disabled=${isBusy(work) ? 'true' : nothing}
          @click=${() => isBusy(work) || send({ type: 'refuse' })}
        >
          ${words.t('signing.refuse.confirm')}
        </button>
      </div>
    </details>`;
}

/** What became of it, in the words of `signing.<outcome>`. */
function outcomeOf(view: View): 'open' | 'done' | 'refused' | 'nothing' {
  const { status } = view.state;
  const { signing, gates } = status ?? {};
  if (gates?.guardianConsent === 'refused') return 'refused';
  if (signing?.consents.some(({ required, given }) => required && given !== true)) return 'open';
  return gates?.guardianConsent === 'signed' ? 'done' : 'nothing';
}

export function signingView(view: View): TemplateResult {
  const { state, words, program, now } = view;
  const signing = state.status?.signing;
  const outcome = outcomeOf(view);
  const title =
    outcome === 'open' && signing
      ? words.t('signing.title', { name: signing.child })
      : words.t(`signing.${outcome}.title`);
  const lede =
    outcome === 'open' && signing
      ? words.t('signing.lede', { who: signing.submitter.name })
      : words.t(`signing.${outcome}`);
  return html`<article class="box pad stack" part="signing">
    <header class="head">
      <h1 tabindex="-1" id="title">${title}</h1>
      <p class="lede">${lede}</p>
    </header>
    ${signing && outcome !== 'nothing' ? facts(signing, view) : nothing}
    ${signing && outcome === 'open' ? wordForm(signing, view) : nothing} ${workNote(view, state.refreshing, '')}
    ${contactCard(program.contact, words, now)}
  </article>`;
}
