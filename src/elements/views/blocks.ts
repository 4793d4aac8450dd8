/**
 * What stands in the way of sending the records, after the person pressed Send: each thing with the place where it is mended.
 * It is the error summary of what is no field's.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { summaryIssues } from '../../journey/issues.ts';
import { type SubmissionBlock, submissionBlocks } from '../../journey/readiness.ts';
import { categoryName, dayOf } from '../records/needs.ts';
import type { View } from '../view.ts';

function blockText(block: SubmissionBlock, view: View): string {
  const { state, words } = view;
  if (block.code === 'requirement')
    return words.t('block.requirement', { category: categoryName(block.requirement.category, view) });
  if (block.code === 'record') {
    const name = state.records.find(({ clientId }) => clientId === block.clientId)?.name ?? '';
    return words.t('block.record', { name });
  }
  return words.t(`block.${block.code}`);
}

/** Where it is mended; what goes on by itself, or stands on this page, leads nowhere. */
function wayOut({ code }: SubmissionBlock, { send }: View): (() => void) | null {
  if (code === 'requirement' || code === 'record') return () => send({ type: 'go', step: 'records' });
  if (code === 'email' || code === 'guardian') return () => send({ type: 'show-status' });
  return null;
}

export function blocksSummary(view: View): TemplateResult | typeof nothing {
  const { state, words } = view;
  if (state.summary === 0 || summaryIssues(state).length > 0) return nothing;
  const blocks = submissionBlocks(state, dayOf(view));
  if (blocks.length === 0) return nothing;
  return html`<div class="summary" part="summary" id="summary" tabindex="-1" aria-labelledby="summary-title">
    <div role="alert">
      <h2 id="summary-title">${words.t('block.title')}</h2>
      <ul>
        ${blocks.map((block) => {
          const text = blockText(block, view);
          const go = wayOut(block, view);
          return html`<li>${go ? html`<button type="button" class="link" @click=${go}>${text}</button>` : text}</li>`;
        })}
      </ul>
    </div>
  </div>`;
}
