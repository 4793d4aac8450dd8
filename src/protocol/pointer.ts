/** Answers by JSON pointer (RFC 6901). Nothing here changes what it is given. */
import type { Json, JsonObject } from './merge-patch.ts';

type Mutable = Record<string, Json>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names that would reach a prototype; no answer has such a name. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

const unescape = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~');
export const escapeName = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Pointers already read: the same few hundred are asked for at every key. */
const read = new Map<string, readonly string[]>();
const MOST = 5000;

/** `/patient/name` → `['patient', 'name']`. */
export function namesOf(pointer: string): readonly string[] {
  const known = read.get(pointer);
  if (known) return known;
  const names = pointer.split('/').slice(1);
  const made = pointer.includes('~') ? names.map(unescape) : names;
  // Keys of items come from outside: what is remembered has an end.
  if (read.size >= MOST) read.clear();
  read.set(pointer, made);
  return made;
}

/** `patient.birthDate` → `/patient/birthDate`. */
export const pathOf = (id: string): string => `/${id.replaceAll('.', '/')}`;

/** The value at a pointer; `undefined` where there is none. Lists are indexed by number. */
export function valueAt(answers: Json | undefined, pointer: string): Json | undefined {
  let value: Json | undefined = answers;
  for (const name of namesOf(pointer)) {
    if (Array.isArray(value)) value = (value as readonly Json[])[/^\d+$/.test(name) ? Number(name) : -1];
    else if (isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

/** Every value at a pointer in which `*` stands for any item of a group. */
export function valuesAt(answers: Json | undefined, pointer: string): Json[] {
  const star = pointer.indexOf('/*');
  if (star < 0) {
    const value = valueAt(answers, pointer);
    return value === undefined ? [] : [value];
  }
  const group = valueAt(answers, pointer.slice(0, star));
  if (!isObject(group)) return [];
  const rest = pointer.slice(star + 2);
  return Object.values(group).flatMap((item) => (rest === '' ? [item] : valuesAt(item, rest)));
}

function set(target: Json | undefined, names: readonly string[], value: Json | undefined): Json | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  const members: Mutable = isObject(target) ? { ...target } : {};
  const inner = set(Object.hasOwn(members, name) ? members[name] : undefined, rest, value);
  if (inner !== undefined) members[name] = inner;
  else if (Object.hasOwn(members, name)) delete members[name];
  else return target;
  return members;
}

/** A copy with `value` at the pointer; `undefined` removes it. A name that would reach a prototype changes nothing. */
export function withValue(answers: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  const names = namesOf(pointer);
  if (names.length === 0 || names.some((name) => forbidden.has(name))) return answers;
  const changed = set(answers, names, value);
  return isObject(changed) ? changed : answers;
}

/** Items of a repeating group in the person's order: by `order`, then by key. */
export function itemKeys(answers: JsonObject, group: string): string[] {
  const items = valueAt(answers, group);
  if (!isObject(items)) return [];
  const orderOf = (key: string): number => {
    const item = items[key];
    const order = isObject(item) ? item['order'] : undefined;
    return typeof order === 'number' ? order : Number.MAX_SAFE_INTEGER;
  };
  return Object.keys(items)
    .filter((key) => isObject(items[key]) && !forbidden.has(key))
    .sort((a, b) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1));
}

/** Has the person given anything here? Blank text, an empty list and an object of nothing are no answers. */
export function isGiven(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  if (typeof value !== 'object') return true;
  return Object.values(value).some(isGiven);
}
