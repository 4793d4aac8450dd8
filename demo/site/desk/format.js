// @ts-check
/** How the desk writes dates, money, sizes and codes: in English, in the hospital's time. */

const zone = 'America/New_York';
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const dayYearFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const instantFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: zone,
});
const isoDayInZone = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
const countries = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** @param {string} date ISO date @returns {string} "Mon 7 Dec", or "today" */
export function day(date) {
  if (date === isoDayInZone.format(new Date())) return 'today';
  return dayFormat.format(new Date(`${date}T00:00:00Z`)).replace(',', '');
}

/** @param {string} date ISO date, whole or partial @returns {string} "14 March 2021" */
export function wholeDay(date) {
  return /^\d{4}-\d{2}-\d{2}$/u.test(date) ? dayYearFormat.format(new Date(`${date}T00:00:00Z`)) : date;
}

/** @param {string} at instant @returns {string} hospital time */
export const moment = (at) => instantFormat.format(new Date(at));

/** @param {number} minor @param {string} currency */
export const money = (minor, currency) =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency, minimumFractionDigits: 0 }).format(minor / 100);

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} KB`;
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;
}

/** @param {string} code ISO 3166 */
export const country = (code) => (/^[A-Z]{2}$/u.test(code) ? (countries.of(code) ?? code) : code);

/** @param {string} tag BCP 47 */
export function language(tag) {
  try {
    return tag === 'und' ? 'another language' : (languages.of(tag) ?? tag);
  } catch {
    return tag;
  }
}

/**
 * "imagingDeclared", "self-pay" → "Imaging declared", "Self pay".
 * @param {string} code
 */
export function words(code) {
  const spaced = code
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[-_.]/gu, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/**
 * Page numbers as people say them: "page 2", "pages 3 to 5 and 9".
 * @param {readonly number[]} pages ascending
 */
export function pageList(pages) {
  /** @type {string[]} */
  const runs = [];
  for (let start = 0; start < pages.length;) {
    let end = start;
    while (pages[end + 1] === (pages[end] ?? 0) + 1) end += 1;
    runs.push(end === start ? `${pages[start]}` : `${pages[start]} ${end === start + 1 ? 'and' : 'to'} ${pages[end]}`);
    start = end + 1;
  }
  return `${pages.length === 1 ? 'page' : 'pages'} ${runs.join(', ')}`;
}
