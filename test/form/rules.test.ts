/** What each kind of question accepts, and what exactly is said of the rest: code, place and the numbers in the sentence. */
import { describe, expect, it } from 'vitest';
import { validate } from '../../src/form/index.ts';
import type { Field, FormDefinition, Issue, Json } from '../../src/protocol/index.ts';

const today = '2026-11-24';

type Question = Omit<Field, 'id'>;

const formOf = (field: Field): FormDefinition => ({
  id: 'test',
  version: '1',
  steps: [{ id: 'only', stage: 1, sections: [{ id: 'section', fields: [field] }] }],
});

/** What is said of an answer to one question; nested pointers begin with the question's own. */
const said = (field: Question, q: Json, more: { readonly isEnglish?: (text: string) => boolean } = {}) =>
  validate(formOf({ id: 'q', ...field }), { q }, { today, ...more });
const wrong = (code: string, params?: Issue['params'], at = ''): Issue[] => [
  { pointer: `/q${at}`, code, ...(params && { params }) },
];
const warned = (code: string, params?: Issue['params'], at = ''): Issue[] =>
  wrong(code, params, at).map((issue) => ({ ...issue, severity: 'warning' }));

type Row = readonly [name: string, field: Question, answer: Json, issues: readonly Issue[]];
const rows = (title: string, table: readonly Row[]) =>
  describe(title, () => {
    it.each(table)('%s', (_name, field, answer, issues) => {
      expect(said(field, answer)).toEqual(issues);
    });
  });

rows('a text', [
  ['is as long as it may be', { type: 'text', min: 2, max: 4 }, 'four', []],
  ['is as short as it may be', { type: 'text', min: 2, max: 4 }, 'tw', []],
  ['says how much is missing', { type: 'text', min: 5 }, 'abc', wrong('text.too-short', { min: 5, missing: 2 })],
  ['says how much is too much', { type: 'text', max: 3 }, 'abcdef', wrong('text.too-long', { max: 3, over: 3 })],
  ['is counted by letters, not by their bytes', { type: 'text', max: 2 }, '👩李', []],
  ['is counted without the space around it', { type: 'text', max: 3 }, '  abc  ', []],
  ['holds nothing unseen', { type: 'text' }, 'a\u202Eb', wrong('text.control-characters')],
  ['may have several lines', { type: 'longtext' }, 'a\n\tb', []],
  ['is text', { type: 'text' }, 7, wrong('malformed')],
  ['of digits takes those of any script', { type: 'text', rules: ['digits'] }, '١٢٣٤', []],
  ['of digits takes nothing else', { type: 'text', rules: ['digits'] }, '12a4', wrong('text.digits')],
  ['of letters and digits', { type: 'text', rules: ['alphanumeric'] }, 'AB-12.3/٤ ж', []],
  [
    'of letters and digits, no other signs',
    { type: 'text', rules: ['alphanumeric'] },
    'A_1',
    wrong('text.letters-and-digits'),
  ],
  ['fits its pattern as a whole', { type: 'text', pattern: '\\d{3}' }, '1234', wrong('text.pattern')],
  ['fits its pattern', { type: 'text', pattern: '\\d{3}|x' }, 'x', []],
  ['is not refused by a pattern that is none', { type: 'text', pattern: '(' }, 'anything', []],
  [
    'is refused where it is too long to be tried',
    { type: 'text', pattern: 'a*' },
    'a'.repeat(1001),
    wrong('text.pattern'),
  ],
  ['is tried up to that length', { type: 'text', pattern: 'a*' }, 'a'.repeat(1000), []],
  ['of a time', { type: 'text', rules: ['time'] }, '23:59:07.5', []],
  ['of no time', { type: 'text', rules: ['time'] }, '24:00', wrong('text.not-time')],
  ['of a moment, however exact', { type: 'text', rules: ['date-time'] }, '2026-11-24T10:00:00.123+04:00', []],
  ['of a moment, a month', { type: 'text', rules: ['date-time'] }, '2026-11', []],
  ['of no moment', { type: 'text', rules: ['date-time'] }, '24.11.2026', wrong('text.not-date-time')],
  ['of an address on the web', { type: 'text', rules: ['url'] }, 'urn:oid:1.2.3', []],
  ['of no address on the web', { type: 'text', rules: ['url'] }, 'www.hospital', wrong('text.not-url')],
]);

