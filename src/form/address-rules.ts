/**
 * What an address needs in which country: about sixty have no postal code, some no town (access-form.md 0). A code is
 * only required where post is not delivered without it; everywhere else it may be left out.
 */

const list = (codes: string): ReadonlySet<string> => new Set(codes.split(' '));

/** Countries without postal codes: it is not asked there. */
const withoutPostalCode = list(
  'AE AG AO AW BF BI BJ BO BQ BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GQ GY HK JM KI KM KN KP ML MO MR MW ' +
    'NR NU PA QA RW SB SC SL SO SR SS ST SX SY TD TG TK TL TO TV UG VU WS YE ZW',
);

const requiresPostalCode = list(
  'AT AU AX BE BR CA CH CN CZ DE DK EE ES FI FO FR GB GF GG GL GP GR GU HR HU IM IN IT JE JP KR LI LT LU LV MC MF MH MQ ' +
    'MX MY NC NL NO NZ PL PM PR PT RE RU SE SG SI SJ SK SM TR TW UA US VA VI WF YT ZA',
);

/** City states and the like: the country or the region says it. */
const withoutLocality = list('GI HK JP MC MO NR SG VA');

/** How many digits a postal code has, where it is digits and nothing else. Used for a warning, never for a refusal. */
const postalDigits: ReadonlyMap<string, number> = new Map(
  Object.entries({
    3: 'FO IS',
    4: 'AT AU BE BG CH CY DK GE HU LI LU NO NZ PH SI TN ZA',
    5: 'CZ DE DZ EE EG ES FI FR GR HR ID IT KR KW LT MA MX MY PK SA SE SK TH TR UA UY',
    6: 'CN CO IN KZ RO RU SG VN',
    7: 'JP',
    8: 'BR',
    10: 'IR',
  }).flatMap(([length, codes]) => codes.split(' ').map((code): [string, number] => [code, Number(length)])),
);

export interface AddressRules {
  readonly postalCode: 'none' | 'optional' | 'required';
  readonly locality: 'optional' | 'required';
}

/** The rules of a country; of no country in particular while none is chosen. */
export function addressRules(country: string | undefined): AddressRules {
  if (country === undefined) return { postalCode: 'optional', locality: 'required' };
  return {
    postalCode: withoutPostalCode.has(country) ? 'none' : requiresPostalCode.has(country) ? 'required' : 'optional',
    locality: withoutLocality.has(country) ? 'optional' : 'required',
  };
}

/** Does a postal code look unlike those of the country? Digits must be ASCII already. */
export function unusualPostalCode(country: string, code: string): boolean {
  const expected = postalDigits.get(country);
  return (
    expected !== undefined && code.replace(/[\s-]/g, '').replace(new RegExp(`^${country}`, 'i'), '').length !== expected
  );
}
