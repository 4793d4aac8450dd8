/** When the report is due: both dates with their weekday, from which day they are counted, and in whose time. */
import { html, nothing, type TemplateResult } from 'lit';
import type { StatusView } from '../../protocol/referral.ts';
import type { View } from '../view.ts';

const cityOf = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

export function dueCard(status: StatusView, view: View): TemplateResult | typeof nothing {
  const { words, program } = view;
  const { window, clock } = status;
  // Once the report is there, nobody waits for it.
  if (['report-delivered', 'follow-up', 'closed'].includes(status.state)) return nothing;
  if (clock === 'stopped')
    return html`<aside class="due" part="due">
      <p class="meta">${words.t('due.title')}</p>
      <p><b>${words.t('due.stopped')}</b></p>
      <p class="meta">${words.t('due.stopped.more')}</p>
    </aside>`;
  if (!window || clock !== 'running') return nothing;
  return html`<aside class="due" part="due">
    <p class="meta">${words.t('due.title')}</p>
    <p>
      <b>${words.t('due.window', { from: words.day(window.earliest), to: words.day(window.latest) })}</b>
    </p>
    <p class="meta">
      ${words.t('due.counted', {
        min: program.clock.minDays,
        max: program.clock.maxDays,
        day: words.day(window.dayZero),
        city: cityOf(window.timeZone),
      })}
    </p>
  </aside>`;
}
