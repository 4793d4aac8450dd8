/** Phone numbers: shape without data, judgement with it. Data comes through `loadPhones`. */
import type { Json } from '../protocol/index.ts';
import type { PhoneAnswer } from './answer-shapes.ts';
import { isObject } from './pointer.ts';
import { asciiDigits } from './text.ts';

/** What the numbering plans say of a number. */
export interface PhoneJudgement {
  /** E.164, where the number can be read at all. */
  readonly e164?: string;
  /** Could exist by its length. */
  readonly possible: boolean;
  /** Exists by the plan as known; plans change, so `false` is a question and no refusal. */
  readonly valid: boolean;
}

/** The numbering plans; `src/form/phones.ts` makes one. */
export interface Phones {
  readonly judge: (number: string, country?: string) => PhoneJudgement;
}

const e164 = /^\+[1-9]\d{6,14}$/;

/** Digits of any script as ASCII, `00` as `+`, without what people write between digits. */
export function plainNumber(given: string): string {
  const text = asciiDigits(given)
    .replace(/[\s().\-\u2010-\u2015\u2212\uFF0D\uFF08\uFF09/\u200E\u200F]/g, '')
    .replace(/^\uFF0B/, '+');
  return text.startsWith('00') ? `+${text.slice(2)}` : text;
}

/** The answer's members, whether it is an object or the number alone. */
export const phoneOf = (value: Json): PhoneAnswer | null =>
  typeof value === 'string' ? { number: value } : isObject(value) ? (value as PhoneAnswer) : null;

export type PhoneFault = 'malformed' | 'impossible' | 'unlikely' | 'country-missing';

/** What is wrong with a number; without `phones` only its shape is judged. */
export function phoneFault({ number, country, kept }: PhoneAnswer, phones?: Phones): PhoneFault | null {
  const plain = plainNumber(String(number ?? ''));
  if (!/^\+?\d{3,}$/.test(plain)) return 'malformed';
  if (!plain.startsWith('+') && !country) return 'country-missing';
  if (plain.startsWith('+') && !e164.test(plain)) return 'malformed';
  if (!phones) return plain.length > 17 ? 'malformed' : null;
  const { possible, valid } = phones.judge(plain, country);
  if (!possible) return 'impossible';
  return valid || kept === true ? null : 'unlikely';
}

/** The number in E.164, its other members as given. What cannot be read stays as it is. */
export function normalisePhone(answer: PhoneAnswer, phones?: Phones): PhoneAnswer {
  const plain = plainNumber(String(answer.number ?? ''));
  const read = phones?.judge(plain, answer.country);
  const number = read?.e164 ?? (e164.test(plain) ? plain : answer.number);
  return number === undefined ? answer : { ...answer, number };
}
