/**
 * How records in other languages than English are headed and dated, in the languages that families of a program write
 * most. Accents and capitals do not count. What is offered by them is offered, and decided by nobody; see `offers.ts`.
 */
import type { RecordCategory } from '../protocol/record-categories.ts';

/** Text as the patterns here are compared with: small letters without marks. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Alternatives by language: Spanish, Portuguese, French, German, Italian, Turkish, Polish, Romanian, Russian, Arabic. */
const words: readonly (readonly [RecordCategory, readonly string[]])[] = [
  [
    'discharge-summary',
    [
      'informe de alta|resumen de alta|epicrisis|(?:hoja|resumen) de egreso',
      '(?:resumo|sumario|relatorio|nota) de alta',
      "lettre de sortie|compte[- ]rendu (?:d['’]hospitalisation|de sortie)",
      'entlassungs(?:brief|bericht)',
      'lettera di dimissione|relazione di dimissione',
      'epikriz(?: raporu)?|taburculuk (?:ozeti|raporu)|c[iı]k[iı]s ozeti',
      'karta informacyjna|wypis ze szpitala',
      'bilet de (?:iesire|externare)',
      'выписной эпикриз|выписка из истории болезни',
      'تقرير (?:ال)?خروج|ملخص (?:ال)?خروج',
    ],
  ],
  [
    'referral-letter',
    [
      'hoja de referencia|(?:carta|volante) de (?:derivacion|referencia)',
      '(?:carta|guia) de encaminhamento',
      "lettre d['’]adressage",
      'uberweisung(?:sschein)?',
      'lettera di invio',
      'sevk (?:kag[iı]d[iı]|formu)',
      'skierowanie',
      'bilet de trimitere',
      'направление на (?:консультацию|госпитализацию)',
      'كتاب تحويل|تحويل طبي',
    ],
  ],
  [
    'operative-note',
    [
      'protocolo (?:quirurgico|operatorio)|nota (?:quirurgica|operatoria)',
      'relatorio cirurgico|descricao cirurgica',
      'compte[- ]rendu operatoire',
      'op-bericht|operationsbericht',
      'verbale operatorio',
      'ameliyat (?:notu|raporu)',
      'protokol operac(?:yjny|ji)',
      'protocol operator',
      'протокол операции',
      'محضر عملية|تقرير (?:ال)?عملية',
    ],
  ],
  [
    'pathology-report',
    [
      'informe (?:anatomopatologico|de anatomia patologica)',
      'laudo (?:anatomopatologico|histopatologico)',
      "compte[- ]rendu (?:anatomo-?pathologique|d['’]anatomo-?pathologie)",
      'histologischer befund|histologiebefund',
      'referto istologico|esame istologico',
      'patoloji raporu',
      '(?:wynik )?badani[ea] histopatologiczne(?:go)?',
      'buletin histopatologic',
      'гистологическое (?:исследование|заключение)',
      'تقرير (?:التشريح المرضي|الفحص النسيجي)',
    ],
  ],
  [
    'echo-report',
    [
      'ecocardiogra(?:ma|fia)',
      'echocardiographie',
      'echokardiographie',
      'ekokardiyografi(?: raporu)?',
      'echokardiografia',
      'эхокг|эхокардиография',
      'ايكو القلب',
    ],
  ],
  [
    'imaging-report',
    [
      'informe (?:radiologico|ecografico|de (?:la )?(?:resonancia|ecografia|tomografia|tc|tac|rm|rx))',
      'laudo (?:radiologico|de (?:ressonancia|tomografia|ultrassonografia))',
      "compte[- ]rendu (?:d['’]|de )(?:irm|scanner|echographie|radiographie|imagerie)",
      '(?:mrt|ct|rontgen|sonographie)[- ]?befund|radiologischer befund',
      'referto (?:radiologico|ecografico|di risonanza)',
      '(?:mr|bt|usg|radyoloji) raporu',
      '(?:opis|wynik) badania (?:mr|tk|usg|rtg)',
      'протокол (?:мрт|кт|узи)',
      'تقرير (?:ال)?(?:اشعة|رنين)',
    ],
  ],
  [
    'lab-report',
    [
      '(?:informe|resultados?) de laboratorio|analisis clinicos',
      'exames? laboratoria(?:l|is)|resultado de exames?',
      'bilan biologique|analyses? (?:biologiques?|medicales)',
      'laborbefund|laborbericht|laborwerte',
      'esami (?:di laboratorio|ematochimici)|referto di laboratorio',
      '(?:laboratuvar|tahlil) sonuc(?:u|lar[iı])',
      'wyniki badan(?: laboratoryjnych)?',
      'buletin de analize',
      'результаты анализов|общий анализ крови',
      'نتائج (?:ال)?تحاليل|تقرير (?:ال)?مختبر',
    ],
  ],
  [
    'immunisation',
    [
      '(?:carne|carnet|cartilla|esquema) de vacunacion',
      '(?:caderneta|cartao) de vacina(?:cao)?',
      'carnet de vaccination',
      'impf(?:pass|ausweis|buch)',
      '(?:libretto|certificato) (?:delle )?vaccin(?:azioni|ale)',
      'as[iı] kart[iı]',
      'karta szczepien',
      'carnet de vaccinari',
      'прививочный сертификат|сертификат прививок',
      'بطاقة (?:ال)?تطعيم|دفتر (?:ال)?(?:لقاحات|تطعيم)',
    ],
  ],
  [
    'clinical-summary',
    [
      'informe (?:medico|clinico)|resumen clinico',
      'relatorio medico',
      'rapport medical',
      'arztlicher bericht|befundbericht',
      'relazione clinica',
      't[iı]bbi rapor',
      'referat medical',
      'медицинское заключение',
      'تقرير طبي',
    ],
  ],
];

