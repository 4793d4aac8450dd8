/**
 * Which regular expressions of others may run on every key and on the backend: only those that cannot take long on any
 * text. Nothing that repeats may hold something of changing length; two repeats of changing length and five alternatives at
 * most, as each multiplies the ways that there are; no looking around, no references.
 */
const LONGEST = 200;
const OPEN_ENDS = 2;
const WAYS = 5;
const MOST_TIMES = 100;

const classOrEscape = /\\[dDwWsS.\-/\\^$|?*+()[\]{}]|\\u[0-9a-fA-F]{4}|\\p\{[\w=]+\}|\[(?:[^[\]\\]|\\.)+\]/uy;
const quantifier = /[*+?]\??|\{(\d{1,3})(?:(,)(\d{1,3})?)?\}\??/uy;

interface Open {
  /** What is inside may be longer or shorter. */
  varies: boolean;
}

/** The pattern without anchors where it is safe to run; `undefined` otherwise. */
export function safePattern(given: unknown): string | undefined {
  if (typeof given !== 'string' || given === '' || given.length > LONGEST) return undefined;
  const source = given.replace(/^\^/u, '').replace(/(?<!\\)\$$/u, '');
  let openEnds = 0;
  let ways = 0;
  const groups: Open[] = [{ varies: false }];
  /** What a quantifier would repeat: `null` where there is nothing. */
  let last: { readonly varies: boolean } | null = null;
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
      const exact = least !== undefined && comma === undefined;
      if (once) ways += 1;
      else if (!exact) openEnds += 1;
      if (Number(most ?? least ?? 0) > MOST_TIMES) return undefined;
      if (last.varies && !once) return undefined;
      if (!exact) inner.varies = true;
      last = null;
      at += whole.length;
    } else if (atom) {
      last = { varies: false };
      at += atom[0].length;
    } else if (character === '(') {
      if (source[at + 1] === '?' && source[at + 2] !== ':') return undefined;
      groups.push({ varies: false });
      last = null;
      at += source[at + 1] === '?' ? 3 : 1;
    } else if (character === ')') {
      if (groups.length === 1) return undefined;
      groups.pop();
      last = inner;
      if (inner.varies) (groups.at(-1) as Open).varies = true;
      at += 1;
    } else if (/[\\[\]{}^$]/u.test(character)) return undefined;
    else {
      last = character === '|' ? null : { varies: false };
      // Alternatives of the whole stand side by side; those of a part multiply with what follows.
      if (character === '|' && groups.length > 1) {
        ways += 1;
        inner.varies = true;
      }
      at += 1;
    }
  }
  if (groups.length > 1 || openEnds > OPEN_ENDS || ways > WAYS) return undefined;
  try {
    new RegExp(source, 'u');
    return source;
  } catch {
    return undefined;
  }
}
