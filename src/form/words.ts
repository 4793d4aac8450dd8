/**
 * Which words a definition needs. Keys are flat:
 *
 * - `step.<step id>`, `section.<section id>`; a repeating section also `.item` (one of them, `{{n}}`), `.add`, `.remove`
 * - label: the field's `textKey`, else `field.<field id>`; hint `<label key>.help` where `help` is `true`;
 *   why we ask `<label key>.why` unless `why` is `false`
 * - option: its `textKey`, else `<label key>.option.<code>`; a boolean's options are `true` and `false`
 * - issue: `issue.<code>`
 *
 * What a program worded itself, and what is never shown, needs none.
 */
import type { Field, FieldOption, FormDefinition, Section } from '../protocol/index.ts';

/** Key of a field's label. */
export const labelKey = (field: Field): string => field.textKey ?? `field.${field.id}`;

/** Key of an option; `undefined` where the program brought its own words. */
export const optionKey = (field: Field, option: FieldOption): string | undefined =>
  option.text ? undefined : (option.textKey ?? `${labelKey(field)}.option.${option.code}`);

function fieldKeys(field: Field): string[] {
  // An automatic field, or one that is always carried, is never shown.
  if (field.auto || (field.fixed && field.fixed.when === undefined)) return [];
  const key = labelKey(field);
  return [
    ...(field.text ? [] : [key]),
    ...(field.help === true ? [`${key}.help`] : []),
    ...(field.why === undefined || field.why === true ? [`${key}.why`] : []),
    ...(field.options?.flatMap((option) => optionKey(field, option) ?? []) ?? []),
  ];
}

function sectionKeys(section: Section): string[] {
  const key = section.textKey ?? `section.${section.id}`;
  return [
    ...(section.text ? [] : [key]),
    ...(section.repeat ? [`${key}.item`, `${key}.add`, `${key}.remove`] : []),
    ...section.fields.flatMap(fieldKeys),
  ];
}

/** Every key that showing this definition needs, without doubles, in the order of the form. */
export const wordKeys = (definition: FormDefinition): string[] => [
  ...new Set(
    definition.steps.flatMap((step) => [
      ...(step.text ? [] : [`step.${step.id}`]),
      ...step.sections.flatMap(sectionKeys),
    ]),
  ),
];
