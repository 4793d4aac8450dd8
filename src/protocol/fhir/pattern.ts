/**
 * Which regular expressions of others may run on every key and on the backend: only those that cannot take long on any
 * text. Nothing that repeats may hold something that repeats; two open ends at most; no looking around, no references.
 */
const LONGEST = 200;
const OPEN_ENDS = 2;
const MOST_TIMES = 100;

const classOrEscape = /\\[dDwWsS.\-/\\^$|?*+()[\]{}]|\\u[0-9a-fA-F]{4}|\\p\{[\w=]+\}|\[(?:[^[\]\\]|\\.)+\]/uy;
const quantifier = /[*+?]\??|\{(\d{1,3})(?:(,)(\d{1,3})?)?\}\??/uy;

interface Open {
  /** Something inside of this group repeats. */
  repeats: boolean;
}

/** The pattern without anchors where it is safe to run; `undefined` otherwise. */
export function safePattern(given: unknown): string | undefined {
  if (typeof given !== 'string' || given === '' || given.length > LONGEST) return undefined;
  const source = given.replace(/^\^/u, '').replace(/(?<!\\)\$$/u, '');
  let openEnds = 0;
  const groups: Open[] = [{ repeats: false }];
  /** What a quantifier would repeat: `null` where there is nothing. */
  let last: { readonly repeats: boolean } | null = null;
  let at = 0;
  while (at < source.length) {
    const character = source[at] as string;
    const inner: Open = groups.at(-1) as Open;
    classOrEscape.lastIndex = at;
    quantifier.lastIndex = at;
    const atom = classOrEscape.exec(source);
    const times = quantifier.exec(source);
    if (times) {
      if (!last) return undefined;
      const [whole, least, comma, most] = times;
      const once = whole.startsWith('?');
      const open = whole.startsWith('*') || whole.startsWith('+') || (comma !== undefined && most === undefined);
      if (open) openEnds += 1;
      if (Number(most ?? least ?? 0) > MOST_TIMES) return undefined;
      if (last.repeats && !once) return undefined;
      if (!once) inner.repeats = true;
      last = null;
      at += whole.length;
    } else if (atom) {
      last = { repeats: false };
      at += atom[0].length;
    } else if (character === '(') {
      if (source[at + 1] === '?' && source[at + 2] !== ':') return undefined;
      groups.push({ repeats: false });
      last = null;
      at += source[at + 1] === '?' ? 3 : 1;
    } else if (character === ')') {
      if (groups.length === 1) return undefined;
      groups.pop();
      last = inner;
      if (inner.repeats) (groups.at(-1) as Open).repeats = true;
      at += 1;
    } else if (/[\\[\]{}^$]/u.test(character)) return undefined;
    else {
      last = character === '|' ? null : { repeats: false };
      at += 1;
    }
  }
  if (groups.length > 1 || openEnds > OPEN_ENDS) return undefined;
  try {
    new RegExp(source, 'u');
    return source;
  } catch {
    return undefined;
  }
}
