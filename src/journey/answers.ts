/** Answers by JSON pointer, without changing what was there before. */
import { isJsonObject, type Json, type JsonObject } from '../protocol/merge-patch.ts';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** The names in a pointer: `/patient/name` → `["patient", "name"]` (RFC 6901; a leading `#` is allowed). */
export const pointerNames = (pointer: string): readonly string[] =>
  pointer
    .replace(/^#/u, '')
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The answer at a pointer; `undefined` where there is none. */
export function answerAt(answers: JsonObject, pointer: string): Json | undefined {
  let value: Json | undefined = answers;
  for (const name of pointerNames(pointer)) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function withNames(target: Json | undefined, names: readonly string[], value: Json | undefined): Json | undefined {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  const members: JsonObject = isJsonObject(target) ? target : {};
  const inner = withNames(Object.hasOwn(members, name) ? members[name] : undefined, rest, value);
  if (inner !== undefined) return { ...members, [name]: inner };
  if (!Object.hasOwn(members, name)) return target;
  const { [name]: _removed, ...others } = members;
  return others;
}

/**
 * New answers with one of them changed; `undefined` removes it. Objects on the way are made. A pointer to the whole,
 * or with a name that would reach a prototype, changes nothing.
 */
export function withAnswer(answers: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  const names = pointerNames(pointer);
  if (names.length === 0 || names.some((name) => FORBIDDEN.has(name))) return answers;
  const changed = withNames(answers, names, value);
  return isJsonObject(changed) ? changed : answers;
}

/** Is `pointer` the same as `other`, or inside it? `#` in front of either does not matter. */
export function within(pointer: string, other: string): boolean {
  const [inner, outer] = [pointer.replace(/^#/u, ''), other.replace(/^#/u, '')];
  return inner === outer || inner.startsWith(`${outer}/`);
}
