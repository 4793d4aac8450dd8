/** One step of the form: its sections, its fields, optional ones folded behind a named link. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { ResolvedField, ResolvedSection } from '../../form/resolve.ts';
import { answerAt } from '../../journey/answers.ts';
import { issuesAt } from '../../journey/issues.ts';
import { shownFields, shownStep } from '../../journey/shown.ts';
import { currentStep, stepsOf } from '../../journey/steps.ts';
import { fieldTemplate, knows } from '../fields/by-type.ts';
import { laterTypes } from '../fields/later-types.ts';
import { type FieldAt, type FieldHost, labelOf, whyOf } from '../fields/field.ts';
import { ownText } from '../own-text.ts';
import { newItemId } from '../fields/item-id.ts';
import { childName, named, stepName, type View } from '../view.ts';
import { laterParts } from './later-parts.ts';

/** What fields may know and do, for one rendering. */
export function fieldHost(view: View): FieldHost {
  const { state, words, send } = view;
  return {
    words,
    issuesAt: (pointer) => issuesAt(state, pointer),
    change: (pointer, value) => send({ type: 'change', change: { pointer, value } }),
    leave: (pointer) => send({ type: 'leave-field', pointer }),
    consent: (id, given) => send({ type: 'consent', id, given }),
    consentText: (id) => state.consentTexts[id],
    likelyRegion: new Intl.Locale(words.locale).region,
  };
}

/** What a consent came to stands beside the answers, not in them. */
const fieldAt = (one: ResolvedField, { answers, consents }: View['state']): FieldAt => ({
  field: one.field,
  pointer: one.pointer,
  value: one.field.type === 'consent' ? consents[one.field.consent ?? '']?.given : answerAt(answers, one.pointer),
  required: one.required,
  options: one.options,
});

function fieldOf(at: FieldAt, view: View, host: FieldHost): unknown {
  const issues = host.issuesAt(at.pointer);
  const consent = at.field.consent === undefined ? undefined : host.consentText(at.field.consent);
  // A key re-renders its own field and no other. The label tells that a pack of words has arrived.
  return guard(
    [
      at.field,
      at.pointer,
      at.value,
      at.required,
      at.options.map(({ code }) => code).join(' '),
      JSON.stringify(issues),
      consent,
      view.words,
      labelOf(at, view.words),
      view.words.ready('start'),
      laterTypes(),
    ],
    () => fieldTemplate(at, host),
  );
}

/** Is it folded away until somebody wants it? */
const folds = ({ required, field }: FieldAt): boolean =>
  !required && field.type !== 'consent' && field.type !== 'display';

/** @param foldName absent: nothing is folded. */
function fieldList(
  fields: readonly ResolvedField[],
  view: View,
  host: FieldHost,
  foldName: string | undefined,
): TemplateResult {
  // Every field has its place, shown or not: one that comes or goes moves no other.
  const all = fields.map((one) => (one.visible ? fieldAt(one, view.state) : null));
  // An optional field that another field's answer brought up stays where it is; a consent is never folded away.
  const isFolded = (at: FieldAt) => foldName !== undefined && folds(at);
  const folded = all.filter((at) => at !== null).filter(isFolded);
  const shown = all.filter((at) => at !== null).filter((at) => !isFolded(at));
  const grid = (list: readonly FieldAt[]) =>
    html`<div class="grid">${all.map((at) => (at && list.includes(at) ? fieldOf(at, view, host) : nothing))}</div>`;
  const open = folded.some((at) => at.value !== undefined);
  return html`${shown.length > 0 ? grid(shown) : nothing}
  ${
    folded.length > 0
      ? shown.length === 0 && folded.length === 1
        ? grid(folded)
        : html`<details class="fold" ?open=${open}>
            <summary>${foldName}</summary>
            ${grid(folded)}
          </details>`
      : nothing
  }`;
}

const sectionTitle = (found: ResolvedSection, view: View): string | null => {
  const { words } = view;
  const { section } = found;
  const own = ownText(section.text, words.lang);
  if (own !== undefined) return own;
  const key = section.textKey ?? `section.${section.id}`;
  return words.has(key) ? words.t(key) : null;
};

