/**
 * Whole pages in English made of held-out text: some full of names, quotes and terms of other languages, which stay English,
 * and some with a sentence or two in another language in Latin letters, which do not.
 */
import { isLatin, loadCorpus, type CorpusDocument } from './corpus.ts';
import { plain } from './noise.ts';
import { createRandom, type Random } from './random.ts';

export interface SamplePage {
  readonly text: string;
  /** Letters in another language as a share of all; 0 in a page that is English. */
  readonly share: number;
  readonly language: string;
}

export interface PageSet {
  readonly name: string;
  readonly pages: readonly SamplePage[];
}

/** What English letters hold of other languages. In none of the training data. */
const strange: readonly string[] = [
  'Copies to: Dr. med. Hans-Ulrich von der Leyden, Klinik für Kinderkardiologie, Universitätsklinikum Musterstadt, Am Steinberg 4',
  'Seen together with Dra. María de los Ángeles Quiñones Echeverría and Dr. José Luis Zubizarreta at Hospital Infantil Virgen de la Esperanza.',
  'Referred by Dr Nguyễn Hoàng Phương Thảo, Bệnh viện Nhi Trung ương, and by Dr Trương Quốc Bảo, Khoa Tim mạch.',
  'Hôpital Necker-Exemple, Service de Néphrologie Pédiatrique, 149 rue de la Fontaine, Professeur Thérèse Beauchêne-Delacroix',
  'Her uncle Krzysztof Brzezińczyk-Dąbrowski and her grandmother Stanisława live in Łódź, ul. Piotrkowska 112 m. 8.',
  'Ospedale Pediatrico San Gennaro della Misericordia, Unità Operativa Complessa di Neurologia, Via dei Tigli 14, Dott.ssa Benedetta Schiavone',
  'The diagnosis in the old notes reads: atresia ani et recti congenita cum fistula rectovestibulari, ductus arteriosus persistens, foramen ovale apertum.',
  'Cultures grew Staphylococcus aureus, Klebsiella pneumoniae, Enterococcus faecalis and Stenotrophomonas maltophilia; no Candida albicans.',
  'Current medicines: Depakine Chrono, Keppra, Rivotril, Euthyrox, Ventolin, Pulmicort, Nexium, Vigantol, Maltofer, Creon and Kaletra.',
  'Amoxicilina-clavulanato, levetiracetam, fenobarbital, prednisolona, omeprazol, salbutamol, metronidazol (names as on the boxes).',
  'He says that it feels like "se me duerme toda la pierna y no puedo pararme" when he wakes up.',
  'Her father described it as «comme si elle était ailleurs pendant quelques secondes» and this has not changed.',
  'The teacher wrote „er träumt oft vor sich hin und antwortet nicht“ in the school report.',
  'Mother: "anak saya sering kejang kalau demam tinggi". She has seen three of these.',
  'The form "Karta informacyjna leczenia szpitalnego" from the first hospital is attached with its translation.',
  'Escherichia coli, vena cava inferior, musculus sternocleidomastoideus, nervus laryngeus recurrens and arteria carotis communis were shown.',
  'Passport: Oluwafunmilayo Ibironke Adewale-Ogunbanjo; mother Chukwuemekaria Nwachukwu; address 12 Adeola Odeku, Ikeja, Lagos.',
  'Abdulrahman bin Abdulaziz bin Muhammad al Harbi, Al Olaya, Ar Riyad, was with his brother Sultan bin Abdulaziz al Harbi.',
  'Siti Nurhaliza binti Ahmad Zulkifli and Muhammad Hafiz bin Abdullah, Jalan Tun Razak, Taman Desa, Kuala Lumpur, were at the visit.',
  'Şeyma Gülsüm Karaosmanoğlu, Hacettepe Mahallesi, Çiçek Sokak, Çankaya; Uzm. Dr. Oğuzhan Yağcıoğlu referred her.',
  'jose hernandez ibanez, maria guadalupe hernandez ibanez and santiago de la cruz came with the patient today.',
  'Genes tested: SCN1A, KCNQ2, CDKL5, STXBP1, PCDH19, SLC2A1, GNAO1, ARX, TSC1, TSC2, MECP2, FOXG1, UBE3A, POLG.',
  'Vaccines: Infanrix hexa, Prevenar, Rotarix, Priorix-Tetra, Bexsero, Nimenrix, Havrix, Fluenz Tetra, BCG, Hexaxim, Varilrix.',
  'Cc Prof. João Gonçalves Conceição, Serviço de Cirurgia Cardiotorácica, Centro Hospitalar e Universitário de Nenhures, Praça da República',
];