describe('a text in English', () => {
  const field: Question = { type: 'longtext', rules: ['english'] };
  it('is only ever warned about, and not where nobody can tell', () => {
    expect(said(field, 'Hola', { isEnglish: () => false })).toEqual(warned('text.not-english'));
    expect(said(field, 'Hello', { isEnglish: () => true })).toEqual([]);
    expect(said(field, 'Hola')).toEqual([]);
    expect(said({ type: 'longtext' }, 'Hola', { isEnglish: () => false })).toEqual([]);
  });

  it('is read as far as it has to be', () => {
    let read = 0;
    said(field, 'x'.repeat(20_000), { isEnglish: (text) => ((read = text.length), true) });
    expect(read).toBe(10_000);
  });
});

rows('a name', [
  ['may be one letter', { type: 'name' }, { full: 'O' }, []],
  [
    'has its parts told from each other only by the person',
    { type: 'name' },
    { full: 'A B', given: ['A'], family: 'B' },
    [],
  ],
  ['is needed in full', { type: 'name' }, { latin: 'Layla' }, wrong('required', undefined, '/full')],
  ['has letters', { type: 'name' }, { full: '123' }, wrong('name.no-letters', undefined, '/full')],
  [
    'in another script is needed in Latin letters',
    { type: 'name' },
    { full: 'ليلى' },
    wrong('name.latin-required', undefined, '/latin'),
  ],
  [
    'in Latin letters is in Latin letters',
    { type: 'name' },
    { full: 'ليلى', latin: 'ليلى' },
    wrong('name.latin-other-script', undefined, '/latin'),
  ],
  [
    'in Latin letters has letters',
    { type: 'name' },
    { full: 'ليلى', latin: '12' },
    wrong('name.latin-other-script', undefined, '/latin'),
  ],
  [
    'in Latin letters is not endless',
    { type: 'name' },
    { full: 'ليلى', latin: 'a'.repeat(201) },
    wrong('text.too-long', { max: 200, over: 1 }, '/latin'),
  ],
  [
    'is not endless',
    { type: 'name' },
    { full: 'a'.repeat(201) },
    wrong('text.too-long', { max: 200, over: 1 }, '/full'),
  ],
  [
    'is as long as the program says',
    { type: 'name', max: 3 },
    { full: 'abcd' },
    wrong('text.too-long', { max: 3, over: 1 }, '/full'),
  ],
  [
    'used at home is not endless',
    { type: 'name' },
    { full: 'A', preferred: 'a'.repeat(201) },
    wrong('text.too-long', { max: 200, over: 1 }, '/preferred'),
  ],
  ['of the family is text', { type: 'name' }, { full: 'A', family: 5 }, wrong('malformed', undefined, '/family')],
  [
    'given is a list of texts',
    { type: 'name' },
    { full: 'A', given: ['A', 3] },
    wrong('malformed', undefined, '/given'),
  ],
  ['given is a list', { type: 'name' }, { full: 'A', given: 'A' }, wrong('malformed', undefined, '/given')],
  ['is no text alone', { type: 'name' }, 'Layla', wrong('malformed')],
]);

rows('an e-mail address', [
  ['is read over for slips', { type: 'email' }, 'a@gmial.com', warned('email.slip', { domain: 'gmail.com' })],
  ['is one', { type: 'email' }, 'a b', wrong('email.malformed')],
  ['holds nothing unseen', { type: 'email' }, 'a\u2066@b.example', wrong('text.control-characters')],
  ['is no number', { type: 'email' }, 5, wrong('malformed')],
]);

rows('a coded answer', [
  ['is its text', { type: 'coded', min: 2 }, 'Tetralogy', []],
  ['may have a code', { type: 'coded' }, { text: 'T', code: 'Q21.3', system: 'icd' }, []],
  ['keeps its text', { type: 'coded' }, { code: 'Q21.3' }, wrong('required', undefined, '/text')],
  [
    'has a text of the length asked for',
    { type: 'coded', min: 4 },
    { text: 'T' },
    wrong('text.too-short', { min: 4, missing: 3 }, '/text'),
  ],
  ['has a code that is text', { type: 'coded' }, { text: 'T', code: 5 }, wrong('malformed', undefined, '/code')],
  [
    'has a short code',
    { type: 'coded' },
    { text: 'T', system: 's'.repeat(201) },
    wrong('text.too-long', { max: 200, over: 1 }, '/system'),
  ],
  ['is no number', { type: 'coded' }, 5, wrong('malformed')],
]);

