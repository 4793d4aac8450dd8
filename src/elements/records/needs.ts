/** What the program asks for among the records, in plain words: what must be there, what should be, and why. */
import { html, nothing, type TemplateResult } from 'lit';
import { type RequirementView, requirementViews } from '../../journey/readiness.ts';
import { ownText } from '../own-text.ts';
import type { View } from '../view.ts';

/** The day where the person is, ISO date. */
export const dayOf = ({ now }: Pick<View, 'now'>): string =>
  new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** A kind of record by its name; a kind of the program's own by its code. */
export const categoryName = (category: string, { words }: Pick<View, 'words'>): string =>
  words.has(`category.${category}`) ? words.t(`category.${category}`) : category;

function needLine({ requirement, lacking }: RequirementView, view: View): TemplateResult {
  const { words } = view;
  const { category, severity, maxAgeDays, text } = requirement;
  const said = lacking === null ? 'need.met' : lacking === 'newer' ? 'need.old' : `need.${severity}`;
  const why = lacking === null ? undefined : ownText(text, words.lang);
  return html`<li class="need">
    <span aria-hidden="true">${lacking === null ? '✓' : '○'}</span>
    <div>
      <b>${categoryName(category, view)}</b>
      <p class="meta">${words.t(said, { days: maxAgeDays ?? 0 })}</p>
      ${why ? html`<p class="meta">${why}</p>` : nothing}
    </div>
  </li>`;
}

/** A rule that asks for no record of its own says something only where it is not met. */
const isSaid = ({ requirement, met }: RequirementView): boolean => !met || requirement.minCount !== undefined;

/** @param more what stands under the list. `open`: only what is not there. */
export function needs(view: View, { open = false, more }: { readonly open?: boolean; readonly more?: unknown } = {}) {
  const all = requirementViews(view.state, dayOf(view)).filter((one) => (open ? !one.met : isSaid(one)));
  if (all.length === 0) return nothing;
  return html`<section class="card fill" aria-labelledby="needs-title">
    <h2 id="needs-title">${view.words.t('need.title')}</h2>
    <ul class="tight fill">
      ${all.map((one) => needLine(one, view))}
    </ul>
    ${more ?? nothing}
  </section>`;
}
