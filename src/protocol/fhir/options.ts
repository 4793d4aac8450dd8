/** What a choice offers: options of the item, or of a value set that travels along or was handed in. */
import type { FieldOption } from '../form-definition.ts';
import { isObject } from '../pointer.ts';
import type { TextByLanguage } from '../scalars.ts';
import { type Coding, extensionValue, type Extension, type ItemHead, type Questionnaire } from './questionnaire.ts';
import { joined, languageKey, textsOf } from './texts.ts';

export type AnswerOption = { readonly [value: string]: unknown };
type Resource = { readonly [member: string]: unknown };

/** An option's value: a coding, or a plain value of another type. */
export const optionValue = (option: AnswerOption): { key: string; value: unknown } | undefined => {
  const key = Object.keys(option).find((member) => member.startsWith('value'));
  return key === undefined ? undefined : { key, value: option[key] };
};

const LONGEST_CODE = 80;

/** What an option is called where it has no code. */
const ownCode = (value: unknown): string => {
  if (!isObject(value)) return String(value);
  const { code, display, reference } = value as Coding;
  return [code, display, reference].find((name): name is string => typeof name === 'string' && name !== '') ?? '-';
};

/** Codes by which the form holds these options: each its own; codes of several systems are told apart by their system. */
export function optionCodes(values: readonly unknown[]): readonly string[] {
  const plain = values.map(ownCode);
  const used = new Set<string>();
  return plain.map((own, index) => {
    const value = values[index];
    const system = isObject(value) ? (value as Coding).system : undefined;
    const twin = plain.indexOf(own) !== plain.lastIndexOf(own);
    const whole = (twin && system ? `${system}|${own}` : own) || '-';
    let code = whole.slice(0, LONGEST_CODE);
    for (let number = 2; used.has(code); number += 1) {
      const end = `~${number}`;
      code = `${whole.slice(0, LONGEST_CODE - end.length)}${end}`;
    }
    used.add(code);
    return code;
  });
}

const list = (value: unknown): readonly Resource[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Everything that may be chosen of an expansion, whatever it stands under. */
const expanded = (contains: unknown): readonly Resource[] =>
  list(contains).flatMap((one) => [
    ...(one['abstract'] === true || one['inactive'] === true ? [] : [one]),
    ...expanded(one['contains']),
  ]);

const codings = (concepts: readonly Resource[], system: unknown): readonly AnswerOption[] =>
  concepts.map(({ contains: _inner, concept: _narrower, property: _property, definition: _says, ...concept }) => ({
    valueCoding: { ...(typeof system === 'string' && { system }), ...concept },
  }));

/** All codes of a code system, those under others too. */
const conceptsOf = (concepts: unknown): readonly Resource[] =>
  list(concepts).flatMap((one) => [one, ...conceptsOf(one['concept'])]);

const codeOf = (option: AnswerOption): string =>
  JSON.stringify([(option['valueCoding'] as Coding).system, (option['valueCoding'] as Coding).code]);

function optionsOfSet(set: Resource, known: readonly Resource[]): readonly AnswerOption[] | undefined {
  const { expansion, compose } = set;
  if (isObject(expansion) && Array.isArray(expansion['contains']))
    return expanded(expansion['contains']).flatMap((one) => codings([one], undefined));
  if (!isObject(compose)) return undefined;
  const part = (include: Resource): readonly AnswerOption[] | undefined => {
    // Filters and value sets of value sets need a terminology server.
    if (list(include['filter']).length > 0 || include['valueSet'] !== undefined) return undefined;
    const { system, concept } = include;
    if (Array.isArray(concept)) return codings(list(concept), system);
    const codeSystem = known.find(({ resourceType, url }) => resourceType === 'CodeSystem' && url === system);
    return codeSystem && codings(conceptsOf(codeSystem['concept']), system);
  };
  const included = list(compose['include']).map(part);
  const excluded = list(compose['exclude']).map(part);
  if (included.length === 0 || [...included, ...excluded].includes(undefined)) return undefined;
  const out = new Set(excluded.flatMap((options) => options ?? []).map(codeOf));
  return included.flatMap((options) => options ?? []).filter((option) => !out.has(codeOf(option)));
}

/** Options on the item or of its value set; `undefined` where they live elsewhere. `more`: value sets that were handed in. */
export function optionsOfItem(
  head: ItemHead,
  questionnaire: Questionnaire,
  more: readonly Resource[] = [],
): readonly AnswerOption[] | undefined {
  if (Array.isArray(head.answerOption)) return list(head.answerOption);
  const name = head.answerValueSet;
  if (typeof name !== 'string') return undefined;
  const known = [...list(questionnaire.contained), ...more];
  const [url] = name.split('|');
  const set = known.find(
    (resource) =>
      resource['resourceType'] === 'ValueSet' &&
      (name.startsWith('#') ? resource['id'] === name.slice(1) : resource['url'] === url),
  );
  return set && optionsOfSet(set, known);
}

/** Names in other languages that a value set gives. */
const designations = (coding: Coding): TextByLanguage =>
  Object.fromEntries(
    list(coding['designation']).flatMap(({ language, value }): [string, string][] =>
      typeof language === 'string' && typeof value === 'string' ? [[languageKey(language), value]] : [],
    ),
  );

const extensionsOf = (option: AnswerOption, value: unknown): { extension: readonly Extension[] } => ({
  extension: [option, value].flatMap((one) =>
    isObject(one) ? (list(one['extension']) as unknown as Extension[]) : [],
  ),
});

/** The options as the form offers them. */
export function fieldOptions(options: readonly AnswerOption[], lang: string): FieldOption[] {
  const values = options.map((option) => optionValue(option));
  const codes = optionCodes(values.flatMap((found) => (found ? [found.value] : [])));
  return options
    .filter((_, index) => values[index])
    .map((option, index): FieldOption => {
      const { key, value } = optionValue(option) as { key: string; value: unknown };
      const code = codes[index] as string;
      const named = isObject(value) ? textsOf(value, 'display', lang) : textsOf(option, key, lang);
      const texts = {
        ...(isObject(value) ? designations(value as Coding) : {}),
        ...(named ?? { [lang]: ownCode(value) }),
      };
      const beside = extensionsOf(option, value);
      const prefix = extensionValue(beside, 'questionnaire-optionPrefix');
      const alone = extensionValue(beside, 'questionnaire-optionExclusive') === true;
      return {
        code,
        text: (typeof prefix === 'string' ? joined([{ [lang]: prefix }, texts], ' ') : texts) as TextByLanguage,
        ...(alone && { exclusive: true }),
      };
    });
}
