/**
 * What every field shares: label above, hint under it, error between hint and control. All in the
 * step's one shadow root, so that ids reach each other (models.md 1d). Field types are template functions beside this
 * file; they hold nothing and decide nothing.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Field, FieldOption, Issue } from '../../protocol/form-definition.ts';
import type { Json } from '../../protocol/merge-patch.ts';
import type { Words } from '../../i18n/words.ts';
import type { ConsentShown } from '../../journey/state.ts';
import { ownText } from '../own-text.ts';
import { unitName } from './unit-name.ts';

/** One field as it stands now. */
export interface FieldAt {
  readonly field: Field;
  /** JSON pointer of its answer. */
  readonly pointer: string;
  readonly value: Json | undefined;
  readonly required: boolean;
  readonly options: readonly FieldOption[];
  /** An earlier answer that may be taken over with one press. */
  readonly offer?: Json | undefined;
}

/** What a field may know and do. */
export interface FieldHost {
  readonly words: Words;
  /** Shown issues at the pointer and inside it. */
  readonly issuesAt: (pointer: string) => readonly Issue[];
  readonly change: (pointer: string, value: Json | undefined) => void;
  readonly leave: (pointer: string) => void;
  readonly consent: (id: string, given: boolean) => void;
  readonly consentText: (id: string) => ConsentShown | undefined;
  /** The reader's country, where the browser's language tells one; offered first in lists. */
  readonly likelyRegion?: string | undefined;
}

/** A stable id for a pointer: ids never carry what a person wrote. */
export const idOf = (pointer: string): string => `f${pointer.replace(/[^\w-]+/gu, '-')}`;

/** Text of the person's answer inside an object answer; empty where there is none. */
export const textIn = (value: Json | undefined, name?: string): string => {
  const inner = name === undefined ? value : isRecord(value) ? value[name] : undefined;
  return typeof inner === 'string' ? inner : typeof inner === 'number' ? String(inner) : '';
};

export const isRecord = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keyOf = (field: Field): string => field.textKey ?? `field.${field.id}`;

export const labelOf = ({ field }: Pick<FieldAt, 'field'>, words: Words): string =>
  ownText(field.text, words.lang) ?? words.t(keyOf(field));

const extraOf = (field: Field, part: 'help' | 'why', words: Words): string | undefined => {
  const said = field[part];
  if (said === false) return undefined;
  const own = ownText(said, words.lang);
  if (own !== undefined) return own;
  const key = `${keyOf(field)}.${part}`;
  return words.has(key) ? words.t(key) : undefined;
};

export const optionText = (option: FieldOption, { field }: Pick<FieldAt, 'field'>, words: Words): string => {
  const own = ownText(option.text, words.lang);
  if (own !== undefined) return own;
  for (const key of [option.textKey, `${keyOf(field)}.option.${option.code}`, `option.${option.code}`])
    if (key !== undefined && words.has(key)) return words.t(key);
  // Words that are on their way are not a code's to stand in for.
  return words.ready('start') || !words.ready('first') ? option.code : '';
};

/** Words for an issue: what to do, in the person's language; an unknown code gets the general sentence. */
export function issueText(issue: Issue, words: Words, label: string): string {
  const { date, unit } = issue.params ?? {};
  const params = {
    label,
    ...issue.params,
    ...(typeof date === 'string' && { date: words.day(date, 'long') }),
    ...(typeof unit === 'string' && { unit: unitName(unit, words.locale) }),
  };
  const key = `issue.${issue.code}`;
  return words.has(key, params) ? words.t(key, params) : words.t('issue.other', params);
}

/** What a control needs to point at the words around it. */
export interface ControlIds {
  readonly id: string;
  readonly describedBy: string | typeof nothing;
  readonly invalid: 'true' | typeof nothing;
  readonly required: 'true' | typeof nothing;
}

interface Surroundings {
  readonly ids: ControlIds;
  readonly issues: readonly Issue[];
  readonly hint: string | undefined;
  readonly label: string;
}

