/** The milestones, drawn as a line: done, now, still to come; shape and word beside the colour. */
import { html, nothing, type TemplateResult } from 'lit';
import type { StatusView } from '../../protocol/referral.ts';
import type { View } from '../view.ts';
import { type Milestone, milestones } from './milestones.ts';

function more(milestone: Milestone, status: StatusView, view: View): string | null {
  const { words } = view;
  switch (milestone.code) {
    case 'records':
      return status.records.count > 0
        ? words.t('timeline.records.more', { count: status.records.count, size: words.bytes(status.records.bytes) })
        : null;
    case 'expert':
      // Names of specialties are words of the form, and come later here.
      return milestone.state === 'todo'
        ? null
        : words.list(
            status.specialties.flatMap((code) => (words.has(`specialty.${code}`) ? words.t(`specialty.${code}`) : [])),
          );
    case 'requirements':
      return milestone.state === 'now' ? openGates(status, view) : null;
    case 'report':
      return milestone.state === 'todo' ? words.t('timeline.report.more') : null;
    default:
      return null;
  }
}

/** What is still missing before the review can begin. */
function openGates({ gates }: StatusView, { words }: View): string {
  const open = [
    gates.documents === 'complete' ? null : 'gate.documents',
    ['none', 'verified', 'waived'].includes(gates.imaging) ? null : 'gate.imaging',
    ['none', 'received', 'accessioned', 'returned', 'waived'].includes(gates.pathology) ? null : 'gate.pathology',
    ['paid', 'guaranteed', 'waived'].includes(gates.fee) ? null : 'gate.fee',
  ].flatMap((key) => (key === null ? [] : [words.t(key)]));
  return open.length > 0 ? words.t('gates.open', { list: words.list(open) }) : '';
}

function when(milestone: Milestone, status: StatusView, { words }: View): unknown {
  if (milestone.at) return html`<time datetime=${milestone.at}>${words.date(milestone.at, 'short')}</time>`;
  if (milestone.state === 'now') return html`<span>${words.t('timeline.now')}</span>`;
  if (milestone.code === 'report' && status.window && status.clock === 'running')
    return html`<span>${words.days(status.window.earliest, status.window.latest)}</span>`;
  return nothing;
}

export function timeline(status: StatusView, view: View): TemplateResult {
  const { words, program } = view;
  const followUp = program.protocol.features.includes('follow-up') && (program.followUp?.days ?? 0) > 0;
  return html`<section aria-labelledby="timeline-title">
    <h2 id="timeline-title" class="visually-hidden">${words.t('timeline')}</h2>
    <ol class="timeline" part="timeline">
      ${milestones(status, followUp).map((milestone, index) => {
        const detail = more(milestone, status, view);
        return html`<li class=${milestone.state} aria-current=${milestone.state === 'now' ? 'step' : nothing}>
          <span class="disc num" aria-hidden="true">${milestone.state === 'done' ? '✓' : words.number(index + 1)}</span>
          <div>
            <p class="name">
              ${words.t(`timeline.${milestone.code}${milestone.state === 'done' ? '.done' : ''}`)}<span
                class="visually-hidden"
              >
                (${words.t(`timeline.is.${milestone.state}`)})</span
              >
            </p>
            ${detail ? html`<p class="meta">${detail}</p>` : nothing}
          </div>
          <span class="meta num when">${when(milestone, status, view)}</span>
        </li>`;
      })}
    </ol>
  </section>`;
}
