/** One simple answer of the form ↔ `answer.value[x]`. */
import type { Json as JsonValue } from '../merge-patch.ts';
import { isObject } from '../pointer.ts';
import { optionCode } from './import-field.ts';
import type { ItemHead } from './questionnaire.ts';
import { type Coding, type Extension, ownExtension, type ResponseAnswer } from './questionnaire.ts';
import type { Leaf } from './node.ts';

const absent = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
const declined: Readonly<Record<string, string>> = { unknown: 'unknown', 'prefer-not-to-say': 'asked-declined' };
const isDate = (text: string): boolean => /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(text);

const valueKeys: Readonly<Record<string, `value${string}`>> = {
  string: 'valueString',
  text: 'valueString',
  url: 'valueUri',
  date: 'valueDate',
  dateTime: 'valueDateTime',
  time: 'valueTime',
  boolean: 'valueBoolean',
  integer: 'valueInteger',
  decimal: 'valueDecimal',
};

/** What was typed, next to the number that it means. */
function givenExtension(value: { readonly [member: string]: JsonValue }): { extension?: Extension[] } {
  const { given } = value;
  if (!isObject(given)) return {};
  const extension = (['value', 'unit'] as const).flatMap((name): Extension[] =>
    typeof given[name] === 'string' ? [{ url: name, valueString: given[name] }] : [],
  );
  return extension.length > 0 ? { extension: [{ url: ownExtension('given'), extension }] } : {};
}

function givenOf(answer: ResponseAnswer): { given?: JsonValue } {
  const found = answer.extension?.find(({ url }) => url === ownExtension('given'));
  if (!found) return {};
  return {
    given: Object.fromEntries((found.extension ?? []).map(({ url, valueString }) => [url, String(valueString)])),
  };
}

function encodeNumber(head: ItemHead, value: JsonValue): ResponseAnswer | undefined {
  if (!isObject(value)) return undefined;
  const { value: amount, unit } = value;
  const given = givenExtension(value);
  if (amount !== undefined && typeof amount !== 'number') return undefined;
  if (amount === undefined && given.extension === undefined) return undefined;
  if (head.type !== 'quantity') {
    if (amount !== undefined && head.type === 'integer' && !Number.isInteger(amount)) return undefined;
    return { ...given, ...(amount !== undefined && { [valueKeys[head.type] as `value${string}`]: amount }) };
  }
  const ucum = typeof unit === 'string' && { unit, system: 'http://unitsofmeasure.org', code: unit };
  return { ...given, valueQuantity: { ...(amount !== undefined && { value: amount }), ...ucum } };
}

function decodeNumber(leaf: Leaf, answer: ResponseAnswer): JsonValue | undefined {
  const quantity = answer.valueQuantity as
    { readonly value?: number; readonly unit?: string; readonly code?: string } | undefined;
  const amount = quantity ? quantity.value : (answer.valueDecimal ?? answer.valueInteger);
  const unit = quantity ? (quantity.code ?? quantity.unit) : leaf.field.units?.[0];
  const given = givenOf(answer);
  if (typeof amount !== 'number' && given.given === undefined) return undefined;
  return { ...(typeof amount === 'number' && { value: amount }), ...(unit !== undefined && { unit }), ...given };
}

function encodeCode(leaf: Leaf, code: string): ResponseAnswer {
  const index = leaf.options.findIndex((option) => optionCode(option, leaf.options) === code);
  const key = leaf.optionKeys[index];
  if (key !== undefined) return { [key]: withoutExtensions(leaf.options[index]) };
  const reason = Object.hasOwn(declined, code) ? declined[code] : undefined;
  if (reason !== undefined) return { valueCoding: { system: absent, code: reason } };
  return { valueCoding: { ...(leaf.system !== undefined && { system: leaf.system }), code } };
}

/** An option's own extensions (scores, prefixes) are no part of an answer. */
const withoutExtensions = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  const { extension: _extension, ...coding } = value;
  return coding;
};

const anyValue = (answer: ResponseAnswer): unknown => {
  const key = Object.keys(answer).find((member) => member.startsWith('value')) as `value${string}` | undefined;
  return key && answer[key];
};

function decodeCode(leaf: Leaf, answer: ResponseAnswer): string | undefined {
  const value = anyValue(answer);
  if (value === undefined) return undefined;
  if (isObject(value)) {
    const { system, code } = value as Coding;
    if (system === absent) return Object.keys(declined).find((name) => declined[name] === code);
    const twin = leaf.options.find(
      (option) =>
        isObject(option) && (option as Coding).code === code && ((option as Coding).system ?? system) === system,
    );
    return twin === undefined ? code : optionCode(twin, leaf.options);
  }
  return optionCode(value, leaf.options);
}

function encodeCoded(leaf: Leaf, head: ItemHead, value: JsonValue): ResponseAnswer | undefined {
  const { text, code, system } = isObject(value) ? (value as { [member: string]: JsonValue }) : { text: value };
  if (typeof code === 'string') {
    const index = leaf.options.findIndex((option) => optionCode(option, leaf.options) === code);
    const key = leaf.optionKeys[index];
    if (key !== undefined) return { [key]: withoutExtensions(leaf.options[index]) };
  }
  if (typeof text !== 'string') return undefined;
  if (typeof code !== 'string' && head.type === 'open-choice') return { valueString: text };
  return {
    valueCoding: {
      ...(typeof system === 'string' && { system }),
      ...(typeof code === 'string' && { code }),
      display: text,
    },
  };
}

function decodeCoded(leaf: Leaf, answer: ResponseAnswer): JsonValue | undefined {
  const value = anyValue(answer);
  if (value === undefined) return undefined;
  if (!isObject(value)) {
    const text = String(value);
    return leaf.options.includes(value) ? { text, code: optionCode(value, leaf.options) } : { text };
  }
  const { system, code, display } = value as Coding;
  const listed = leaf.options.find((option) => isObject(option) && (option as Coding).code === code) as
    Coding | undefined;
  const held = listed ? optionCode(listed, leaf.options) : code;
  const text = display ?? listed?.display ?? code;
  return {
    ...(text !== undefined && { text }),
    ...(system !== undefined && !listed && { system }),
    ...(held !== undefined && { code: held }),
  };
}

/** The answer for a value; `undefined` where FHIR has no place for it (an unfinished date, a wrong type). */
export function encodeValue(leaf: Leaf, head: ItemHead, value: JsonValue): ResponseAnswer | undefined {
  const { type } = leaf.field;
  if (type === 'number-with-unit') return encodeNumber(head, value);
  if (type === 'coded') return encodeCoded(leaf, head, value);
  if (head.type === 'choice') return typeof value === 'string' ? encodeCode(leaf, value) : undefined;
  const key = valueKeys[head.type];
  const fits = head.type === 'boolean' ? typeof value === 'boolean' : typeof value === 'string' && value !== '';
  if (key === undefined || !fits || (head.type === 'date' && !isDate(value as string))) return undefined;
  return { [key]: value };
}

/** The value of an answer; `undefined` for an answer without one. */
export function decodeValue(leaf: Leaf, head: ItemHead, answer: ResponseAnswer): JsonValue | undefined {
  const { type } = leaf.field;
  if (type === 'number-with-unit') return decodeNumber(leaf, answer);
  if (type === 'coded') return decodeCoded(leaf, answer);
  if (head.type === 'choice') return decodeCode(leaf, answer);
  const value = anyValue(answer);
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}
