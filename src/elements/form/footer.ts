/** Back, Continue, and what is kept where. */
import { html, nothing, type TemplateResult } from 'lit';
import { stepsOf } from '../../journey/steps.ts';
import { isBusy, type View } from '../view.ts';
import { laterParts } from './later-parts.ts';

export function footer(view: View): TemplateResult {
  const { state, words, send } = view;
  const steps = stepsOf(state);
  const id = state.place.name === 'form' ? state.place.step : '';
  const index = steps.findIndex((step) => step.id === id);
  // The first step comes alone; the others are on their way, and it is not the one that sends.
  const last = index > 0 && index === steps.length - 1;
  const registered = state.receipt !== undefined || (state.status !== null && state.status.state !== 'draft');
  const next = steps[index + 1];
  const registers = next !== undefined && !registered && steps[index]?.stage !== next.stage;
  const busy = isBusy(state.submitting);
  // What was registered is not edited by going back over it.
  const back = index > 0 && steps[index - 1]?.stage === steps[index]?.stage;
  const label = busy ? 'sending' : last ? 'send' : registers ? 'register' : 'continue';
  const note = laterParts()?.workNote;
  return html`<footer class="foot" part="footer">
    ${
      back
        ? html`<button type="button" class="button" part="button" @click=${() => send({ type: 'back' })}>
            ${words.t('back')}
          </button>`
        : nothing
    }
    <button type="submit" class="button primary" part="button primary" aria-disabled=${busy ? 'true' : nothing}>
      ${words.t(label)}
    </button>
    <p class="meta">
      ${words.t(
        state.saving.phase === 'running'
          ? 'kept.saving'
          : state.referral.phase === 'held'
            ? 'kept.hospital'
            : state.draft.phase === 'kept' || state.draft.phase === 'found'
              ? 'kept.device'
              : 'kept.nothing',
      )}
      <button type="button" class="link" @click=${() => send({ type: 'save-for-later' })}>
        ${words.t('kept.later')}
      </button>
    </p>
    ${note?.(view, state.submitting, words.t('sending.note')) ?? nothing}
    ${state.saving.phase === 'waiting' || state.saving.phase === 'failed' ? note?.(view, state.saving, '') : nothing}
  </footer>`;
}
