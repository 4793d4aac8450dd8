/** E-mail addresses: what is surely wrong, and what is probably a slip. Confirmation by link does the rest. */

export type EmailFault = 'malformed' | 'too-long';

/** RFC 5321: 254 octets for the whole, 64 for the part before the `@`. */
const LONGEST = 254;

const asciiDomain = (domain: string): string | null => {
  if (/[\s/?#@:\\%]/u.test(domain)) return null;
  try {
    // The URL parser knows IDNA and is in every browser and in Node.
    return new URL(`http://${domain}/`).hostname;
  } catch {
    return null;
  }
};

const isHostname = (host: string): boolean =>
  host.length <= 253 &&
  host.includes('.') &&
  host.split('.').every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(label)) &&
  // An address of numbers is no mail domain.
  /[a-z]/.test(host.slice(host.lastIndexOf('.')));

/** What is wrong with an address; `null` for a good one. */
export function emailFault(given: string): EmailFault | null {
  const text = given.trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (new TextEncoder().encode(text).length > LONGEST) return 'too-long';
  if (at < 1 || local.length > 64 || /[\s@<>()[\],;:"\\]/u.test(local)) return 'malformed';
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return 'malformed';
  const host = asciiDomain(text.slice(at + 1));
  return host !== null && isHostname(host) ? null : 'malformed';
}

/** Domain as A-label in lower case, the part before the `@` as given. Anything else stays as it was. */
export function normaliseEmail(given: string): string {
  const text = given.trim().normalize('NFC');
  const at = text.lastIndexOf('@');
  const host = at < 1 ? null : asciiDomain(text.slice(at + 1));
  return host === null ? given : `${text.slice(0, at)}@${host}`;
}

/** Domains that are known to be slips, and what was meant. Never corrected by itself. */
const slips: Readonly<Record<string, string>> = {
  'gmial.com': 'gmail.com',
  'gmai.com': 'gmail.com',
  'gmal.com': 'gmail.com',
  'gamil.com': 'gmail.com',
  'gnail.com': 'gmail.com',
  'gmail.co': 'gmail.com',
  'gmail.con': 'gmail.com',
  'gmail.cm': 'gmail.com',
  'hotmial.com': 'hotmail.com',
  'hotmal.com': 'hotmail.com',
  'hotmai.com': 'hotmail.com',
  'hotmail.con': 'hotmail.com',
  'outlok.com': 'outlook.com',
  'outloo.com': 'outlook.com',
  'outlook.con': 'outlook.com',
  'yaho.com': 'yahoo.com',
  'yahooo.com': 'yahoo.com',
  'yahoo.con': 'yahoo.com',
  'iclod.com': 'icloud.com',
  'icloud.con': 'icloud.com',
};

/** The domain that was probably meant; `undefined` where nothing looks like a slip. */
export const meantDomain = (text: string): string | undefined => {
  const domain = text
    .trim()
    .slice(text.trim().lastIndexOf('@') + 1)
    .toLowerCase();
  return Object.hasOwn(slips, domain) ? slips[domain] : undefined;
};
