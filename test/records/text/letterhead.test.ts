import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/records/text/chunk.ts';
import { bodyOf, looksLikeAddress } from '../../../src/records/text/letterhead.ts';

describe('a line says nothing', () => {
  it.each([
    ['the name of a clinic', 'Universitätsklinikum Beispielstadt'],
    ['an address', 'Im Musterfeld 12, 69000 Beispielstadt'],
    ['names with a small word of four letters among four', 'Clinica Norte Para niños'],
    ['names with small words of three letters only', 'Clinica del Rey und Mar'],
    ['fourteen names', Array.from({ length: 14 }, () => 'Musterfeld').join(' ')],
    ['a name among words in capitals', 'HOSPITAL General'],
    ['an address of mail in a sentence', 'please write to us at ward@hospital.example'],
    ['a site', 'you find us at www.hospital.example'],
    ['a telephone', 'call us by tel 555 0101'],
    ['a telephone beside Arabic', 'مستشفى الأطفال tel 555 0101'],
    ['a name in a script without capitals', 'ليلى حداد'],
    ['three words in one', 'ليلى علي حداد'],
    ['an institution in Arabic', 'مستشفى الأطفال الجامعي التخصصي في المدينة الطبية'],
    ['an institution in Hebrew', 'בית חולים לילדים'],
    ['an institution in Chinese', '某某大学附属儿童医院'],
    ['an institution in two scripts', 'Ministry of Health وزارة الصحة'],
    ['a name in Georgian', 'ნინო ბერიძე'],
  ])('%s', (_, line) => {
    expect(looksLikeAddress(line)).toBe(true);
  });

  it.each([
    ['a sentence', 'the child was seen in our clinic today'],
    ['numbers', '12 34 56'],
    ['nothing', ''],
    ['single letters', 'A B C 1'],
    ['a row of a table with a decimal', 'Haemoglobin 10.8'],
    ['a row of a table with a unit', 'Haemoglobin 108 mg'],
    ['a row of a table with a share', 'Haematocrit 31 %'],
    ['a title in capitals: it is read', 'DISCHARGE SUMMARY'],
    ['two small words in seven', 'Clinica Norte Para Todos niños siempre Ahora'],
    ['one small word in three', 'Clinica Norte para'],
    ['fifteen names: prose in a language with many capitals', Array.from({ length: 15 }, () => 'Musterfeld').join(' ')],
    ['four words in a script without capitals that name no institution', 'ليلى علي حداد سعيد'],
    ['three long ones', 'ارتفاع درجة الحرارة المستمر'],
    ['an institution in a sentence', 'مستشفى الأطفال الجامعي.'],
    ['an institution and ten words', 'مستشفى الأطفال في المدينة من بعد يوم ثم مع ما'],
    ['an institution and more than 60 letters', `مستشفى ${'ا'.repeat(30)} ${'ا'.repeat(30)}`],
    ['a sentence in English beside an institution', 'the child was admitted yesterday to وزارة الصحة'],
    ['a telephone in ten words of Arabic', 'tel في من بعد يوم ثم مع ما عن كل ذا'],
  ])('but not %s', (_, line) => {
    expect(looksLikeAddress(line)).toBe(false);
  });
});

const sentence = 'the child was seen in our clinic today and was found to be well by us. ';
/** 213 letters and signs in three lines. */
const body = Array.from({ length: 3 }, () => sentence.trim()).join('\n');
const many = (count: number, line: string): string => `${line}\n`.repeat(count);
const kept = (text: string): string =>
  bodyOf(linesOf(text))
    .map((line) => line.text)
    .join('\n');
const name = 'Musterfeld';
const arabic = 'وزارة الصحة';

describe('what of a page is left without its letterhead and its signature', () => {
  it('the body: nine lines above it and seven below are not', () => {
    expect(kept(`${many(9, name)}${body}\n${many(7, name)}`)).toBe(body);
  });

  it('a tenth line above, and an eighth below, belong to the body', () => {
    expect(kept(`${many(10, name)}${body}`)).toBe(`${name}\n${body}`);
    expect(kept(`${body}\n${many(8, name)}`)).toBe(`${body}\n${name}`);
  });

  it('lines after the first that says something stay, whatever they are', () => {
    expect(kept(`${name}\n${body}\n${name}\n${body}\n${name}`)).toBe(`${body}\n${name}\n${body}`);
  });

  it('five lines in a script without capitals are left out, a sixth is not', () => {
    expect(kept(`${many(5, arabic)}${body}`)).toBe(body);
    expect(kept(`${many(6, arabic)}${body}`)).toBe(`${arabic}\n${body}`);
    expect(kept(`${body}\n${many(6, arabic)}`)).toBe(`${body}\n${arabic}`);
    expect(kept(`${many(4, name)}${many(5, arabic)}${body}`)).toBe(body);
  });

  it('everything, where the body is less than 160 signs', () => {
    const of = (length: number) => 'the child was seen and was found to be well '.repeat(9).slice(0, length - 1) + 's';
    expect(kept(`${name}\n${of(160)}`)).toBe(of(160));
    expect(kept(`${name}\n${of(159)}`)).toBe(`${name}\n${of(159)}`);
  });

  it('everything, where the body is less than half of the page', () => {
    const head = (length: number) => `M${'u'.repeat(length - 1)}`;
    const text = (length: number) => `${many(2, head(length / 2))}${body}`;
    const size = body.replaceAll('\n', '').length;
    expect(kept(text(size - (size % 2)))).toBe(body);
    expect(kept(text(size + 2 - (size % 2)))).not.toBe(body);
  });

  it('everything, where the page is nothing but names', () => {
    expect(kept(many(4, name.repeat(6)).trim())).toBe(many(4, name.repeat(6)).trim());
    expect(kept('')).toBe('');
  });
});
