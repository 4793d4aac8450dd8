/** Work that the person waits for, in words beside the button that began it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Work } from '../../journey/state.ts';
import { problemText, type View } from '../view.ts';

/** @param running what is going on, e.g. "Sending". */
export function workNote(
  { words, send }: View,
  work: Work | undefined,
  running: string,
): TemplateResult | typeof nothing {
  if (!work || work.phase === 'idle' || work.phase === 'done') return nothing;
  if (work.phase === 'running') return html`<p class="meta" role="status">${running}</p>`;
  if (work.phase === 'waiting')
    return html`<div class="notice" role="status">
      <b>${words.t(work.problem.code === 'offline' ? 'waiting.offline' : 'waiting.busy')}</b>
      <p>${words.t('waiting.kept')}</p>
      <div>
        <button type="button" class="link" @click=${() => send({ type: 'retry' })}>${words.t('retry.now')}</button>
      </div>
    </div>`;
  return html`<div class="notice bad" role="alert">
    <p>${problemText(work.problem, words)}</p>
    ${
      work.problem.retryable
        ? html`<div>
            <button type="button" class="link" @click=${() => send({ type: 'retry' })}>${words.t('retry')}</button>
          </div>`
        : nothing
    }
  </div>`;
}
