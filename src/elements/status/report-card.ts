/** The report: opened after a code by e-mail, within ten minutes of it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ReportMetadata } from '../../protocol/referral.ts';
import { workNote } from '../form/work-note.ts';
import { isBusy, type View } from '../view.ts';
import { codeForm } from '../views/email-check.ts';

export function reportCard(report: ReportMetadata, view: View): TemplateResult {
  const { state, words, send } = view;
  const { stepUp } = state;
  const opening = state.acting['open-report'];
  return html`<section class="card" part="report" id="report" tabindex="-1" aria-labelledby="report-title">
    <h2 id="report-title">${words.t(report.status === 'amended' ? 'report.amended' : 'report.title')}</h2>
    <p class="meta">
      ${words.t('report.facts', {
        day: words.date(report.signedAt, 'full'),
        language: words.language(report.language),
        size: words.bytes(report.size),
      })}
    </p>
    ${
      state.reportAddress !== null
        ? html`<a
            class="button primary"
            part="button primary"
            href=${state.reportAddress}
            target="_blank"
            rel="noopener"
            >${words.t('report.show')}<span class="visually-hidden"> ${words.t('newTab')}</span></a
          >`
        : stepUp.phase === 'done'
          ? html`<button
              type="button"
              class="button primary"
              part="button primary"
              aria-disabled=${isBusy(opening) ? 'true' : nothing}
              @click=${() => send({ type: 'open-report' })}
            >
              ${words.t('report.open')}
            </button>`
          : html`<p>${words.t('report.code')}</p>
              ${codeForm({
                view,
                verification: stepUp,
                purpose: 'report',
                send: () => send({ type: 'send-report-code' }),
                enter: (code) => send({ type: 'enter-report-code', code }),
              })}`
    }
    ${workNote(view, opening, words.t('report.opening'))}
    ${report.openedAt ? html`<p class="meta">${words.t('report.opened', { day: words.date(report.openedAt), time: words.time(report.openedAt) })}</p>` : nothing}
  </section>`;
}
