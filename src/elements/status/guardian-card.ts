/** Whose signature is still open where somebody else applies: who was written to and when, and the way to ask (again). */
import { html, nothing, type TemplateResult } from 'lit';
import { answerAt, itemKeys } from '../../journey/answers.ts';
import type { StatusView } from '../../protocol/referral.ts';
import { workNote } from '../form/work-note.ts';
import { boxText, isBusy, type View } from '../view.ts';

/** Guardians who may decide, as the answers name them. */
function deciding({ state: { answers } }: View) {
  return itemKeys(answers, '/guardians').flatMap((key) => {
    const at = (name: string) => answerAt(answers, `/guardians/${key}/${name}`);
    const [name, email] = [at('name/full'), at('email')];
    return at('hasLegalAuthority') === true
      ? [{ key, name: typeof name === 'string' ? name : '', hasEmail: typeof email === 'string' && email !== '' }]
      : [];
  });
}

export function guardianCard(status: StatusView, view: View): TemplateResult | typeof nothing {
  const { state, words, send } = view;
  const waits =
    status.role === 'submitter' && status.state === 'registered' && status.gates.guardianConsent === 'pending';
  const asked = status.actions.some(({ code }) => code === 'invite-guardian');
  if (!status.shares || !(waits || asked)) return nothing;
  const sent = status.shares.filter(({ kind }) => kind === 'guardian-sign');
  const people = deciding(view);
  const needsEmail = people.every(({ hasEmail }) => !hasEmail);
  const work = state.acting['invite-guardian'];
  const unchecked = status.gates.identity !== 'verified';
  const submit = (event: Event) => {
    event.preventDefault();
    const guardian = boxText(event, 'guardian');
    const email = boxText(event, 'email');
    if (needsEmail && !email) return;
    send({ type: 'invite-guardian', ...(guardian ? { guardian } : {}), ...(email ? { email } : {}) });
  };
  return html`<section class="card no-print" id="guardian" tabindex="-1">
    <h2>${words.t('guardian.title')}</h2>
    ${
      sent.length > 0
        ? sent.map(
            (share) =>
              html`<p>
                ${words.t('guardian.sent', { email: share.sentTo, day: words.date(share.createdAt) })}
                ${share.openedAt ? words.t('guardian.opened', { day: words.date(share.openedAt) }) : nothing}
              </p>`,
          )
        : html`<p>${words.t(unchecked ? 'guardian.first' : 'guardian.none')}</p>`
    }
    <p class="meta">${words.t('guardian.how')}</p>
    ${
      unchecked
        ? nothing
        : html`<form class="tight fill" novalidate @submit=${submit}>
            ${
              people.length > 1
                ? html`<div class="field fill">
                    <label class="label" for="guardian-who">${words.t('guardian.who')}</label>
                    <span class="select"
                      ><select part="control" id="guardian-who" name="guardian">
                        ${people.map(({ key, name }) => html`<option value=${key}>${name}</option>`)}
                      </select></span
                    >
                  </div>`
                : nothing
            }
            ${
              needsEmail
                ? html`<div class="field fill">
                    <label class="label" for="guardian-email">${words.t('guardian.email')}</label>
                    <input part="control" id="guardian-email" name="email" type="email" autocomplete="off" dir="ltr" />
                  </div>`
                : nothing
            }
            <div class="row">
              <button type="submit" class="button" part="button" aria-disabled=${isBusy(work) ? 'true' : nothing}>
                ${words.t(sent.length > 0 ? 'guardian.again' : 'guardian.send')}
              </button>
              ${sent.map(
                ({ id }) =>
                  html`<button type="button" class="link" @click=${() => send({ type: 'revoke-share', id })}>
                    ${words.t('guardian.revoke')}
                  </button>`,
              )}
            </div>
          </form>`
    }
    ${workNote(view, work, words.t('sending'))}
  </section>`;
}
