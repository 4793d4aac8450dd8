/** Everything once more before it is sent, section by section, each with its way back (WCAG 3.3.4). */
import { html, nothing, type TemplateResult } from 'lit';
import { answerAt } from '../../journey/answers.ts';
import { shownForm } from '../../journey/shown.ts';
import { isReachable } from '../../journey/steps.ts';
import type { ResolvedField, ResolvedStep } from '../../form/resolve.ts';
import { labelOf } from '../fields/field.ts';
import { recordLine } from '../records/record-words.ts';
import { needs } from '../records/needs.ts';
import { waysHere } from '../records/ways-door.ts';
import { stepName, type View } from '../view.ts';
import { answerText } from './answer-text.ts';
import { blocksSummary } from './blocks.ts';

function pair(one: ResolvedField, view: View): TemplateResult | typeof nothing {
  const { state, words } = view;
  const text = answerText(one, answerAt(state.answers, one.pointer), words);
  if (!text && !one.required) return nothing;
  return html`<div>
    <dt>${labelOf(one, words)}</dt>
    <dd>
      ${
        text
          ? text.split('\n').map((line) => html`<bdi class="line">${line}</bdi>`)
          : html`<span class="meta">${words.t('review.missing')}</span>`
      }
    </dd>
  </div>`;
}

function stepPart(found: ResolvedStep, view: View): TemplateResult | typeof nothing {
  const { state, words, send } = view;
  const { id } = found.step;
  const fields = found.sections.flatMap(({ visible, fields: own, group }) =>
    visible ? [...own, ...(group?.items.flatMap((item) => item.fields) ?? [])] : [],
  );
  const pairs = fields
    .filter((one) => one.visible && one.field.type !== 'consent' && one.field.type !== 'display')
    .map((one) => pair(one, view));
  const records = id === 'records' ? state.records : [];
  if (pairs.every((each) => each === nothing) && records.length === 0) return nothing;
  const name = stepName(view, id);
  return html`<section class="card" part="section">
    <div class="row fill between">
      <h2>${name}</h2>
      ${
        isReachable(state, id)
          ? html`<button type="button" class="link" @click=${() => send({ type: 'go', step: id })}>
              ${words.t('review.change')}<span class="visually-hidden"> ${name}</span>
            </button>`
          : nothing
      }
    </div>
    <dl class="pairs fill">${pairs}</dl>
    ${
      records.length > 0
        ? html`<ul class="tight fill">
            ${records.map((record) => html`<li>${recordLine(record, view)} ${waysHere(view)?.whose(record, view) ?? nothing}</li>`)}
          </ul>`
        : nothing
    }
  </section>`;
}

export function reviewView(view: View): TemplateResult {
  const steps = shownForm(view.state)?.steps.filter(({ step }) => step.id !== 'check' && step.stage <= 2) ?? [];
  const { words, send } = view;
  const add = html`<button
    type="button"
    class="button small"
    part="button"
    @click=${() => send({ type: 'go', step: 'records' })}
  >
    ${words.t('need.add')}
  </button>`;
  return html`<div class="stack">
    ${blocksSummary(view)} ${needs(view, { open: true, more: add })} ${steps.map((found) => stepPart(found, view))}
  </div>`;
}
