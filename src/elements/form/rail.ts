/** The steps: a rail beside the form where there is room, a bar above it where there is not. Only the present step is
 * marked as such; steps that were reached can be gone back to. */
import { html, nothing, type TemplateResult } from 'lit';
import { stepViews } from '../../journey/steps.ts';
import { stepName, type View } from '../view.ts';
import { contactCard } from './contact-card.ts';
import { languageChoice } from './language-choice.ts';
import { programName } from './program-name.ts';

/** The intake team: under the rail where there is one, after the form where there is not. */
export const help = ({ program, words, now }: View): TemplateResult =>
  html`<aside class="rail-more">${contactCard(program.contact, words, now)}</aside>`;

export function rail(view: View): TemplateResult {
  const { state, words, send, program } = view;
  const inner = (number: number, done: boolean, id: string) =>
    html`<span class="disc num" aria-hidden="true">${done ? '✓' : words.number(number)}</span
      ><span
        >${stepName(view, id)}${done ? html`<span class="visually-hidden"> (${words.t('step.done')})</span>` : nothing}</span
      >`;
  return html`<nav class="rail" part="rail" aria-label=${words.t('steps')}>
    <p class="brand">${programName(program, words)}</p>
    ${languageChoice(view)}
    <ol class="steps" part="steps">
      ${stepViews(state).map(
        (step) =>
          html`<li class=${step.state} aria-current=${step.state === 'now' ? 'step' : nothing}>
            ${
              step.reachable && step.state !== 'now'
                ? html`<button class="steplink" type="button" @click=${() => send({ type: 'go', step: step.id })}>
                    ${inner(step.number, step.state === 'done', step.id)}
                  </button>`
                : html`<span class="steplink">${inner(step.number, step.state === 'done', step.id)}</span>`
            }
          </li>`,
      )}
    </ol>
  </nav>`;
}
