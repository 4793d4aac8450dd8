/** Phone numbers of 85 countries by their plans' example numbers, and what goes wrong with numbers (access-form.md 0). */
import type { Json } from '../merge-patch.ts';
import { at, type ExpectedIssue, type FormVector, registration } from './vector.ts';

const pointer = '/submitter/phone';
const phone = (label: string, value: Json, expected: readonly ExpectedIssue[] = []): FormVector =>
  registration(`phone: ${label}`, at('submitter.phone', value), expected);

/** Example mobile numbers of the numbering plans, E.164. */
const examples =
  'AE:+971501234567 SA:+966512345678 QA:+97433123456 KW:+96550012345 BH:+97336001234 OM:+96892123456 JO:+962790123456 ' +
  'LB:+96171123456 IQ:+9647912345678 IR:+989123456789 EG:+201001234567 MA:+212650123456 DZ:+213551234567 TN:+21620123456 ' +
  'LY:+218912345678 SD:+249911231234 TR:+905012345678 PK:+923012345678 IN:+918123456789 BD:+8801812345678 LK:+94712345678 ' +
  'NP:+9779841234567 AF:+93701234567 UZ:+998912345678 KZ:+77710009998 RU:+79123456789 UA:+380501234567 PL:+48512345678 ' +
  'DE:+4915123456789 AT:+43664123456 CH:+41781234567 FR:+33612345678 BE:+32450001234 NL:+31612345678 GB:+447400123456 ' +
  'IE:+353850123456 ES:+34612345678 PT:+351912345678 IT:+393123456789 GR:+306912345678 RO:+40712034567 BG:+35943012345 ' +
  'HU:+36201234567 CZ:+420601123456 SE:+46701234567 NO:+4740612345 FI:+358412345678 DK:+4534412345 US:+12025550123 ' +
  'CA:+15062345678 MX:+522221234567 BR:+5511961234567 AR:+5491123456789 CL:+56221234567 CO:+573211234567 PE:+51912345678 ' +
  'EC:+593991234567 VE:+584121234567 CN:+8613123456789 HK:+85251234567 TW:+886912345678 JP:+819012345678 KR:+821020000000 ' +
  'VN:+84912345678 TH:+66812345678 MY:+60123456789 SG:+6581234567 ID:+62812345678 PH:+639051234567 AU:+61412345678 ' +
  'NZ:+64211234567 NG:+2348021234567 KE:+254712123456 GH:+233231234567 ET:+251911234567 TZ:+255621234567 UG:+256712345678 ' +
  'ZA:+27711234567 SN:+221701234567 CI:+2250123456789 CM:+237671234567 IL:+972502345678 CY:+35796123456 GE:+995555123456 ' +
  'AM:+37477123456';

const byCountry = examples.split(' ').map((entry) => {
  const [country = '', number = ''] = entry.split(':');
  return phone(`${country}, international`, { number, country });
});

export const phoneVectors: readonly FormVector[] = [
  ...byCountry,
  phone('national with its country', { number: '050 123 4567', country: 'AE' }),
  phone('national in Arabic digits', { number: '٠٥٠١٢٣٤٥٦٧', country: 'SA' }),
  phone('international in Arabic digits', { number: '+٩٦٦٥٠١٢٣٤٥٦٧' }),
  phone('national in Persian digits', { number: '۰۹۱۲۳۴۵۶۷۸۹', country: 'IR' }),
  phone('national in full-width digits', { number: '０９０－１２３４－５６７８', country: 'JP' }),
  phone('with dots, spaces, brackets, dashes', { number: '+1 (202) 555-01.23' }),
  phone('with 00 for the plus', { number: '00971501234567' }),
  phone('without country', { number: '0501234567', country: null }, [[pointer, 'phone.country-missing']]),
  phone('a text alone', '+12025550123'),
  phone('too short for its country', { number: '+1202555', country: 'US' }, [[pointer, 'phone.impossible']]),
  phone('too long for its country', { number: '+120255501234' }, [[pointer, 'phone.impossible']]),
  phone('country code that nobody has', { number: '+999123456789' }, [[pointer, 'phone.impossible']]),
  phone('more than 15 digits', { number: '+9715012345678901' }, [[pointer, 'phone.malformed']]),
  phone('unusual but possible', { number: '+19995550123' }, [[pointer, 'phone.unlikely', 'warning']]),
  phone('unusual and kept', { number: '+19995550123', kept: true }),
  phone('letters', { number: 'call me' }, [[pointer, 'phone.malformed']]),
  phone('letters among digits', { number: '+1 202 555 CALL' }, [[pointer, 'phone.malformed']]),
  phone('a plus in the middle', { number: '05+0123456', country: 'AE' }, [[pointer, 'phone.malformed']]),
  phone('empty number', { number: '', country: 'AE' }, [[pointer, 'required']]),
  phone('a number in JSON', { number: 971501234567 }, [[pointer, 'malformed']]),
  phone('a list', ['+971501234567'], [[pointer, 'malformed']]),
  phone('none', null, [[pointer, 'required']]),
];

const mail = (label: string, value: Json, expected: readonly ExpectedIssue[] = []): FormVector =>
  registration(`e-mail: ${label}`, at('submitter.email', value), expected);
const mailPointer = '/submitter/email';
const wrong: readonly ExpectedIssue[] = [[mailPointer, 'email.malformed']];

export const emailVectors: readonly FormVector[] = [
  mail('plain', 'mariam@family.example'),
  mail('with a plus and dots', 'm.al-hashimi+layla@sub.family.example'),
  mail('letters of another script before the at', 'ليلى@family.example'),
  mail('domain in another script', 'layla@مثال.إختبار'),
  mail('domain with an umlaut', 'layla@bücher.example'),
  mail('capitals', 'Mariam@Family.EXAMPLE'),
  mail('spaces around', '  mariam@family.example '),
  mail('no at', 'mariam.family.example', wrong),
  mail('two ats', 'mariam@home@family.example', wrong),
  mail('nothing before the at', '@family.example', wrong),
  mail('nothing after the at', 'mariam@', wrong),
  mail('no dot in the domain', 'mariam@family', wrong),
  mail('a dot at the end', 'mariam@family.example.', wrong),
  mail('two dots', 'mariam..a@family.example', wrong),
  mail('a space inside', 'mariam al@family.example', wrong),
  mail('a comma for a dot', 'mariam@family,example', wrong),
  mail('an address of numbers', 'mariam@192.0.2.1', wrong),
  mail('a path behind', 'mariam@family.example/x', wrong),
  mail('a name around', 'Mariam <mariam@family.example>', wrong),
  mail('65 letters before the at', `${'m'.repeat(65)}@family.example`, wrong),
  mail('254 octets', `m@${`${'f'.repeat(60)}.`.repeat(4)}examp.le`.slice(0, 254)),
  mail('255 octets', `${'m'.repeat(60)}@${`${'f'.repeat(60)}.`.repeat(3)}${'f'.repeat(9)}.ex`, [
    [mailPointer, 'email.too-long'],
  ]),
  mail('a slip of the finger', 'mariam@gmial.com', [[mailPointer, 'email.slip', 'warning']]),
  mail('a line break', 'mariam@family.example\nbcc: a@b.example', wrong),
  mail('a hidden character', 'mar\u202Eiam@family.example', [[mailPointer, 'text.control-characters']]),
  mail('a number', 7, [[mailPointer, 'malformed']]),
  mail('none', null, [[mailPointer, 'required']]),
];
