import { describe, expect, it } from 'vitest';
import {
  addressRules,
  asciiDigits,
  countries,
  dateOfBoxes,
  hasOtherScript,
  normaliseAnswers,
  normalisePhone,
  numberOf,
  placeEligible,
  programForm,
  quantityOf,
  stopReason,
  withoutControls,
} from '../../src/form/index.ts';
import { unusualPostalCode } from '../../src/form/address-rules.ts';
import { emailFault, meantDomain, normaliseEmail } from '../../src/form/email.ts';
import { daysBetween, daysIn, normaliseDate, weekdaysBetween } from '../../src/form/partial-date.ts';
import { phoneFault, plainNumber } from '../../src/form/phone.ts';
import { phones } from '../../src/form/phones.ts';
import { regionCode } from '../../src/form/regions.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import { yearsBefore } from '../../src/form/access-form/ages.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

describe('digits', () => {
  it('of every script become ASCII, and nothing else changes', () => {
    expect(asciiDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ०१२३४५६७८९')).toBe('0123456789 0123456789 0123456789');
    expect(asciiDigits('０９ ໑໒ ༠༩ 𝟘𝟡𝟬𝟿 𞥐𞥙')).toBe('09 12 09 0909 09');
    expect(asciiDigits('a½Ⅷ三 2018')).toBe('a½Ⅷ三 2018');
  });

  it('of every run of ten in Unicode', () => {
    let runs = 0;
    for (let code = 0x80; code < 0x20000; code += 1) {
      const digit = String.fromCodePoint(code);
      if (!/\p{Nd}/u.test(digit)) continue;
      runs += 1;
      expect(asciiDigits(digit)).toMatch(/^\d$/);
    }
    expect(runs).toBeGreaterThan(500);
  });
});

describe('text', () => {
  it('loses hidden characters only when asked to', () => {
    expect(withoutControls('a\u202Eb\r\nc\u0000\td')).toBe('ab\nc\td');
  });
  it('knows other scripts from marks and modifiers', () => {
    expect(['Zoë', 'Nguyễn', 'Kaʻahumanu', "O'Brien", '123', ''].some(hasOtherScript)).toBe(false);
    expect(['ليلى', 'Анна', '王', 'Ελένη', 'Layla ليلى'].every(hasOtherScript)).toBe(true);
  });
});

describe('dates', () => {
  it('come from three boxes in any digits; gaps stay gaps', () => {
    expect(dateOfBoxes('٢٠١٨', '٥', '١٤')).toBe('2018-05-14');
    expect(dateOfBoxes('2018', '', '')).toBe('2018');
    expect(dateOfBoxes('2018', '5', '')).toBe('2018-05');
    expect(dateOfBoxes('2018', '', '14')).toBe('2018--14');
    expect(dateOfBoxes('', '', '3')).toBe('--03');
    expect(dateOfBoxes('', '', ' ')).toBeUndefined();
  });
  it('are written one way; what cannot be read stays', () => {
    expect(normaliseDate(' 2018-5-4 ')).toBe('2018-05-04');
    expect(normaliseDate('۲۰۱۸-۰۵')).toBe('2018-05');
    expect(['2018--14', 'May', '1-2-3-4'].map(normaliseDate)).toEqual(['2018--14', 'May', '1-2-3-4']);
  });
  it('are counted', () => {
    expect([daysIn(2024, 2), daysIn(2026, 2), daysIn(2000, 2), daysIn(1900, 2), daysIn(2026, 9)]).toEqual([
      29, 28, 29, 28, 30,
    ]);
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
    expect(weekdaysBetween('2026-11-20', '2026-11-23')).toBe(1);
    expect(weekdaysBetween('2026-11-20', '2026-12-04')).toBe(10);
    expect(weekdaysBetween('2026-11-24', '2026-11-20')).toBe(0);
    expect([yearsBefore('2028-02-29', 18), yearsBefore('2028-02-29', 20), yearsBefore('2026-11-24', 8)]).toEqual([
      '2010-03-01',
      '2008-02-29',
      '2018-11-24',
    ]);
  });
});

describe('e-mail addresses', () => {
  it('keep what stands before the at, and get their domain in one writing', () => {
    expect(normaliseEmail(' Layla.A@BÜCHER.example ')).toBe('Layla.A@xn--bcher-kva.example');
    expect(normaliseEmail('no address')).toBe('no address');
    expect(normaliseEmail('a@b c')).toBe('a@b c');
  });
  it('with a slip are named, not corrected', () => {
    expect(meantDomain('a@Gmial.com')).toBe('gmail.com');
    expect(meantDomain('a@constructor')).toBeUndefined();
    expect(emailFault('a@gmial.com')).toBeNull();
  });
  it('are read in no time, whatever is sent', () => {
    const before = performance.now();
    for (const text of ['a@'.repeat(50_000), '.'.repeat(100_000), `${'a'.repeat(50_000)}@${'b.'.repeat(25_000)}`])
      emailFault(text);
    expect(performance.now() - before).toBeLessThan(50);
  });
});

describe('phone numbers', () => {
  it('are read as people write them', () => {
    expect(plainNumber('\u200E+971 (50) 123-4567')).toBe('+971501234567');
    expect(plainNumber('００９７１５０')).toBe('+97150');
    expect(plainNumber('＋971')).toBe('+971');
  });
  it('get their E.164 form where it can be known, and stay as given where not', () => {
    expect(normalisePhone({ number: '٠٥٠١٢٣٤٥٦٧', country: 'SA' }, phones)).toEqual({
      number: '+966501234567',
      country: 'SA',
    });
    expect(normalisePhone({ number: '+971 50 123 4567' })).toEqual({ number: '+971501234567' });
    expect(normalisePhone({ number: '050 123 4567', country: 'AE' })).toEqual({
      number: '050 123 4567',
      country: 'AE',
    });
    expect(normalisePhone({ country: 'AE' }, phones)).toEqual({ country: 'AE' });
  });
  it('are judged by shape alone until the plans are there', () => {
    expect(phoneFault({ number: '+12025' })).toBe('malformed');
    expect(phoneFault({ number: '0501234567', country: 'AE' })).toBeNull();
    expect(phoneFault({ number: '1'.repeat(18), country: 'AE' })).toBe('malformed');
    expect(phoneFault({ number: '5' })).toBe('malformed');
    expect(phoneFault({})).toBe('malformed');
  });
  it('of an unknown country are judged without it', () => {
    expect(phones.judge('+971501234567', 'ZZ').valid).toBe(true);
    expect(phones.judge('x'.repeat(100))).toEqual({ possible: false, valid: false });
  });
});

describe('places', () => {
  it('ask for a postal code only where there is one', () => {
    expect(addressRules('AE').postalCode).toBe('none');
    expect(addressRules('DE').postalCode).toBe('required');
    expect(addressRules('KE').postalCode).toBe('optional');
    expect(addressRules(undefined)).toEqual({ postalCode: 'optional', locality: 'required' });
    expect(addressRules('SG').locality).toBe('optional');
    expect(countries.filter((code) => addressRules(code).postalCode === 'none').length).toBeGreaterThanOrEqual(55);
    expect(unusualPostalCode('LV', 'LV-1010')).toBe(false);
    expect(unusualPostalCode('GB', 'x')).toBe(false);
  });
  it('are countries once each', () => {
    expect(new Set(countries).size).toBe(countries.length);
    expect(countries).toHaveLength(250);
  });
  it('are regions by code or by name', () => {
    expect(['US-ME', 'me', ' Maine ', 'MAINE'].map((text) => regionCode('US', text))).toEqual(Array(4).fill('US-ME'));
    expect(regionCode('US', 'West Virginia')).toBe('US-WV');
    expect(regionCode('US', 'Cork')).toBeUndefined();
    expect(regionCode('CA', 'Quebec')).toBeUndefined();
    expect(regionCode('CA', 'ca-qc')).toBe('CA-QC');
  });
  it('are eligible or not by the program’s lists', () => {
    const denying = { eligibility: { countries: { deny: ['KP'] }, regions: { deny: ['US-ME'] } } };
    expect([placeEligible(denying, 'KP'), placeEligible(denying, 'AE'), placeEligible(denying, 'US')]).toEqual([
      false,
      true,
      true,
    ]);
    expect([
      placeEligible(denying, 'US', 'Maine'),
      placeEligible(denying, 'US', 'Ohio'),
      placeEligible(denying, 'US', '?'),
    ]).toEqual([false, true, true]);
    const allowing = { eligibility: { countries: { allow: ['AE', 'CA'] }, regions: { allow: ['CA-QC'] } } };
    expect([
      placeEligible(allowing, 'AE', 'x'),
      placeEligible(allowing, 'DE'),
      placeEligible(allowing, 'CA', 'CA-ON'),
    ]).toEqual([true, false, false]);
  });
  it('and circumstances stop the form before anything personal is asked', () => {
    const program = { eligibility: { ...exampleProgram.eligibility, hospitalised: 'block' as const } };
    expect(stopReason(program, {})).toBeUndefined();
    expect(stopReason(program, { notEmergency: false, patientHospitalised: true })).toBe('emergency');
    expect(stopReason(program, { notEmergency: true, patientHospitalised: true })).toBe('hospitalised');
    expect(stopReason(exampleProgram, { patientHospitalised: true })).toBeUndefined();
    expect(stopReason(program, { patientLocation: { country: 'US', region: 'Massachusetts' } })).toBe('ineligible');
    expect(stopReason(program, { patientLocation: { country: 'US', region: 7 } })).toBeUndefined();
    expect(stopReason(program, exampleComplete)).toBeUndefined();
  });
});

describe('measures', () => {
  it('are stored in one unit, and what was given is kept', () => {
    expect(quantityOf('54', 'lb', 'kg')).toEqual({ value: 24.494, unit: 'kg', given: { value: '54', unit: 'lb' } });
    expect(quantityOf('٢٤٫٥', 'kg', 'kg').value).toBe(24.5);
    expect(quantityOf('50', 'in', 'cm').value).toBe(127);
    expect(quantityOf('about 20', 'kg', 'kg')).toEqual({ unit: 'kg', given: { value: 'about 20', unit: 'kg' } });
    expect(quantityOf('3', 'stone', 'kg')).toEqual({ unit: 'kg', given: { value: '3', unit: 'stone' } });
    expect(quantityOf('3', 'mmol', 'mmol').value).toBe(3);
  });
  it('are numbers, with a point or a comma', () => {
    expect(['1,5', '1.5', ' 7 ', '１２'].map(numberOf)).toEqual([1.5, 1.5, 7, 12]);
    expect(['', '-1', '1e3', '1.2.3', '9'.repeat(20)].map(numberOf)).toEqual(Array(5).fill(undefined));
  });
});

describe('the stored writing', () => {
  const { definition } = programForm(exampleProgram, exampleToday);
  const typed = applyMergePatch(exampleComplete, {
    submitter: {
      name: { full: ' Zoë Al Hashimi '.normalize('NFD'), latin: null },
      email: ' M@BÜCHER.example',
      phone: { number: '٠٥٠ ١٢٣ ٤٥٦٧', country: 'AE' },
      contactLanguage: 'AR-eg',
    },
    patient: { birthDate: '٢٠١٨-٥-١٤' },
    guardians: {
      g1: {
        order: 1,
        name: { full: 'K' },
        relationship: 'FTH',
        hasLegalAuthority: true,
        sameAddress: false,
        address: { country: 'EG', lines: [' a '], locality: 'b', postalCode: ' ١١٥١١' },
        phone: '+1 202 555 0123',
        language: '??',
      },
    },
    stranger: ' left alone ',
  }) as JsonObject;

  it('is one, and twice is the same as once', () => {
    const stored = normaliseAnswers(definition, typed, phones);
    expect(stored).toMatchObject({
      submitter: {
        name: { full: 'Zoë Al Hashimi' },
        email: 'M@xn--bcher-kva.example',
        phone: { number: '+971501234567', country: 'AE' },
        contactLanguage: 'ar-EG',
      },
      patient: { birthDate: '2018-05-14' },
      guardians: {
        g1: { address: { lines: ['a'], postalCode: '11511' }, phone: { number: '+12025550123' }, language: '??' },
      },
      stranger: ' left alone ',
    });
    expect(normaliseAnswers(definition, stored, phones)).toEqual(stored);
  });

  it('leaves what it cannot read as it was given', () => {
    const odd = { submitter: { email: 7, phone: ['x'] }, patient: { birthDate: { a: 1 }, residence: 'x' } };
    expect(normaliseAnswers(definition, odd, phones)).toEqual(odd);
  });
});
