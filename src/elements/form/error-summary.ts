/**
 * The error summary, as GOV.UK's: first in the view, focused after a refused Continue, each line a link that brings the
 * label into view and puts the cursor into the field.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { summaryIssues } from '../../journey/issues.ts';
import type { Issue } from '../../protocol/form-definition.ts';
import type { Words } from '../../i18n/words.ts';
import { type FieldAt, idOf, issueText, labelOf } from '../fields/field.ts';
import type { View } from '../view.ts';

/** Brings the field of an issue into view, label first, and focuses its first control. */
export function focusField(root: ShadowRoot, pointer: string): void {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf('/'))) {
    const box = root.getElementById(`${idOf(at)}-field`);
    if (!box) continue;
    // A folded field is unfolded first.
    for (let fold = box.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
      fold.open = true;
    box.scrollIntoView({ block: 'start' });
    const control =
      root.getElementById(idOf(pointer)) ??
      root.getElementById(idOf(at)) ??
      box.querySelector('input, select, textarea, button');
    (control as HTMLElement | null)?.focus({ preventScroll: true });
    return;
  }
}

const wordsOf = (issue: Issue, fields: readonly FieldAt[], words: Words): string => {
  const field = fields.find(({ pointer }) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`));
  return issueText(issue, words, field ? labelOf(field, words) : '');
};

/** @param fields those of the step, for their labels. */
export function errorSummary(view: View, fields: readonly FieldAt[]): TemplateResult | typeof nothing {
  const { state, words } = view;
  const issues = summaryIssues(state);
  if (issues.length === 0) return nothing;
  return html`<div class="summary" part="summary" id="summary" tabindex="-1" aria-labelledby="summary-title">
    <div role="alert">
      <h2 id="summary-title">${words.t('summary.title', { count: issues.length })}</h2>
      <ul>
        ${issues.map(
          (issue) =>
            html`<li>
              <a
                href="#${idOf(issue.pointer)}"
                @click=${(event: Event) => {
                  event.preventDefault();
                  focusField((event.currentTarget as HTMLElement).getRootNode() as ShadowRoot, issue.pointer);
                }}
                >${wordsOf(issue, fields, words)}</a
              >
            </li>`,
        )}
      </ul>
    </div>
  </div>`;
}
