/** One simple answer of the form ↔ `answer.value[x]`. */
import type { Json as JsonValue } from '../merge-patch.ts';
import { isObject } from '../pointer.ts';
import { codingOf, heldAs } from './declined.ts';
import { unitCode, unitsOf } from './import-field.ts';
import {
  type Coding,
  type Extension,
  type ItemHead,
  ownExtension,
  type ResponseAnswer,
  valueOf,
} from './questionnaire.ts';
import type { Leaf } from './node.ts';

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
  return { ...given, valueQuantity: { ...(amount !== undefined && { value: amount }), ...unitParts(head, unit) } };
}

/** A unit as the questionnaire names it; one of ours is UCUM. */
function unitParts(head: ItemHead, unit: JsonValue | undefined): object {
  if (typeof unit !== 'string') return {};
  if (head.linkId.startsWith('/')) return { unit, system: 'http://unitsofmeasure.org', code: unit };
  const named = unitsOf(head).find((one) => unitCode(one) === unit);
  if (!named) return { unit };
  const { display, system, code } = named;
  return {
    unit: display ?? code,
    ...(system !== undefined && { system }),
    ...(code !== undefined && { code }),
  };
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
  const index = leaf.codes.indexOf(code);
  const key = leaf.optionKeys[index];
  if (key !== undefined) return { [key]: asAnswer(leaf.options[index]) };
  return { valueCoding: codingOf(leaf.system, code) };
}

/** An option's own extensions (scores, prefixes) and what a value set says about it are no part of an answer. */
const asAnswer = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  const kept = ['system', 'version', 'code', 'display', 'userSelected', 'reference', 'type', 'identifier'];
  return Object.fromEntries(Object.entries(value).filter(([name]) => kept.includes(name)));
};

/** Which of the options an answer is; -1 for none. */
function optionAt(leaf: Leaf, value: unknown): number {
  if (!isObject(value)) return leaf.options.indexOf(value);
  const { system, code, display, reference } = value as Coding;
  const alike = (option: unknown): boolean => {
    if (!isObject(option)) return false;
    const offered = option as Coding;
    if (reference !== undefined) return offered['reference'] === reference;
    if (code === undefined) return offered.code === undefined && offered.display === display;
    return offered.code === code && (offered.system ?? system) === (system ?? offered.system);
  };
  return leaf.options.findIndex(alike);
}

function decodeCode(leaf: Leaf, answer: ResponseAnswer): string | undefined {
  const value = valueOf(answer);
  if (value === undefined) return undefined;
  const listed = leaf.codes[optionAt(leaf, value)];
  if (listed !== undefined) return listed;
  if (!isObject(value)) return String(value);
  return heldAs(value as Coding).code;
}

function encodeCoded(leaf: Leaf, head: ItemHead, value: JsonValue): ResponseAnswer | undefined {
  const { text, code, system } = isObject(value) ? (value as { [member: string]: JsonValue }) : { text: value };
  if (typeof code === 'string') {
    const index = leaf.codes.indexOf(code);
    const key = leaf.optionKeys[index];
    if (key !== undefined) return { [key]: asAnswer(leaf.options[index]) };
  }
  if (typeof text !== 'string') return undefined;
  if (typeof code !== 'string' && head.type === 'open-choice') return { valueString: text };
  return {
    valueCoding: {
      ...(typeof system === 'string' && { system }),
      ...(typeof code === 'string' && (typeof system === 'string' ? { code } : codingOf(undefined, code))),
      display: text,
    },
  };
}

function decodeCoded(leaf: Leaf, answer: ResponseAnswer): JsonValue | undefined {
  const value = valueOf(answer);
  if (value === undefined) return undefined;
  const index = optionAt(leaf, value);
  const listed = leaf.codes[index];
  if (!isObject(value)) return { text: String(value), ...(listed !== undefined && { code: listed }) };
  const { code, display } = value as Coding;
  const offered = listed === undefined ? undefined : (leaf.options[index] as Coding);
  const text = display ?? offered?.display ?? code;
  return {
    ...(text !== undefined && { text }),
    ...(listed === undefined ? heldAs(value as Coding) : { code: listed }),
  };
}

const isChoice = ({ field: { type } }: Leaf, head: ItemHead): boolean =>
  head.type === 'choice' || type === 'choice' || type === 'choices';

/** The answer for a value; `undefined` where FHIR has no place for it (an unfinished date, a wrong type). */
export function encodeValue(leaf: Leaf, head: ItemHead, value: JsonValue): ResponseAnswer | undefined {
  const { type } = leaf.field;
  if (type === 'number-with-unit') return encodeNumber(head, value);
  if (type === 'coded') return encodeCoded(leaf, head, value);
  if (isChoice(leaf, head)) return typeof value === 'string' ? encodeCode(leaf, value) : undefined;
  const key = valueKeys[head.type];
  const fits = head.type === 'boolean' ? typeof value === 'boolean' : typeof value === 'string' && value !== '';
  if (key === undefined || !fits || (head.type === 'date' && !isDate(value as string))) return undefined;
  return { [key]: head.type === 'time' ? String(value).replace(/^\d\d:\d\d$/u, '$&:00') : value };
}

/** The value of an answer; `undefined` for an answer without one. */
export function decodeValue(leaf: Leaf, head: ItemHead, answer: ResponseAnswer): JsonValue | undefined {
  const { type } = leaf.field;
  if (type === 'number-with-unit') return decodeNumber(leaf, answer);
  if (type === 'coded') return decodeCoded(leaf, answer);
  if (isChoice(leaf, head)) return decodeCode(leaf, answer);
  const value = valueOf(answer);
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}
