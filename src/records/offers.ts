/**
 * What a record seems to be, and of when, by the words at its top: offered to the person, decided by nobody. Nothing is
 * offered where pages say different things, or where a day could be a month: a wrong offer costs more than none.
 */
import type { RecordCategory } from '../protocol/record-categories.ts';
import type { RecordOffers } from '../protocol/verdict.ts';
import { folded, foreignDates, foreignTitles } from './foreign-titles.ts';
import { firstDate, plainDigits } from './identity/dates.ts';

/** Titles as they stand on records in English; the more special ones first. */
const titles: readonly (readonly [RecordCategory, RegExp])[] = [
  ['translation-certificate', /\b(?:certificate of translation|translat(?:or|ion)['’]?s? (?:certificate|statement))\b/],
  [
    'release-consent',
    /\b(?:release of (?:medical )?(?:information|records)|authori[sz]ation to (?:release|disclose))\b/,
  ],
  ['discharge-summary', /\bdischarge (?:summary|letter|report|note)\b/],
  ['referral-letter', /\b(?:referral letter|letter of referral|referral (?:form|note))\b/],
  ['operative-note', /\b(?:operati(?:ve|on) (?:note|report|record)|surgical report)\b/],
  ['cytogenetics', /\b(?:cytogenetics?|karyotype)(?: analysis)?(?: report)?$/],
  ['genetics', /\bgenetics? (?:test |testing |analysis )?(?:report|results?)\b|\bexome sequencing report\b/],
  ['surgical-pathology', /\b(?:surgical pathology|biopsy) report\b/],
  ['pathology-report', /\b(?:histo)?patholog(?:y|ical) report\b/],
  ['cath-report', /\b(?:cardiac )?catheteri[sz]ation (?:report|study)\b/],
  ['echo-report', /\b(?:echocardiogra(?:phy|m|phic)|echo) (?:report|study|findings)\b|^echocardiogra(?:phy|m)$/],
  ['ecg', /^(?:12[- ]lead )?(?:electrocardiogram|ecg|ekg)(?: report| recording)?\b|\bholter (?:report|recording)\b/],
  ['eeg', /^(?:electroencephalogram|eeg)(?: report| recording)?\b/],
  [
    'imaging-report',
    /\b(?:radiology|imaging|x-?ray|radiograph|ultrasound|mri|ct|computed tomography|magnetic resonance imaging|pet(?:[-/]ct)?)\b.{1,30}\breport\b/,
  ],
  [
    'lab-report',
    /\blab(?:oratory)? (?:test )?(?:report|results?)\b|\b(?:haematology|hematology|biochemistry) report\b/,
  ],
  ['growth-chart', /\bgrowth (?:chart|record|curve)s?\b/],
  ['immunisation', /\b(?:immuni[sz]ation|vaccination) (?:record|card|certificate|history)\b/],
  ['patient-summary', /\b(?:international )?patient summary\b/],
  ['history-physical', /\bhistory (?:and|&) physical\b/],
  ['consult-note', /\bconsult(?:ation)? (?:note|report|letter)\b/],
  ['progress-note', /\b(?:progress|clinic|follow[- ]up) (?:note|letter)\b/],
  ['clinical-summary', /\b(?:clinical|medical) (?:summary|report)\b/],
];

/** Lines of a page among which a title is looked for, and the length of a line that may be one. */
const top = { first: 12, later: 3, length: 80 } as const;

/** What says when a record was made; what tells more stands first. A birth date is never meant. */
const date = String.raw`(?:\s*(?:on|:|\.|-|–))*\s*(?=[\p{L}\d])`;
const dated: readonly RegExp[] = [
  String.raw`\b(?:date of (?:the )?(?:report|examination|exam|study|visit|issue|procedure|operation|consultation)|(?:report|study|exam|visit|procedure) date|reported)${date}`,
  String.raw`\b(?:date of discharge|discharge date|discharged)${date}`,
  String.raw`\b(?:date of (?:collection|sample)|collection date|sample date|collected|sample taken)${date}`,
  String.raw`(?:^|\n)[ \t]*date[ \t]*:[ \t]*(?=[\p{L}\d])`,
].map((words) => new RegExp(words, 'iu'));

const written =
  /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}(?:[-./ ]|st |nd |rd |th )[\p{L}\d]+[-./, ]+\d{4}|\d{1,2}\.? (?:de )?\p{L}{3,12}\.? (?:de )?\d{4}|\p{L}{3,9}\.? \d{1,2},? \d{4})(?!\d)/u;

/** A date that can be read in one way only. */
function plainDate(text: string): string | undefined {
  const [found] = written.exec(plainDigits(text.slice(0, 40))) ?? [];
  if (found === undefined) return undefined;
  const [, first, second] = /^(\d{1,2})[-./ ](\d{1,2})[-./ ]/.exec(found) ?? [];
  if (first !== second && Number(first) <= 12 && Number(second) <= 12) return undefined;
  return firstDate(found);
}

const firstOf = (list: readonly (readonly [RecordCategory, RegExp])[], head: string): RecordCategory | undefined =>
  list.find(([, title]) => title.test(head))?.[0];

function titleOf(text: string, lines: number): RecordCategory | undefined {
  const heads = text.split('\n').filter((line) => line.trim() !== '');
  for (const line of heads.slice(0, lines)) {
    const head = line.trim();
    if (head.length > top.length) continue;
    const found = firstOf(titles, head.toLowerCase()) ?? firstOf(foreignTitles, folded(head));
    if (found) return found;
  }
  return undefined;
}

const dateOf = (text: string): string | undefined => labelled(text, dated) ?? labelled(folded(text), foreignDates);

function labelled(text: string, labels: readonly RegExp[]): string | undefined {
  for (const label of labels) {
    const found = label.exec(text);
    const read = found && plainDate(text.slice(found.index + found[0].length));
    if (read) return read;
  }
  return undefined;
}

/** Is shown pages while they are read; says at the end what can be offered. */
export class Offering {
  readonly #categories = new Set<RecordCategory>();
  #documentDate: string | undefined;

  /** @param page - its number: a record says at its beginning what it is. */
  see(page: number, text: string): void {
    const category = titleOf(text, page === 1 ? top.first : top.later);
    if (category) this.#categories.add(category);
    if (page === 1) this.#documentDate = dateOf(text);
  }

  /** @returns nothing where there is nothing to offer. */
  offers(): RecordOffers | undefined {
    const [category, another] = this.#categories;
    // Several records in one file are of several kinds and dates.
    if (another !== undefined) return undefined;
    const documentDate = this.#documentDate;
    if (category === undefined && documentDate === undefined) return undefined;
    return { ...(category ? { category } : {}), ...(documentDate ? { documentDate } : {}) };
  }
}
