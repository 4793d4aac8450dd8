/** Field types that come with the first step, and the door to those that do not. */
import { html, type TemplateResult } from 'lit';
import { booleanField, choiceField } from './choice.ts';
import type { FieldAt, FieldHost } from './field.ts';
import { countryField, languageField, timeZoneField } from './list-field.ts';
import { type FieldTemplate, laterTypes, type LaterType } from './later-types.ts';
import { nameField } from './name.ts';
import { phoneField } from './phone.ts';
import { emailField, longTextField, textField } from './text.ts';

type Types = FieldAt['field']['type'];

const first: Readonly<Record<Exclude<Types, LaterType>, FieldTemplate>> = {
  text: textField,
  longtext: longTextField,
  email: emailField,
  phone: phoneField,
  name: nameField,
  choice: choiceField,
  boolean: booleanField,
  country: countryField,
  language: languageField,
  'time-zone': timeZoneField,
};

/** Texts with a writing that browsers have a control for. */
const written = new Set(['date-time', 'time', 'url']);
const writing = ({ rules }: FieldAt['field']): string | undefined => rules?.find((rule) => written.has(rule));

/** Can this field be shown as it is meant? If not, `load.ts` has the rest. */
export const knows = (field: FieldAt['field']): boolean =>
  laterTypes() !== null || (field.type in first && !writing(field));

/** The field as it stands. A type that is still being fetched keeps its place. */
export function fieldTemplate(at: FieldAt, on: FieldHost): TemplateResult {
  const later = laterTypes();
  const type = later && writing(at.field) ? 'written' : at.field.type;
  const known: FieldTemplate | undefined =
    type in first ? first[type as keyof typeof first] : later?.[type as LaterType];
  return known?.(at, on) ?? html`<div class="field" aria-busy="true"></div>`;
}
