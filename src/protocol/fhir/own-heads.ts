/** What the head of an item of our own form says beside its type: words, limits, conditions; and what it cannot say. */
import type { Condition, Field } from '../form-definition.ts';
import type { TextByLanguage } from '../scalars.ts';
import { type AskedItem, enableWhenOf } from './conditions.ts';
import type { Node } from './node.ts';
import type { Extension, ItemHead } from './questionnaire.ts';
import type { Report } from './report.ts';
import { translations } from './texts.ts';

/** Conditions of an item, where FHIR can say them. */
export function conditions(
  linkId: string,
  visible: Condition | undefined,
  questions: ReadonlyMap<string, AskedItem>,
  report: Report,
): Partial<ItemHead> {
  if (visible === undefined) return {};
  const said = enableWhenOf(visible, questions);
  if (said === undefined) report({ at: linkId, code: 'condition', what: 'visible', effect: 'left-out' });
  return said ?? {};
}

export const extension = (name: string, value: Omit<Extension, 'url'>): Extension => ({
  url: `http://hl7.org/fhir/StructureDefinition/${name}`,
  ...value,
});

/** Limits and looks that FHIR has extensions for. */
export function extensions(field: Field): { extension?: readonly Extension[] } {
  const { type, min, max, units = [], pattern, earliest, latest } = field;
  const isText = type === 'text' || type === 'longtext';
  const said: (Extension | false)[] = [
    isText && min !== undefined && extension('minLength', { valueInteger: min }),
    pattern !== undefined && extension('regex', { valueString: pattern }),
    type === 'number-with-unit' && min !== undefined && extension('minValue', { valueDecimal: min }),
    type === 'number-with-unit' && max !== undefined && extension('maxValue', { valueDecimal: max }),
    earliest !== undefined && extension('minValue', { valueDate: earliest }),
    latest !== undefined && extension('maxValue', { valueDate: latest }),
    type === 'choices' && min !== undefined && extension('questionnaire-minOccurs', { valueInteger: min }),
    type === 'choices' && max !== undefined && extension('questionnaire-maxOccurs', { valueInteger: max }),
    ...units.map((code) =>
      extension('questionnaire-unitOption', {
        valueCoding: { system: 'http://unitsofmeasure.org', code, display: code },
      }),
    ),
    field.auto === true && extension('questionnaire-hidden', { valueBoolean: true }),
  ];
  const given = said.filter((one) => one !== false);
  return given.length > 0 ? { extension: given } : {};
}

/** Named rules and offers that FHIR has no words for. */
export function reportRules(linkId: string, field: Field, report: Report): void {
  for (const what of field.rules ?? []) report({ at: linkId, code: 'rule', what, effect: 'left-out' });
  if (field.fixed) report({ at: linkId, code: 'rule', what: 'fixed', effect: 'left-out' });
  if (field.offer !== undefined) report({ at: linkId, code: 'rule', what: 'offer', effect: 'left-out' });
}

/** A text in English, the others as translations of it. */
export const worded = (
  texts: TextByLanguage | undefined,
  name: 'text' | 'display',
): Readonly<Record<string, unknown>> => {
  const own = texts?.['en'] ?? Object.values(texts ?? {})[0];
  if (own === undefined) return {};
  const others = translations(texts, 'en');
  return { [name]: own, ...(others && { [`_${name}`]: others }) };
};

/** A hint of the program's own, as the item that FHIR has for it. */
export const hintNodes = (linkId: string, { help }: Field): Node[] =>
  typeof help === 'object'
    ? [
        {
          head: {
            linkId: `${linkId}/help`,
            type: 'display',
            ...worded(help, 'text'),
            extension: [
              extension('questionnaire-itemControl', {
                valueCodeableConcept: {
                  coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code: 'help' }],
                },
              }),
            ],
          },
          children: [],
        },
      ]
    : [];