const five: Field['options'] = [
  { code: 'a' },
  { code: 'b' },
  { code: 'c' },
  { code: 'd' },
  { code: 'none', exclusive: true },
];
rows('choices', [
  ['are as many as wanted', { type: 'choices', options: five, min: 2, max: 3 }, ['a', 'b'], []],
  ['are too few', { type: 'choices', options: five, min: 2 }, ['a'], wrong('choices.too-few', { min: 2 })],
  ['are too many', { type: 'choices', options: five, max: 2 }, ['a', 'b', 'c'], wrong('choices.too-many', { max: 2 })],
  ['are made once each', { type: 'choices', options: five }, ['a', 'a'], wrong('choices.twice')],
  ['are among those offered', { type: 'choices', options: five }, ['a', 'x'], wrong('choice.unknown')],
  [
    'do not stand beside "none of these"',
    { type: 'choices', options: five },
    ['none', 'a'],
    wrong('choices.not-alone'),
  ],
  ['may be "none of these", however many were wanted', { type: 'choices', options: five, min: 2 }, ['none'], []],
  ['are a list', { type: 'choices', options: five }, 'a', wrong('malformed')],
  ['are a list of codes', { type: 'choices', options: five }, ['a', 1], wrong('malformed')],
  [
    'beside "not sure" are only warned about',
    { type: 'choices', options: [{ code: 'a' }, { code: 'not-sure' }], rules: ['not-sure-alone'] },
    ['a', 'not-sure'],
    warned('choices.not-sure-and-more'),
  ],
  [
    'are "not sure" alone',
    { type: 'choices', options: [{ code: 'a' }, { code: 'not-sure' }], rules: ['not-sure-alone'] },
    ['not-sure'],
    [],
  ],
]);

rows('yes or no', [
  ['is either', { type: 'boolean' }, false, []],
  ['is no word', { type: 'boolean' }, 'yes', wrong('malformed')],
  ['stops where it is an emergency', { type: 'boolean', rules: ['not-emergency'] }, false, wrong('emergency')],
  [
    'has to be yes where nothing goes on without',
    { type: 'boolean', rules: ['must-be-true'] },
    false,
    wrong('must-agree'),
  ],
  ['is yes', { type: 'boolean', rules: ['must-be-true'] }, true, []],
]);

const kilograms: Question = { type: 'number-with-unit', min: 1, max: 300, units: ['kg', 'lb'] };
rows('a number', [
  ['is the least that it may be', kilograms, { value: 1, unit: 'kg' }, []],
  ['is the most that it may be', kilograms, { value: 300, unit: 'kg' }, []],
  ['is too small', kilograms, { value: 0.9, unit: 'kg' }, wrong('number.too-small', { min: 1, unit: 'kg' })],
  ['is too large', kilograms, { value: 301, unit: 'kg' }, wrong('number.too-large', { max: 300, unit: 'kg' })],
  [
    'without a unit is too large',
    { type: 'number-with-unit', max: 3 },
    { value: 4 },
    wrong('number.too-large', { max: 3 }),
  ],
  ['is in the unit that is stored', kilograms, { value: 5, unit: 'lb' }, wrong('number.unit', { unit: 'kg' })],
  [
    'stands in the unit that was chosen where nobody converts',
    { ...kilograms, rules: ['any-unit'] },
    { value: 900, unit: 'lb' },
    [],
  ],
  [
    'stands in no other',
    { ...kilograms, rules: ['any-unit'] },
    { value: 5, unit: 'st' },
    wrong('number.unit', { unit: 'kg' }),
  ],
  [
    'in the first of several has its limits',
    { ...kilograms, rules: ['any-unit'] },
    { value: 301, unit: 'kg' },
    wrong('number.too-large', { max: 300, unit: 'kg' }),
  ],
  ['is whole', { type: 'number-with-unit', rules: ['integer'] }, { value: 1.5 }, wrong('number.not-whole')],
  ['is whole, with its unit', { type: 'number-with-unit', rules: ['integer'] }, { value: 2 }, []],
  ['could not be read', kilograms, { unit: 'kg', given: { value: 'much' } }, wrong('number.malformed')],
  ['is a number', kilograms, { value: '5', unit: 'kg' }, wrong('malformed')],
  ['comes with its unit', kilograms, 5, wrong('malformed')],
]);

