/** Texts, names, e-mail addresses, coded answers. */
import type { Issue, Json } from '../../protocol/index.ts';
import { emailFault, meantDomain } from '../email.ts';
import { isGiven, isObject } from '../pointer.ts';
import { asciiDigits, hasControls, hasLetter, hasOtherScript, lengthOf, normaliseText } from '../text.ts';
import { type Check, error, hasRule, malformed, warning } from './check.ts';

interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Length and unseen characters of one text. */
export function textIssues(pointer: string, value: Json, { min, max }: Bounds): readonly Issue[] {
  if (typeof value !== 'string') return malformed(pointer);
  const count = lengthOf(normaliseText(value));
  return [
    ...(hasControls(value) ? [error(pointer, 'text.control-characters')] : []),
    ...(min !== undefined && count < min ? [error(pointer, 'text.too-short', { min, missing: min - count })] : []),
    ...(max !== undefined && count > max ? [error(pointer, 'text.too-long', { max, over: count - max })] : []),
  ];
}

/** Anything longer has another fault already; a detector need not read it. */
const LONGEST_READ = 10_000;

/** Writings that a rule asks for; each has its own words. */
const writings: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/,
  time: /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/,
  url: /^[a-z][a-z\d+.-]{0,40}:\S+$/i,
};

/** Patterns come from outside: a text longer than this is not tried, and one that is no pattern refuses nobody. */
const LONGEST_MATCHED = 1000;

function matches(pattern: string, text: string): boolean {
  try {
    return text.length <= LONGEST_MATCHED && new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return true;
  }
}

export const checkText: Check = ({ field, pointer, value, context }) => {
  const found = textIssues(pointer, value, field);
  if (found.length > 0 || typeof value !== 'string') return found;
  const missed = field.rules?.find((rule) => writings[rule]?.test(normaliseText(value)) === false);
  if (missed !== undefined) return [error(pointer, `text.not-${missed}`)];
  if (field.pattern !== undefined && !matches(field.pattern, normaliseText(value)))
    return [error(pointer, 'text.pattern')];
  if (hasRule(field, 'digits') && !/^\d+$/u.test(asciiDigits(normaliseText(value))))
    return [error(pointer, 'text.digits')];
  if (hasRule(field, 'alphanumeric') && !/^[\p{L}\p{Nd}\s./-]+$/u.test(value))
    return [error(pointer, 'text.letters-and-digits')];
  if (hasRule(field, 'english') && context.isEnglish?.(value.slice(0, LONGEST_READ)) === false)
    return [warning(pointer, 'text.not-english')];
  return [];
};

const NAME_LENGTH = 200;

/** A name is whatever the passport says: one word, one letter, any script. Only what is no name at all is refused. */
export const checkName: Check = ({ field, pointer, value }) => {
  if (!isObject(value)) return malformed(pointer);
  const { full, latin, family, preferred, given } = value;
  const parts = (
    [
      ['family', family],
      ['preferred', preferred],
    ] as const
  ).flatMap(([name, part]) =>
    isGiven(part) ? textIssues(`${pointer}/${name}`, part as Json, { max: NAME_LENGTH }) : [],
  );
  const givenIssues =
    given === undefined || (Array.isArray(given) && given.every((one) => typeof one === 'string'))
      ? []
      : malformed(`${pointer}/given`);
  if (!isGiven(full)) return [error(`${pointer}/full`, 'required'), ...parts, ...givenIssues];
  const fullIssues = textIssues(`${pointer}/full`, full as Json, { max: field.max ?? NAME_LENGTH });
  const noLetters =
    fullIssues.length === 0 && typeof full === 'string' && !hasLetter(full)
      ? [error(`${pointer}/full`, 'name.no-letters')]
      : [];
  return [...fullIssues, ...noLetters, ...latinIssues(`${pointer}/latin`, full, latin), ...parts, ...givenIssues];
};

function latinIssues(pointer: string, full: Json | undefined, latin: Json | undefined): readonly Issue[] {
  if (!isGiven(latin))
    return typeof full === 'string' && hasOtherScript(full) ? [error(pointer, 'name.latin-required')] : [];
  const found = textIssues(pointer, latin as Json, { max: NAME_LENGTH });
  if (found.length > 0 || typeof latin !== 'string') return found;
  return hasOtherScript(latin) || !hasLetter(latin) ? [error(pointer, 'name.latin-other-script')] : [];
}

export const checkEmail: Check = ({ pointer, value }) => {
  if (typeof value !== 'string') return malformed(pointer);
  if (hasControls(value)) return [error(pointer, 'text.control-characters')];
  const fault = emailFault(value);
  if (fault) return [error(pointer, `email.${fault}`)];
  const domain = meantDomain(value);
  return domain ? [warning(pointer, 'email.slip', { domain })] : [];
};

/** The text is always kept; a code may come with it. */
export const checkCoded: Check = ({ field, pointer, value }) => {
  if (typeof value === 'string') return textIssues(pointer, value, field);
  if (!isObject(value)) return malformed(pointer);
  if (!isGiven(value['text'])) return [error(`${pointer}/text`, 'required')];
  return [
    ...textIssues(`${pointer}/text`, value['text'] as Json, field),
    ...(['system', 'code'] as const).flatMap((name) =>
      value[name] === undefined ? [] : textIssues(`${pointer}/${name}`, value[name], { max: 200 }),
    ),
  ];
};
