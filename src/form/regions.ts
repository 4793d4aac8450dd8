/** Regions that programs tell apart: the United States, by code or by name as people type it. */

const states =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|' +
  'FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|' +
  'MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|' +
  'NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|' +
  'PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|' +
  'WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|VI U.S. Virgin Islands|GU Guam|AS American Samoa|' +
  'MP Northern Mariana Islands';

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

const codes = new Map(
  states.split('|').flatMap((entry): [string, string][] => [
    [plain(entry.slice(0, 2)), entry.slice(0, 2)],
    [plain(entry.slice(3)), entry.slice(0, 2)],
  ]),
);

/** ISO 3166-2 of a region as typed: `US-ME`, `ME`, `maine` → `US-ME`. `undefined` where it is not known. */
export function regionCode(country: string, typed: string): string | undefined {
  const text = typed.trim();
  if (new RegExp(`^${country}-[A-Z0-9]{1,3}$`, 'i').test(text)) return text.toUpperCase();
  const code = country === 'US' ? codes.get(plain(text)) : undefined;
  return code === undefined ? undefined : `${country}-${code}`;
}
