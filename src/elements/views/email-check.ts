/** The six digits by e-mail: asked for, entered, wrong, done. Pasting works; nothing has to be remembered. */
import { html, nothing, type TemplateResult } from 'lit';
import { latinDigits } from '../fields/digits.ts';
import type { VerificationState } from '../../journey/state.ts';
import { boxText, problemText, type View } from '../view.ts';

interface CodeForm {
  readonly view: View;
  readonly verification: VerificationState;
  /** Key of the words: `email` or `report`. */
  readonly purpose: 'email' | 'report';
  readonly send: () => void;
  readonly enter: (code: string) => void;
}

/** The six digits of what was typed or pasted, in any script, words around them or not; else what was said. */
function codeIn(said: string): string {
  const together = latinDigits(said).replace(/(?<=\d)[\s-]+(?=\d)/gu, '');
  return /\d{6}/u.exec(together)?.[0] ?? said;
}

export function codeForm({ view, verification, purpose, send, enter }: CodeForm): TemplateResult {
  const { words } = view;
  const submit = (event: Event) => {
    event.preventDefault();
    const said = boxText(event, 'code');
    if (said) enter(codeIn(said));
  };
  const again = html`<button type="button" class="link" @click=${send}>${words.t('code.again')}</button>`;
  switch (verification.phase) {
    case 'none':
      return html`<button type="button" class="button" part="button" @click=${send}>
        ${words.t(`code.${purpose}.send`)}
      </button>`;
    case 'sending':
      return html`<p role="status" class="meta">${words.t('code.sending')}</p>`;
    case 'done':
      return html`<p role="status" class="chip good">✓ ${words.t(`code.${purpose}.done`)}</p>`;
    case 'failed':
      return html`<div class="notice bad fill" role="alert">
        <p>${problemText(verification.problem, words)}</p>
        <div>${again}</div>
      </div>`;
    case 'asked':
    case 'checking': {
      const wrong = verification.phase === 'asked' && verification.wrong;
      const over = verification.attemptsLeft <= 0;
      const error = wrong ? words.t(over ? 'code.over' : 'code.wrong', { count: verification.attemptsLeft }) : null;
      return html`<form class="fill tight" novalidate @submit=${submit}>
        <div class=${error ? 'field invalid' : 'field'}>
          <label class="label" for="code-${purpose}">${words.t('code.label')}</label>
          <p class="hint" id="code-${purpose}-hint">
            ${words.t('code.hint', { time: words.time(verification.expiresAt) })}
          </p>
          ${error ? html`<p class="message" role="alert" id="code-${purpose}-error"><span>${error}</span></p>` : nothing}
          <div class="row">
            <input
              part="control"
              class="code"
              id="code-${purpose}"
              name="code"
              inputmode="numeric"
              autocomplete="one-time-code"
              maxlength="200"
              dir="ltr"
              aria-describedby="code-${purpose}-hint${error ? ` code-${purpose}-error` : ''}"
              aria-invalid=${error ? 'true' : nothing}
            />
            <button
              type="submit"
              class="button primary"
              part="button primary"
              aria-disabled=${verification.phase === 'checking' ? 'true' : nothing}
            >
              ${words.t(verification.phase === 'checking' ? 'code.checking' : 'code.confirm')}
            </button>
          </div>
        </div>
        <div>${again}</div>
      </form>`;
    }
  }
}

export const emailCheck = (view: View): TemplateResult =>
  codeForm({
    view,
    verification: view.state.email,
    purpose: 'email',
    send: () => view.send({ type: 'send-email-code' }),
    enter: (code) => view.send({ type: 'enter-email-code', code }),
  });
