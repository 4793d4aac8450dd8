/** Countries, languages, time zones, phone numbers, addresses. */
import type { Field, Issue, Json, JsonObject } from '../../protocol/index.ts';
import { addressRules, unusualPostalCode } from '../address-rules.ts';
import { isCountry } from '../countries.ts';
import { phoneFault, phoneOf } from '../phone.ts';
import { isGiven, isObject } from '../pointer.ts';
import { asciiDigits } from '../text.ts';
import { type Check, error, hasRule, malformed, warning } from './check.ts';
import { textIssues } from './text.ts';

/** A code that the platform knows, or one of the field's own options (those that decline the question). */
const oneOf =
  (code: string, isKnown: (value: string) => boolean): Check =>
  ({ pointer, value, options }) => {
    if (typeof value !== 'string') return malformed(pointer);
    return isKnown(value) || options.some((option) => option.code === value) ? [] : [error(pointer, code)];
  };

const isLanguage = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const isTimeZone = (zone: string): boolean => {
  // Offsets are times, not zones: they do not know summer.
  if (/^[+-]|\d:/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

export const checkCountry = oneOf('country.unknown', isCountry);
export const checkLanguage = oneOf('language.unknown', isLanguage);
export const checkTimeZone = oneOf('time-zone.unknown', isTimeZone);

export const checkPhone: Check = ({ pointer, value, context }) => {
  const phone = phoneOf(value);
  if (!phone) return malformed(pointer);
  if (!isGiven(phone.number)) return [error(pointer, 'required')];
  if (typeof phone.number !== 'string') return malformed(pointer);
  const country = typeof phone.country === 'string' ? phone.country : undefined;
  const fault = phoneFault(
    { number: phone.number, ...(country !== undefined && { country }), kept: phone.kept === true },
    context.phones,
  );
  if (!fault) return [];
  return [(fault === 'unlikely' ? warning : error)(pointer, `phone.${fault}`)];
};

/** Which parts of an address a field wants: all, the country alone, or country and town. */
const wanted = (field: Field): 'country' | 'city' | 'all' =>
  hasRule(field, 'country-only') ? 'country' : hasRule(field, 'city-country') ? 'city' : 'all';

const LINES = 4;

function lineIssues(pointer: string, lines: Json | undefined, needed: boolean): readonly Issue[] {
  if (lines !== undefined && !Array.isArray(lines)) return malformed(pointer);
  const list = (lines ?? []) as readonly Json[];
  if (needed && !list.some(isGiven)) return [error(pointer, 'required')];
  return [
    ...(list.length > LINES ? [error(pointer, 'address.too-many-lines', { max: LINES })] : []),
    ...list.flatMap((line, index) => textIssues(`${pointer}/${index}`, line, { max: 200 })),
  ];
}

function postalIssues(pointer: string, address: JsonObject, country: string, needed: boolean): readonly Issue[] {
  const code = address['postalCode'];
  const rule = addressRules(country).postalCode;
  if (!isGiven(code))
    return needed && rule === 'required' ? [error(pointer, 'address.postal-code-required', { country })] : [];
  const found = textIssues(pointer, code as Json, { max: 20 });
  if (found.length > 0 || rule === 'none') return found;
  return unusualPostalCode(country, asciiDigits(String(code)))
    ? [warning(pointer, 'address.postal-code-unusual', { country })]
    : [];
}

export const checkAddress: Check = ({ field, pointer, value }) => {
  if (!isObject(value)) return malformed(pointer);
  const { country, lines, locality, region } = value;
  const parts = wanted(field);
  if (!isGiven(country)) return [error(`${pointer}/country`, 'required')];
  if (typeof country !== 'string' || !isCountry(country)) return [error(`${pointer}/country`, 'country.unknown')];
  const town = parts !== 'country' && addressRules(country).locality === 'required';
  return [
    ...lineIssues(`${pointer}/lines`, lines, parts === 'all'),
    ...(isGiven(locality)
      ? textIssues(`${pointer}/locality`, locality as Json, { max: 100 })
      : town
        ? [error(`${pointer}/locality`, 'required')]
        : []),
    ...(isGiven(region) ? textIssues(`${pointer}/region`, region as Json, { max: 100 }) : []),
    ...postalIssues(`${pointer}/postalCode`, value, country, parts === 'all'),
  ];
};
