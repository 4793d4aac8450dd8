/** Countries, languages and time zones: lists that filter as one types. */
import type { TemplateResult } from 'lit';
import { combobox } from './combobox.ts';
import { type FieldAt, type FieldHost, labelled, textIn } from './field.ts';

export const countryField = (at: FieldAt, on: FieldHost): TemplateResult =>
  labelled(at, on, (ids) =>
    combobox({
      ids,
      name: at.field.id,
      words: on.words,
      options: ({ countryList }) => countryList(on.words, on.likelyRegion),
      labelOf: on.words.region,
      aliases:
        ({ otherNames }) =>
        (code) =>
          otherNames('region', code),
      value: textIn(at.value),
      autocomplete: at.field.autocomplete ?? 'off',
      choose: (code) => on.change(at.pointer, code || undefined),
    }),
  );

export const languageField = (at: FieldAt, on: FieldHost): TemplateResult =>
  labelled(at, on, (ids) =>
    combobox({
      ids,
      name: at.field.id,
      words: on.words,
      options: ({ languageList }) => languageList(on.words),
      labelOf: on.words.language,
      aliases:
        ({ otherNames }) =>
        (code) =>
          otherNames('language', code),
      value: textIn(at.value),
      choose: (code) => on.change(at.pointer, code || undefined),
    }),
  );

export const timeZoneField = (at: FieldAt, on: FieldHost): TemplateResult =>
  labelled(at, on, (ids) =>
    combobox({
      ids,
      name: at.field.id,
      words: on.words,
      options: ({ timeZoneList }) => timeZoneList(),
      labelOf: (code) => code.replaceAll('_', ' ').replaceAll('/', ' / '),
      value: textIn(at.value),
      choose: (code) => on.change(at.pointer, code || undefined),
    }),
  );
