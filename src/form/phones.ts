/** Numbering plans of all countries, behind `loadPhones` in browsers; the backend imports it as it is. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Phones } from './phone.ts';

/** Judges by libphonenumber's small data set: lengths and the general pattern of each country. Never throws. */
export const phones: Phones = {
  judge(number, country) {
    const region = country && isSupportedCountry(country) ? country : undefined;
    const found = parsePhoneNumberFromString(number.slice(0, 40), region);
    return found
      ? { e164: found.number, possible: found.isPossible(), valid: found.isValid() }
      : { possible: false, valid: false };
  },
};
