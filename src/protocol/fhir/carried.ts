/**
 * What of a questionnaire the form acts on. The importer reads this table, and so does the one in README.md: a test holds
 * the two together.
 */
import type { FieldType } from '../form-definition.ts';

/** What becomes of an item type; none: it is left out of the form, reported, and back on export. */
export interface CarriedType {
  readonly type: string;
  readonly field?: FieldType | 'section';
  readonly note: string;
}

export const carriedTypes: readonly CarriedType[] = [
  { type: 'group', field: 'section', note: 'repeats: a repeating section' },
  { type: 'display', field: 'display', note: 'a hint where it stands under a question without a condition of its own' },
  { type: 'boolean', field: 'boolean', note: '' },
  { type: 'decimal', field: 'number-with-unit', note: '' },
  { type: 'integer', field: 'number-with-unit', note: 'whole numbers only' },
  { type: 'date', field: 'partial-date', note: 'year, month and day as far as known' },
  { type: 'dateTime', field: 'text', note: 'the writing is checked' },
  { type: 'time', field: 'text', note: 'the writing is checked' },
  { type: 'string', field: 'text', note: '' },
  { type: 'text', field: 'longtext', note: '' },
  { type: 'url', field: 'text', note: 'the writing is checked' },
  { type: 'choice', field: 'choice', note: '`choices` where it repeats; `coded` where its value set is elsewhere' },
  { type: 'open-choice', field: 'coded', note: 'one of the options, or free text' },
  { type: 'quantity', field: 'number-with-unit', note: 'value and unit; a comparator is reported' },
  { type: 'attachment', note: 'files are records, and have a step of their own' },
  { type: 'reference', note: 'there is no server to look things up' },
];

export interface CarriedExtension {
  readonly url: string;
  readonly note: string;
}

const core = 'http://hl7.org/fhir/StructureDefinition/';
const sdc = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

export const carriedExtensions: readonly CarriedExtension[] = [
  { url: `${core}minLength`, note: 'least length of a text' },
  { url: `${core}minValue`, note: 'numbers and dates' },
  { url: `${core}maxValue`, note: 'numbers and dates' },
  { url: `${sdc}minQuantity`, note: 'in the first unit' },
  { url: `${sdc}maxQuantity`, note: 'in the first unit' },
  { url: `${core}regex`, note: 'where it cannot run away; otherwise reported' },
  { url: `${core}entryFormat`, note: 'a hint' },
  { url: `${core}translation`, note: 'texts, hints, options, titles' },
  { url: `${core}questionnaire-minOccurs`, note: 'questions, groups, choices' },
  { url: `${core}questionnaire-maxOccurs`, note: 'questions, groups, choices' },
  { url: `${core}questionnaire-unit`, note: 'the unit of a number' },
  { url: `${core}questionnaire-unitOption`, note: 'units to choose from; nothing is converted' },
  { url: `${core}questionnaire-hidden`, note: 'not asked; what is under it neither' },
  { url: `${core}questionnaire-optionExclusive`, note: 'of several choices this one stands alone' },
  { url: `${core}questionnaire-optionPrefix`, note: 'before the words of an option' },
];

const acted: ReadonlySet<string> = new Set(carriedExtensions.map(({ url }) => url));

export const isActedOn = (url: string): boolean => acted.has(url);
