/**
 * One of a list that filters as one types: of the field's own options, or of a list of Intl's, at whose end they stand (those
 * that decline the question).
 */
import type { TemplateResult } from 'lit';
import { type Choosing, combobox } from './combobox.ts';
import { type Entry, optionList } from './entries.ts';
import { type FieldAt, type FieldHost, labelled, textIn } from './field.ts';

const itself = (code: string): string => code;

/**
 * @param nameOf says a code of Intl's.
 * @param listed entries of Intl's, and of what it knows further names.
 */
export const listField = (
  at: FieldAt,
  on: FieldHost,
  nameOf = itself,
  listed?: (from: Choosing) => readonly Entry[],
  type?: 'region' | 'language',
): TemplateResult =>
  labelled(at, on, (ids) => {
    const own = optionList(at, on.words);
    return combobox({
      ids,
      name: at.field.id,
      words: on.words,
      options: (from) => [...(listed?.(from) ?? []), ...own()],
      labelOf: (code) => own().find((entry) => entry.code === code)?.label ?? nameOf(code),
      type,
      value: textIn(at.value),
      autocomplete: at.field.autocomplete,
      choose: (code) => on.change(at.pointer, code || undefined),
    });
  });

export const countryField = (at: FieldAt, on: FieldHost): TemplateResult =>
  listField(at, on, on.words.region, ({ countryList }) => countryList(on.words, on.likelyRegion), 'region');

export const languageField = (at: FieldAt, on: FieldHost): TemplateResult =>
  listField(at, on, on.words.language, ({ languageList }) => languageList(on.words), 'language');

export const timeZoneField = (at: FieldAt, on: FieldHost): TemplateResult =>
  listField(
    at,
    on,
    (code) => code.replaceAll('_', ' ').replaceAll('/', ' / '),
    ({ timeZoneList }) => timeZoneList(),
  );