const foldName = (section: ResolvedSection['section'], view: View): string | undefined => {
  if (section.unfolded) return undefined;
  const key = `section.${section.id}.more`;
  return view.words.has(key) ? view.words.t(key) : view.words.t('more');
};

/** Why each thing in a section is asked: one quiet line that opens, not one under every field. */
function reasons(found: ResolvedSection, view: View, title: string | null): TemplateResult | typeof nothing {
  const { words } = view;
  const fields = [...found.fields, ...(found.group?.items[0]?.fields ?? [])].filter(({ visible }) => visible);
  const said = fields.flatMap((one) => {
    const why = whyOf(one, words);
    // Our own fields have their reasons, which may be on their way; they keep their place.
    const coming = one.field.why !== false && !one.field.text && !words.ready('start');
    return why || coming ? [{ label: labelOf(one, words), why }] : [];
  });
  if (said.length === 0) return nothing;
  return html`<details class="why">
    <summary>${words.t('why')}${title ? html`<span class="visually-hidden">: ${title}</span>` : nothing}</summary>
    <dl>
      ${said.map(
        ({ label, why }) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${why}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}

/** Items that a group must have and has not: made once, so that there is something to fill in. */
export function fillGroups(view: View): void {
  for (const { group, visible } of shownStep(view.state)?.sections ?? [])
    if (visible && group && group.items.length < group.min)
      view.send({
        type: 'change',
        change: { pointer: `${group.pointer}/${newItemId()}`, value: { order: group.items.length } },
      });
}

/** Fields of the present step that the person sees. */
const fieldsOfStep = (view: View): readonly FieldAt[] => shownFields(view.state).map((one) => fieldAt(one, view.state));

/** Is every field of the step one that can be shown without fetching anything? */
export const knowsStep = ({ state }: View): boolean =>
  laterParts() !== null ||
  (state.summary === 0 &&
    shownFields(state).every(({ field }) => knows(field)) &&
    (shownStep(state)?.sections ?? []).every(({ group }) => !group));

/** Heading of a step: where it is among the steps, its name, one sentence. */
export function stepHead(view: View): TemplateResult {
  const { state, words, program } = view;
  const steps = stepsOf(state);
  const step = currentStep(state);
  const id = step?.id ?? '';
  const index = steps.findIndex((one) => one.id === id);
  const name = childName(state.answers);
  const own = program.copy?.[words.lang]?.['access-form.intro'];
  const lede =
    index === 0 && own
      ? own
      : words.has(`step.${id}.lede`)
        ? named(words, `step.${id}.lede`, id === 'child' || id === 'start' ? null : name)
        : null;
  return html`<header class="head">
    <p class="eyebrow">${steps[1] ? words.t('step.of', { number: index + 1, total: steps.length }) : '\xa0'}</p>
    <h1 tabindex="-1" id="title">
      ${words.has(`step.${id}.title`) ? words.t(`step.${id}.title`) : stepName(view, id)}
    </h1>
    ${lede ? html`<p class="lede">${lede}</p>` : nothing}
  </header>`;
}

/** @param more what stands between the heading and the sections (the records, the review). */
export function stepView(view: View, more: unknown = nothing): TemplateResult {
  const host = fieldHost(view);
  const sections = shownStep(view.state)?.sections ?? [];
  const first = sections.find(({ visible }) => visible);
  return html`${laterParts()?.errorSummary(view, fieldsOfStep(view)) ?? nothing} ${stepHead(view)} ${more}
  ${sections.map((one) => {
    if (!one.visible) return nothing;
    const title = sectionTitle(one, view);
    const leads = one === first && more === nothing;
    return html`<section class=${leads ? 'first' : 'section'} part="section">
      ${title && (!leads || one.section.unfolded) ? html`<h2>${title}</h2>` : nothing}
      ${
        one.group
          ? laterParts()?.groupView(one, one.group, view, (fields, name) => fieldList(fields, view, host, name))
          : fieldList(one.fields, view, host, foldName(one.section, view))
      }
      ${reasons(one, view, title)}
    </section>`;
  })}`;
}