const medication = (item: Json): Json => ({ state: 'list', items: { m1: item } });
rows('a list', [
  ['may be empty on purpose', { type: 'list-none-unknown' }, { state: 'none' }, []],
  ['may be unknown', { type: 'list-none-unknown' }, { state: 'unknown' }, []],
  ['is said to be one', { type: 'list-none-unknown' }, { items: { a: { text: 'x' } } }, wrong('required')],
  ['is nothing else', { type: 'list-none-unknown' }, { state: 'some' }, wrong('malformed')],
  ['is no text', { type: 'list-none-unknown' }, 'none', wrong('malformed')],
  ['has something in it', { type: 'list-none-unknown' }, { state: 'list', items: {} }, wrong('list.empty')],
  [
    'is not endless',
    { type: 'list-none-unknown', max: 1 },
    { state: 'list', items: { a: { text: 'x' }, b: { text: 'y' } } },
    wrong('list.too-many', { max: 1 }),
  ],
  [
    'is as long as it may be',
    { type: 'list-none-unknown', max: 2 },
    { state: 'list', items: { a: { text: 'x' }, b: { text: 'y' } } },
    [],
  ],
  [
    'names each thing',
    { type: 'list-none-unknown' },
    { state: 'list', items: { a: { order: 1 } } },
    wrong('required', undefined, '/items/a/text'),
  ],
  [
    'finds an item whatever its key',
    { type: 'list-none-unknown' },
    { state: 'list', items: { 'a/b': { order: 1 } } },
    wrong('required', undefined, '/items/a~1b/text'),
  ],
  [
    'is not a story',
    { type: 'list-none-unknown' },
    { state: 'list', items: { a: { text: 'x'.repeat(501) } } },
    wrong('text.too-long', { max: 500, over: 1 }, '/items/a/text'),
  ],
  ['of medicines needs their names alone', { type: 'medication-list' }, medication({ name: 'Digoxin' }), []],
  [
    'of medicines takes dose and since',
    { type: 'medication-list' },
    medication({ name: 'Digoxin', dose: '5 ml', since: '2026-11' }),
    [],
  ],
  [
    'of medicines needs a name',
    { type: 'medication-list' },
    medication({ dose: '5 ml' }),
    wrong('required', undefined, '/items/m1/name'),
  ],
  [
    'of medicines has short doses',
    { type: 'medication-list' },
    medication({ name: 'D', dose: 'x'.repeat(502) }),
    wrong('text.too-long', { max: 500, over: 2 }, '/items/m1/dose'),
  ],
  [
    'of medicines begins in the past',
    { type: 'medication-list' },
    medication({ name: 'D', since: '2026-12' }),
    wrong('date.future', undefined, '/items/m1/since'),
  ],
  [
    'of medicines has dates',
    { type: 'medication-list' },
    medication({ name: 'D', since: 'May' }),
    wrong('date.malformed', undefined, '/items/m1/since'),
  ],
  [
    'of medicines has written dates',
    { type: 'medication-list' },
    medication({ name: 'D', since: 2020 }),
    wrong('malformed', undefined, '/items/m1/since'),
  ],
]);

