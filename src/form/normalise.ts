/**
 * Answers as they are stored: the same words in one writing. Callers do it on purpose before a submission; what cannot
 * be read stays exactly as it was given, and doing it twice changes nothing more.
 */
import type { Field, FormDefinition, Json, JsonObject } from '../protocol/index.ts';
import { normaliseEmail } from './email.ts';
import { normaliseDate } from './partial-date.ts';
import { normalisePhone, phoneOf, type Phones } from './phone.ts';
import { isObject, valueAt, withValue } from './pointer.ts';
import { resolve } from './resolve.ts';
import { asciiDigits, normaliseText } from './text.ts';

/** All texts inside, trimmed and in NFC; keys and everything else as they are. */
function tidy(value: Json): Json {
  if (typeof value === 'string') return normaliseText(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(tidy);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, tidy(inner)]))
    : value;
}

const language = (tag: string): string => {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    return tag;
  }
};

const onText =
  (change: (text: string) => string) =>
  (value: Json): Json =>
    typeof value === 'string' ? change(value) : value;

function address(value: Json): Json {
  if (!isObject(value)) return value;
  const { postalCode } = value;
  return typeof postalCode === 'string' ? { ...value, postalCode: asciiDigits(postalCode).toUpperCase() } : value;
}

function normaliseValue({ type, rules }: Field, value: Json, phones: Phones | undefined): Json {
  const text = tidy(value);
  switch (type) {
    case 'email':
      return onText(normaliseEmail)(text);
    case 'partial-date':
      return onText(normaliseDate)(text);
    case 'language':
      return onText(language)(text);
    case 'address':
      return address(text);
    case 'phone': {
      const phone = phoneOf(text);
      return phone ? { ...normalisePhone(phone, phones) } : text;
    }
    default:
      return rules?.includes('digits') ? onText(asciiDigits)(text) : text;
  }
}

/** Every answer in its stored writing; members that no field owns stay untouched. */
export function normaliseAnswers(definition: FormDefinition, answers: JsonObject, phones?: Phones): JsonObject {
  let result = answers;
  for (const { field, pointer } of resolve(definition, answers).fields) {
    const value = valueAt(answers, pointer);
    if (value !== undefined) result = withValue(result, pointer, normaliseValue(field, value, phones));
  }
  return result;
}
