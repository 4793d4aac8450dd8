/** Leaving pages out: which ones, and a copy without them. Pages in another language are offered; nothing is done unasked. */
import { html, nothing, type TemplateResult } from 'lit';
import { pagesInQuestion, verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import type { PageVerdict } from '../../protocol/verdict.ts';
import { isBusy, problemText, type View } from '../view.ts';
import { pageWords } from './page-words.ts';
import { pagesText } from './record-words.ts';

/** More pages than this are offered in runs of the same kind. */
const SINGLE_AT_MOST = 24;

/** Pages that are chosen together. */
function choices(pages: readonly PageVerdict[]): readonly (readonly PageVerdict[])[] {
  if (pages.length <= SINGLE_AT_MOST) return pages.map((page) => [page]);
  const runs: PageVerdict[][] = [];
  for (const page of pages) {
    const last = runs.at(-1)?.at(-1);
    if (last && last.page + 1 === page.page && last.verdict === page.verdict && last.language === page.language)
      runs.at(-1)?.push(page);
    else runs.push([page]);
  }
  return runs;
}

/** Only a PDF whose file is at hand, and that something would be left of. */
export function canLeaveOut(record: RecordItem, view: View): boolean {
  const verdict = verdictOf(record);
  const open = pagesInQuestion(view.state, record).length;
  return record.here === true && verdict?.mediaType === 'application/pdf' && open > 0 && verdict.pages.length > open;
}

export function leavePages(record: RecordItem, view: View): TemplateResult | typeof nothing {
  if (!canLeaveOut(record, view)) return nothing;
  const { words, send, state } = view;
  const { clientId } = record;
  const id = `record-${clientId}-leave`;
  const work = state.acting[`leave-out.${clientId}`];
  const make = (event: Event) => {
    const panel = (event.currentTarget as HTMLElement).closest('details');
    const pages = [...(panel?.querySelectorAll<HTMLInputElement>('input:checked') ?? [])].flatMap(({ value }) =>
      value.split(' ').map(Number),
    );
    const alert = panel?.querySelector<HTMLElement>('[data-alert]');
    if (alert) alert.hidden = pages.length > 0;
    if (pages.length > 0) send({ type: 'leave-pages-out', clientId, pages });
    else panel?.querySelector('input')?.focus();
  };
  const failed = work?.phase === 'failed' ? work.problem : null;
  return html`<details>
    <summary>${words.t('way.leaveOut')}<span class="visually-hidden"> ${record.name}</span></summary>
    <div class="panel">
      <p>${words.t('leave.text')}</p>
      <fieldset class="field" aria-describedby="${id}-alert">
        <legend class="label">${words.t('leave.which')}</legend>
        ${choices(pagesInQuestion(state, record)).map((pages) => {
          const [first] = pages;
          const numbers = pages.map(({ page }) => page);
          return html`<label class="check"
            ><input type="checkbox" .value=${numbers.join(' ')} ?checked=${first?.verdict === 'not-english'} /><span
              >${pages.length === 1 ? words.t('page', { page: numbers[0] ?? 0 }) : pagesText(numbers, words)}:
              ${pageWords(first, words)}</span
            ></label
          >`;
        })}
      </fieldset>
      <p class="message" id="${id}-alert" role="alert" data-alert hidden>${words.t('leave.choose')}</p>
      ${
        failed
          ? html`<p class="message" role="alert">
              ${failed.code === 'copy-failed' ? words.t('leave.failed') : problemText(failed, words)}
            </p>`
          : nothing
      }
      <div>
        <button type="button" class="button small" part="button" ?disabled=${isBusy(work)} @click=${make}>
          ${words.t(isBusy(work) ? 'leave.making' : 'leave.make')}
        </button>
      </div>
    </div>
  </details>`;
}