function surroundings(at: FieldAt, on: FieldHost): Surroundings {
  const id = idOf(at.pointer);
  const issues = on.issuesAt(at.pointer);
  const hint = extraOf(at.field, 'help', on.words);
  const described = [hint && `${id}-hint`, issues.length > 0 && `${id}-error`].filter(Boolean).join(' ');
  return {
    ids: {
      id,
      describedBy: described || nothing,
      invalid: issues.some((issue) => issue.severity !== 'warning') ? 'true' : nothing,
      required: at.required ? 'true' : nothing,
    },
    issues,
    hint,
    label: labelOf(at, on.words),
  };
}

const optional = (at: FieldAt, words: Words) =>
  at.required || at.field.type === 'consent' ? nothing : html` <span class="optional">${words.t('optional')}</span>`;

function before({ ids, issues, hint, label }: Surroundings, words: Words) {
  return html`${hint ? html`<p class="hint" part="hint" id="${ids.id}-hint">${hint}</p>` : nothing}
  ${
    issues.length > 0
      ? html`<div id="${ids.id}-error" part="error">
          ${issues.map(
            (issue) =>
              html`<p class="message ${issue.severity ?? 'error'}"><span>${issueText(issue, words, label)}</span></p>`,
          )}
        </div>`
      : nothing
  }`;
}

/** Why it is asked; absent where the definition says that there is nothing to explain. */
export const whyOf = ({ field }: Pick<FieldAt, 'field'>, words: Words): string | undefined =>
  extraOf(field, 'why', words);

/** Tells that the person has left the field once focus is outside of all of it. */
const leaving = (at: FieldAt, on: FieldHost) => (event: FocusEvent) => {
  const box = event.currentTarget as HTMLElement;
  if (!(event.relatedTarget instanceof Node && box.contains(event.relatedTarget))) on.leave(at.pointer);
};

const partOf = (name: string, ids: ControlIds) => (ids.invalid === 'true' ? `${name} invalid` : name);
export const controlPart = (ids: ControlIds): string => partOf('control', ids);

/** Field types that take the whole width of the grid. */
const wide = new Set([
  'name',
  'longtext',
  'address',
  'consent',
  'medication-list',
  'list-none-unknown',
  'choices',
  'boolean',
]);
const classOf = (at: FieldAt, ids: ControlIds) =>
  `field${wide.has(at.field.type) ? ' wide' : ''}${ids.invalid === 'true' ? ' invalid' : ''}`;

/** A field with one control. */
export function labelled(at: FieldAt, on: FieldHost, control: (ids: ControlIds) => unknown): TemplateResult {
  const found = surroundings(at, on);
  return html`<div
    class=${classOf(at, found.ids)}
    part=${partOf('field', found.ids)}
    id="${found.ids.id}-field"
    @focusout=${leaving(at, on)}
  >
    <label class="label" part="label" for=${found.ids.id}>${found.label}${optional(at, on.words)}</label>
    ${before(found, on.words)}${control(found.ids)}
  </div>`;
}

/** A field with several controls: a group with one name. */
export function grouped(at: FieldAt, on: FieldHost, controls: (ids: ControlIds) => unknown): TemplateResult {
  const found = surroundings(at, on);
  return html`<fieldset
    class=${classOf(at, found.ids)}
    part=${partOf('field', found.ids)}
    id="${found.ids.id}-field"
    aria-describedby=${found.ids.describedBy}
    @focusout=${leaving(at, on)}
  >
    <legend class="label" part="label">${found.label}${optional(at, on.words)}</legend>
    ${before(found, on.words)}${controls(found.ids)}
  </fieldset>`;
}

/** Sends what was typed; an emptied field holds no answer. */
export const typed =
  (on: FieldHost, pointer: string, made: (text: string) => Json | undefined = (text) => text || undefined) =>
  (event: Event): void =>
    on.change(pointer, made((event.target as HTMLInputElement).value));
