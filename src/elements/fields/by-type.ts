/** Field types that come with the first step, and the door to those that do not. */
import { html, type TemplateResult } from 'lit';
import { booleanField, choiceField, choicesField } from './choice.ts';
import { codedField, countryField, languageField, timeZoneField } from './coded.ts';
import { consentField } from './consent.ts';
import type { FieldAt, FieldHost } from './field.ts';
import { nameField } from './name.ts';
import { phoneField } from './phone.ts';
import { emailField, longTextField, textField } from './text.ts';

type FieldTemplate = (at: FieldAt, on: FieldHost) => TemplateResult;
type Types = FieldAt['field']['type'];

/** Types of later steps; see `later.ts`. */
export type LaterType =
  'address' | 'partial-date' | 'number-with-unit' | 'list-none-unknown' | 'medication-list' | 'display';

const first: Readonly<Record<Exclude<Types, LaterType>, FieldTemplate>> = {
  text: textField,
  longtext: longTextField,
  email: emailField,
  phone: phoneField,
  name: nameField,
  choice: choiceField,
  choices: choicesField,
  boolean: booleanField,
  consent: consentField,
  country: countryField,
  language: languageField,
  'time-zone': timeZoneField,
  coded: codedField,
};

/** Texts with a writing that browsers have a control for. */
const written = new Set(['date-time', 'time', 'url']);
const writing = ({ rules }: FieldAt['field']): string | undefined => rules?.find((rule) => written.has(rule));

type Later = Readonly<Record<LaterType | 'written', FieldTemplate>>;
let later: Later | null = null;

/** Makes the later types known (`load.ts` fetches them). */
export const learnFields = (templates: Later): void => {
  later = templates;
};

/** Can this field be shown as it is meant? If not, `load.ts` has the rest. */
export const knows = (field: FieldAt['field']): boolean => later !== null || (field.type in first && !writing(field));

/** The field as it stands. A type that is still being fetched keeps its place. */
export function fieldTemplate(at: FieldAt, on: FieldHost): TemplateResult {
  const known: Partial<Record<string, FieldTemplate>> = { ...first, ...later };
  const type = later && writing(at.field) ? 'written' : at.field.type;
  return known[type]?.(at, on) ?? html`<div class="field" aria-busy="true"></div>`;
}
