/** Names and dates of birth of the patient, where a record says that they are: after a label, never guessed from prose. */
import { firstDate } from './dates.ts';

/** What one page, or one header, says of whom it is about. Health data. */
export interface FoundIdentity {
  readonly names: readonly string[];
  /** ISO dates. */
  readonly birthDates: readonly string[];
}

const nameLabels = [
  "patient(?:'s)?(?: full)?(?: name)?",
  'name of (?:the )?(?:patient|child)',
  "child(?:'s)?(?: name)?",
  'full name',
  'name',
  're',
  'regarding',
  '(?:nombre(?: y apellidos)?(?: del paciente)?|paciente)',
  'nome(?: completo)?(?: d[oe] paciente)?',
  'nom(?: et prénom)?(?: du patient)?',
  'cognome e nome',
  'paziente',
  'name, vorname',
  'patient(?:in)?',
  'naam',
  'imię i nazwisko',
  'pacjent',
  'ad[ıi] soyad[ıi]',
  'hasta(?:nın)?(?: ad[ıi])?',
  'họ (?:và )?tên',
  'nama(?: pasien| lengkap)?',
  'ф\\.?\\s?и\\.?\\s?о\\.?',
  'пациент',
  'اسم المريض',
  'اسم الطفل',
  'الاسم',
  'المريض',
  'نام بیمار',
  '姓名',
  '患者氏名',
  '氏名',
  '이름',
];
const birthLabels = [
  'date of birth',
  'birth ?date',
  'd\\.?o\\.?b\\.?',
  'born(?: on)?',
  'fecha de nacimiento',
  'f\\. ?nac\\.?',
  'data de nascimento',
  'd\\.?n\\.?',
  'date de naissance',
  'né(?:e)? le',
  'data di nascita',
  'nat[oa] il',
  'geburtsdatum',
  'geb\\.?(?:oren)?(?: am)?',
  'geboortedatum',
  'data urodzenia',
  'ur\\.',
  'doğum tarihi',
  'ngày sinh',
  'tanggal lahir',
  'дата рождения',
  'д\\.р\\.',
  'تاريخ الميلاد',
  'تاریخ تولد',
  '出生日期',
  '生年月日',
  '생년월일',
];

const anyOf = (labels: readonly string[]): string => `(?:${labels.join('|')})`;
const nameLine = new RegExp(`(?:^|[\\n|;\\t]| {2}) ?${anyOf(nameLabels)} {0,3}[:：][ \\t]{0,20}([^\\n]{2,80})`, 'giu');
const birthLine = new RegExp(`(?:^|[^\\p{L}])${anyOf(birthLabels)} {0,3}[:：]?\\s{0,3}([^\\n]{4,40})`, 'giu');
const most = 6;
const furthest = 6000;

/** Where a value ends: the next label on the same line, a column gap, a full stop, a bracket, a number. */
const endOfName = /\s{2,}|[.;|()[\]\d:：\t]|,\s*(?:d\.?o\.?b|born|aged?|date|male|female|né|geb|nacid)/iu;

/** A person's name: one to seven words, most of them with a capital where the script has any. */
function nameIn(value: string): string | undefined {
  const end = value.search(endOfName);
  // A title's full stop ends no name.
  const text = (end < 0 ? value : value.slice(0, end)).replace(/^[\s,–-]+|[\s,–-]+$/g, '');
  const words = text.match(/\p{L}[\p{L}\p{M}'’.-]*/gu) ?? [];
  if (words.length === 0 || words.length > 7 || text.length > 60) return undefined;
  const small = words.filter(
    (word) => word.length > 3 && word === word.toLowerCase() && word !== word.toUpperCase(),
  ).length;
  return small * 2 > words.length || words.join('').length < 2 ? undefined : text;
}

/** Reads the labelled names and dates of birth at the beginning of a page's text. */
export function findIdentity(text: string): FoundIdentity {
  const head = text.slice(0, furthest);
  const names = new Set<string>();
  const birthDates = new Set<string>();
  for (const [, value = ''] of head.matchAll(nameLine)) {
    const name = nameIn(value);
    if (name !== undefined && names.size < most) names.add(name);
  }
  for (const [, value = ''] of head.matchAll(birthLine)) {
    const date = firstDate(value);
    if (date !== undefined && birthDates.size < most) birthDates.add(date);
  }
  return { names: [...names], birthDates: [...birthDates] };
}