rows('a date', [
  ['may be today', { type: 'partial-date', rules: ['past'] }, today, []],
  ['may be this month', { type: 'partial-date', rules: ['past'] }, '2026-11', []],
  ['is not tomorrow', { type: 'partial-date', rules: ['past'] }, '2026-11-25', wrong('date.future')],
  ['is where it has to be ahead', { type: 'partial-date', rules: ['future'] }, '2026-11-24', []],
  ['is not behind then', { type: 'partial-date', rules: ['future'] }, '2026-11-23', wrong('date.past')],
  ['of birth to come is whole', { type: 'partial-date', rules: ['due'] }, '2027-01', wrong('date.incomplete')],
  [
    'of birth to come is near',
    { type: 'partial-date', rules: ['due'], max: 10 },
    '2026-12-05',
    wrong('date.too-far', { days: 10 }),
  ],
  ['of birth to come is as far as that', { type: 'partial-date', rules: ['due'], max: 10 }, '2026-12-04', []],
  [
    'of birth to come is within 300 days where nobody says',
    { type: 'partial-date', rules: ['due'] },
    '2027-09-21',
    wrong('date.too-far', { days: 300 }),
  ],
  ['of birth to come is the 300th day', { type: 'partial-date', rules: ['due'] }, '2027-09-20', []],
  [
    'by which it is decided may be soon',
    { type: 'partial-date', rules: ['future', 'deadline'] },
    '2026-12-07',
    warned('date.soon', { days: 10 }),
  ],
  [
    'by which it is decided, ten working days on',
    { type: 'partial-date', rules: ['future', 'deadline'] },
    '2026-12-08',
    [],
  ],
  ['by which it is decided, in part', { type: 'partial-date', rules: ['future', 'deadline'] }, '2026-12', []],
  [
    'is not before the first',
    { type: 'partial-date', earliest: '2020-01-01' },
    '2019-12-31',
    wrong('date.too-early', { date: '2020-01-01' }),
  ],
  ['is the first', { type: 'partial-date', earliest: '2020-01-01' }, '2020-01-01', []],
  [
    'is not after the last',
    { type: 'partial-date', latest: '2020-01-31' },
    '2020-02',
    wrong('date.too-late', { date: '2020-01-31' }),
  ],
  ['is the last', { type: 'partial-date', latest: '2020-01-31' }, '2020-01-31', []],
  [
    'of birth is not long ago',
    { type: 'partial-date', max: 21, rules: ['age-warn'] },
    '2005-11-23',
    warned('age.over-limit', { years: 21 }),
  ],
  [
    'of birth is long ago, where that is a block',
    { type: 'partial-date', max: 21, rules: ['age-block'] },
    '2005-11-23',
    wrong('age.over-limit', { years: 21 }),
  ],
  ['of birth on the very day', { type: 'partial-date', max: 21, rules: ['age-warn'] }, '2005-11-24', []],
  ['of birth, where nobody minds', { type: 'partial-date', max: 21 }, '1950', []],
  ['is text', { type: 'partial-date' }, 2020, wrong('malformed')],
]);

describe('a date after birth', () => {
  const definition: FormDefinition = formOf({ id: 'q', type: 'partial-date', rules: ['since-birth'] });
  const codes = (q: string, birthDate: Json) =>
    validate(definition, { q, patient: { birthDate } }, { today }).map(({ code }) => code);
  it('is judged as exactly as both are known', () => {
    expect(codes('2018-05-13', '2018-05-14')).toEqual(['date.before-birth']);
    expect(codes('2018-05-14', '2018-05-14')).toEqual([]);
    expect(codes('2018-04', '2018-05-14')).toEqual(['date.before-birth']);
    expect(codes('2018-05', '2018-05-14')).toEqual([]);
    expect(codes('2018-01-01', '2018')).toEqual([]);
    expect(codes('2017-12-31', '2018')).toEqual(['date.before-birth']);
  });

  it('is not judged by a birth date that is none', () => {
    expect(codes('1999', '2018-13-01')).toEqual([]);
    expect(codes('1999', null)).toEqual([]);
  });
});

rows('an address', [
  ['is a country where nothing else is asked', { type: 'address', rules: ['country-only'] }, { country: 'DE' }, []],
  ['is a country and a town', { type: 'address', rules: ['city-country'] }, { country: 'DE', locality: 'Bonn' }, []],
  [
    'lacks its town',
    { type: 'address', rules: ['city-country'] },
    { country: 'DE' },
    wrong('required', undefined, '/locality'),
  ],
  ['needs no town where the country is one', { type: 'address', rules: ['city-country'] }, { country: 'SG' }, []],
  ['has a country', { type: 'address' }, { lines: ['x'] }, wrong('required', undefined, '/country')],
  [
    'has a code that post needs',
    { type: 'address' },
    { country: 'DE', lines: ['x'], locality: 'Bonn' },
    wrong('address.postal-code-required', { country: 'DE' }, '/postalCode'),
  ],
  ['has none where there are none', { type: 'address' }, { country: 'AE', lines: ['x'], locality: 'Dubai' }, []],
  [
    'has an unusual code',
    { type: 'address' },
    { country: 'DE', lines: ['x'], locality: 'Bonn', postalCode: '531' },
    warned('address.postal-code-unusual', { country: 'DE' }, '/postalCode'),
  ],
  [
    'has a code in any digits',
    { type: 'address' },
    { country: 'DE', lines: ['x'], locality: 'Bonn', postalCode: '٥٣١١٣' },
    [],
  ],
  [
    'has a short code',
    { type: 'address' },
    { country: 'AE', lines: ['x'], locality: 'Dubai', postalCode: '1'.repeat(21) },
    wrong('text.too-long', { max: 20, over: 1 }, '/postalCode'),
  ],
  ['is no text', { type: 'address' }, 'Bonn', wrong('malformed')],
]);
