/** The receipt of what was sent: counts as the server holds them. Prints on one page. */
import { html, nothing, type TemplateResult } from 'lit';
import { contactCard } from '../form/contact-card.ts';
import { programName } from '../form/program-name.ts';
import { requirementViews } from '../../journey/readiness.ts';
import type { Issue } from '../../protocol/form-definition.ts';
import { issueText } from '../fields/field.ts';
import { ownText } from '../own-text.ts';
import { categoryName, dayOf } from '../records/needs.ts';
import { factLine } from '../facts.ts';
import { childName, named, type View } from '../view.ts';
import { referenceOf } from './registered-view.ts';

/** A record that should have come is called by its name, and said why it is asked for. */
function warningText(issue: Issue, view: View): unknown {
  const { words } = view;
  const { category } = issue.params ?? {};
  if (typeof category !== 'string' || !words.has(`category.${category}`)) return issueText(issue, words, '');
  const asked = requirementViews(view.state, dayOf(view)).find(
    ({ requirement, met }) => !met && requirement.category === category,
  );
  return html`<b>${categoryName(category, view)}</b>
    <p>${ownText(asked?.requirement.text, words.lang) ?? issueText(issue, words, '')}</p>`;
}

export function submittedView(view: View): TemplateResult {
  const { state, words, send, program, now } = view;
  const reference = referenceOf(view);
  const { receipt } = state;
  const name = childName(state.answers, state.status?.child);
  return html`<article class="box pad stack" part="receipt">
    <header class="head">
      <p class="eyebrow">${programName(program, words)}</p>
      <h1 tabindex="-1" id="title">${named(words, 'submitted.title', name)}</h1>
      <p class="lede">${words.t('submitted.lede')}</p>
    </header>
    <dl class="pairs card fill">
      ${
        reference
          ? html`<div>
              <dt>${words.t('reference')}</dt>
              <dd class="num"><bdi dir="ltr">${reference}</bdi></dd>
            </div>`
          : nothing
      }
      ${
        receipt
          ? html`<div>
                <dt>${words.t('submitted.at')}</dt>
                <dd>${factLine(words, [words.date(receipt.at, 'full'), words.time(receipt.at)])}</dd>
              </div>
              <div>
                <dt>${words.t('submitted.records')}</dt>
                <dd>
                  ${words.t('submitted.held', { count: receipt.records.count, size: words.bytes(receipt.records.bytes) })}
                </dd>
              </div>`
          : nothing
      }
    </dl>
    ${
      (receipt?.warnings ?? []).length > 0
        ? html`<div class="notice warn">
            <h2>${words.t('submitted.warnings')}</h2>
            <ul class="tight">
              ${receipt?.warnings?.map((issue) => html`<li>${warningText(issue, view)}</li>`)}
            </ul>
          </div>`
        : nothing
    }
    <section class="tight">
      <h2>${words.t('next.title')}</h2>
      <ol class="next">
        ${['read', 'expert', 'fee', 'report'].map(
          (key, index) =>
            html`<li>
              <span class="disc num" aria-hidden="true">${words.number(index + 1)}</span>
              <div>
                <b>${words.t(`after.${key}`)}</b>
                <p class="meta">
                  ${words.t(`after.${key}.more`, { min: program.clock.minDays, max: program.clock.maxDays })}
                </p>
              </div>
            </li>`,
        )}
      </ol>
    </section>
    <div class="row no-print">
      <button type="button" class="button primary" part="button primary" @click=${() => send({ type: 'show-status' })}>
        ${words.t('submitted.status')}
      </button>
      <button type="button" class="button" part="button" @click=${() => window.print()}>${words.t('print')}</button>
    </div>
    ${contactCard(program.contact, words, now)}
  </article>`;
}