/** Half as paragraphs, half in lines as a page is wide. */
function laidOut(paragraphs: readonly string[], random: Random): string {
  if (random.chance(0.5)) return paragraphs.join('\n');
  const width = 70 + random.below(40);
  const lines: string[] = [];
  for (const paragraph of paragraphs) {
    let line = '';
    for (const word of paragraph.split(/\s+/)) {
      if (line !== '' && line.length + word.length >= width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

/** Sentences one after another from a few documents, `length` characters or so, as paragraphs of about 400. */
function paragraphsOf(documents: readonly CorpusDocument[], length: number, random: Random): string[] {
  const out: string[] = [''];
  let size = 0;
  while (size < length) {
    const { lines } = random.pick(documents);
    for (const line of lines) {
      const clean = line.trim();
      if (clean === '') continue;
      const last = out.at(-1) ?? '';
      if (last.length > 400 || random.chance(0.1)) out.push(clean);
      else out[out.length - 1] = last === '' ? clean : `${last} ${clean}`;
      size += clean.length;
      if (size >= length) break;
    }
  }
  return out.filter((one) => one !== '');
}

/** Puts a piece between two sentences of a paragraph, or between two paragraphs. */
function putIn(paragraphs: readonly string[], piece: string, random: Random): string[] {
  const out = [...paragraphs];
  const at = random.below(out.length);
  const into = out[at] as string;
  const ends = [...into.matchAll(/[.;]\s/g)].map((match) => match.index + 1);
  if (ends.length === 0 || random.chance(0.4)) out.splice(at, 0, piece);
  else {
    const end = random.pick(ends);
    out[at] = `${into.slice(0, end)} ${piece}${into.slice(end)}`;
  }
  return out;
}

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

export function pageSets(count: number): PageSet[] {
  const random = createRandom(20261127);
  const test = loadCorpus().filter((one) => one.split === 'test');
  const english = test.filter((one) => one.language === 'en' && one.source !== 'dialogue');
  const spoken = test.filter((one) => one.source === 'dialogue');
  const foreign = [
    ...Map.groupBy(
      test.filter((one) => one.source === 'clinical' && one.language !== 'en' && isLatin(one)),
      (one) => one.language,
    ).values(),
  ];
  const body = (): string[] => paragraphsOf(random.chance(0.85) ? english : spoken, 700 + random.below(2300), random);
  const sentences = (one: CorpusDocument): string[] =>
    one.lines.flatMap((line) => line.split(/(?<=[.;])\s/)).filter((line) => letters(line) >= 25);
  const names = (): SamplePage => {
    let page = body();
    for (let n = 1 + random.below(5); n > 0; n -= 1) page = putIn(page, random.pick(strange), random);
    const text = laidOut(page, random);
    return { text: random.chance(0.2) ? plain(text) : text, share: 0, language: 'en' };
  };
  const plainPage = (): SamplePage => ({ text: laidOut(body(), random), share: 0, language: 'en' });
  /** A foreign passage of at least `least` letters. */
  const foreignPage = (least: number, most: number): SamplePage | undefined => {
    const document = random.pick(foreign[random.below(foreign.length)] as CorpusDocument[]);
    const all = sentences(document);
    if (all.length === 0) return undefined;
    let piece = '';
    for (let at = random.below(all.length); at < all.length && letters(piece) < least; at += 1) {
      piece = `${piece} ${all[at] ?? ''}`.trim();
    }
    if (letters(piece) < least || letters(piece) > most) return undefined;
    if (random.chance(0.25)) piece = plain(piece);
    let page = body();
    if (random.chance(0.5)) page = putIn(page, random.pick(strange), random);
    const text = laidOut(putIn(page, piece, random), random);
    return { text, share: letters(piece) / letters(text), language: document.language };
  };
  const many = (make: () => SamplePage | undefined): SamplePage[] => {
    const pages: SamplePage[] = [];
    for (let tried = 0; pages.length < count && tried < count * 40; tried += 1) {
      const page = make();
      if (page !== undefined) pages.push(page);
    }
    return pages;
  };
  const below = (page: SamplePage | undefined): SamplePage | undefined =>
    page !== undefined && page.share < 0.12 ? page : undefined;
  return [
    { name: 'English pages', pages: many(plainPage) },
    { name: 'English pages full of names, quotes and terms', pages: many(names) },
    {
      name: 'a sentence of 40 to 59 letters in another language, under 12 %',
      pages: many(() => below(foreignPage(40, 59))),
    },
    {
      name: 'a sentence of 60 to 99 letters in another language, under 12 %',
      pages: many(() => below(foreignPage(60, 99))),
    },
    {
      name: 'a passage of 100 letters and more in another language, under 12 %',
      pages: many(() => below(foreignPage(100, 400))),
    },
  ];
}
