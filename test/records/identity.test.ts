import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import { compareIdentity } from '../../src/records/identity/compare.ts';
import { firstDate, sameDate } from '../../src/records/identity/dates.ts';
import { findIdentity } from '../../src/records/identity/find.ts';
import { englishPdf } from '../fixtures/records.ts';

const layla = { name: 'ليلى حداد', latin: 'Layla Haddad', birthDate: '2021-03-14' };

describe('names and dates of birth are found after their labels', () => {
  it.each([
    ['Patient: Layla Haddad. Date of birth: 14 March 2021. Ward: Children 2 East.', 'Layla Haddad', '2021-03-14'],
    ['Name: HADDAD, Layla   DOB: 14/03/2021   MRN: 4471', 'HADDAD, Layla', '2021-03-14'],
    ['Patient name: Layla Haddad\nBorn: March 14, 2021', 'Layla Haddad', '2021-03-14'],
    ['Paciente: Layla Haddad. Fecha de nacimiento: 14 de marzo de 2021.', 'Layla Haddad', '2021-03-14'],
    ['Name, Vorname: Haddad, Layla\nGeburtsdatum: 14.03.2021', 'Haddad, Layla', '2021-03-14'],
    ['اسم المريض: ليلى حداد\nتاريخ الميلاد: ١٤/٠٣/٢٠٢١', 'ليلى حداد', '2021-03-14'],
    ['姓名:王小明\n出生日期:2021年3月14日', '王小明', '2021-03-14'],
  ])('%s', (text, name, date) => {
    expect(findIdentity(text)).toEqual({ names: [name], birthDates: [date] });
  });

  it('and prose is not taken for a name', () => {
    expect(findIdentity('The patient was seen today. She was born at 38 weeks by caesarean section.')).toEqual({
      names: [],
      birthDates: [],
    });
    expect(findIdentity('Patient: was admitted with fever and cough since three days')).toEqual({
      names: [],
      birthDates: [],
    });
  });
});

describe('the same child', () => {
  it.each([
    ['Layla Haddad', '2021-03-14'],
    ['HADDAD, Layla', '2021-03-14'],
    ['Leila Hadad', '2021-03-14'],
    ['L. Haddad', '2021-03-14'],
    ['ليلى حداد', '2021-03-14'],
    ['Лейла Хаддад', '2021-03-14'],
    ['Layla Omar Haddad', '2021-14-03'],
  ])('%s', (name, date) => {
    expect(compareIdentity({ names: [name], birthDates: [date] }, layla).outcome).toBe('matches');
  });

  it.each([
    ['Mohammed Al-Rashid', 'محمد الرشيد'],
    ['Muhammad Alrashid', 'محمد الرشيد'],
    ['Abdulrahman Khaled', 'عبدالرحمن خالد'],
    ['Yusuf Şahin', 'Yousuf Sahin'],
    ['Aleksandr Kuznetsov', 'Александр Кузнецов'],
    ['Nguyễn Thị Ngọc', 'Ngoc Nguyen Thi'],
    ['Διονύσιος Παπαδόπουλος', 'Dionysios Papadopoulos'],
  ])('%s and %s', (one, other) => {
    expect(compareIdentity({ names: [one], birthDates: [] }, { latin: other }).outcome).toBe('matches');
  });
});

describe('another child', () => {
  it.each([
    ['Omar Haddad', '2019-07-02', 'a brother'],
    ['Peter Doe', '2021-03-14', 'another name, the same day'],
    ['Layla Haddad', '2011-08-20', 'a namesake'],
    ['王小明', '2020-01-01', 'a name that cannot be compared, another day'],
  ])('%s, %s: %s', (name, date) => {
    expect(compareIdentity({ names: [name], birthDates: [date] }, layla).outcome).toBe('differs');
  });

  it('or nothing is known', () => {
    expect(compareIdentity({ names: [], birthDates: [] }, layla).outcome).toBe('not-found');
    expect(compareIdentity({ names: ['王小明'], birthDates: [] }, layla).outcome).toBe('not-found');
  });
});

it('reads dates as they are written', () => {
  expect(firstDate('3/25/2021')).toBe('2021-03-25');
  expect(firstDate('1st May 2020')).toBe('2020-05-01');
  expect(firstDate('۲۰۲۱/۰۳/۱۴')).toBe('2021-03-14');
  expect(firstDate('99/99/2021')).toBeUndefined();
  expect(sameDate('2021-03-14', '2021')).toBe(true);
  expect(sameDate('2021-03-14', '2021-04')).toBe(false);
});

it('is part of the verdict where the patient is known, and only there', async () => {
  const file = await englishPdf(3);
  expect((await checkRecord(file, { patient: layla })).identity).toMatchObject({
    outcome: 'matches',
    birthDates: ['2021-03-14'],
  });
  expect(
    (await checkRecord(file, { patient: { latin: 'Peter Doe', birthDate: '2018-01-01' } })).identity?.outcome,
  ).toBe('differs');
  expect((await checkRecord(file)).identity).toBeUndefined();
});
