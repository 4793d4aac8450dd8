/** RFC 7396 merge patch: how answers travel after the draft is made, and how two devices' edits are compared. */

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Names that would reach a prototype; no answer has such a name. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Applies `patch` to `target` and returns a new document; neither is changed. `null` removes a member. */
export function applyMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const result: Record<string, Json> = isJsonObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (FORBIDDEN.has(name)) continue;
    if (value === null) delete result[name];
    else result[name] = applyMergePatch(result[name], value);
  }
  return result;
}

/** The smallest merge patch that turns `before` into `after` (documents without null members). */
export function diffMergePatch(before: JsonObject, after: JsonObject): JsonObject {
  const patch: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (FORBIDDEN.has(name)) continue;
    const old = before[name];
    const now = after[name];
    if (now === undefined) patch[name] = null;
    else if (isJsonObject(old) && isJsonObject(now)) {
      const inner = diffMergePatch(old, now);
      if (Object.keys(inner).length > 0) patch[name] = inner;
    } else if (!sameJson(old, now)) patch[name] = now;
  }
  return patch;
}

/** Deep equality of JSON values; the order of members does not matter. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => sameJson(item as Json, b[index] as Json));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => sameJson(a[name], b[name]));
}