const pattern = (alternatives: readonly string[], behind: string): RegExp =>
  new RegExp(`(?:^|[^\\p{L}])(?:${alternatives.map(folded).join('|')})${behind}`, 'u');

/** Compared with {@link folded} lines; the more special ones first. */
export const foreignTitles: readonly (readonly [RecordCategory, RegExp])[] = words.map(
  ([category, alternatives]) => [category, pattern(alternatives, '(?!\\p{L})')] as const,
);

/** What stands between a label and its date. */
const then = String.raw`(?:\s*[:.–-])*\s*(?=[\p{L}\p{Nd}])`;

/** Compared with {@link folded} pages; what tells more stands first. A birth date is never meant. */
export const foreignDates: readonly RegExp[] = [
  pattern(
    [
      'fecha del? (?:informe|estudio|examen)|fecha de (?:realizacion|consulta|intervencion)',
      'data do (?:exame|laudo|relatorio)',
      "date (?:du compte[- ]rendu|de l['’]examen|de la consultation)",
      'befunddatum|untersuchungsdatum|datum der untersuchung',
      "data (?:del referto|dell['’]esame|referto|esame)",
      '(?:rapor|tetkik) tarihi',
      'data (?:badania|wydania)',
      'data (?:examinarii|eliberarii)',
      'дата (?:исследования|заключения)',
      'تاريخ (?:التقرير|الفحص)',
    ],
    then,
  ),
  pattern(
    [
      'fecha de (?:alta|egreso)',
      'data d[ae] alta',
      'date de sortie',
      'entlassungsdatum',
      'data (?:di )?dimissione',
      '(?:taburculuk|c[iı]k[iı]s) tarihi',
      'data wypisu',
      'data externarii',
      'дата выписки',
      'تاريخ الخروج',
    ],
    then,
  ),
  pattern(
    [
      'fecha de (?:toma|extraccion)(?: de (?:la )?muestra)?',
      'data da coleta',
      'date (?:du|de) prelevement',
      'entnahmedatum',
      'data (?:del )?prelievo',
      'numune al[iı](?:s|m) tarihi',
      'data pobrania',
      'data recoltarii',
      'дата (?:взятия|забора)',
      'تاريخ (?:السحب|العينة)',
    ],
    then,
  ),
  /(?:^|\n)[ \t]*(?:fecha|data|date|datum|tarih|дата|التاريخ)[ \t]*:[ \t]*(?=[\p{L}\p{Nd}])/u,
];
