/** What happens to text on its way into a PDF: lost accents, capitals, bad recognition, names and units in between. */
import type { Random } from './random.ts';

const confusions: readonly (readonly [string, string])[] = [
  ['l', '1'],
  ['i', 'l'],
  ['o', '0'],
  ['e', 'c'],
  ['rn', 'm'],
  ['m', 'rn'],
  ['h', 'b'],
  ['n', 'u'],
  ['a', 'o'],
  ['s', '5'],
  ['t', 'f'],
  ['u', 'v'],
  ['g', 'q'],
  ['cl', 'd'],
  ['r', 'i'],
  ['c', 'e'],
  ['f', 't'],
  ['y', 'v'],
];

/** Recognition errors at a rate per character: confusions, losses, doubled and missing spaces. */
export function misread(text: string, rate: number, random: Random): string {
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (!random.chance(rate)) {
      out += character;
      continue;
    }
    const options = confusions.filter(([from]) => text.startsWith(from, at));
    const what = random.below(10);
    if (what < 6 && options.length > 0) {
      const [from, to] = random.pick(options);
      out += to;
      at += from.length - 1;
    } else if (what < 8) out += String.fromCharCode(97 + random.below(26));
    else if (what < 9) out += `${character} `;
  }
  return out;
}

/** As typed on a keyboard without accents. The vowel signs of Indian scripts are no accents. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[łŁ]/g, 'l')
    .replace(/ı/g, 'i')
    .replace(/[đĐ]/g, 'd')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae');

const given =
  'Layla Omar Ngoc Thi Wojciech Agnieszka Sven Björn Carmen José María João Conceição Giulia Marco Zeynep Mehmet Ahmed Fatima Mohammed Aisha Priya Rajesh Wei Xiaoming Hiroshi Yuki Oluwaseun Chidi Amara Kwame Dmitri Olga Natalia Ivana Luka Petra Jürgen Anneliese François Chloé Santiago Guadalupe Nguyen Minh Putri Budi Siti'.split(
    ' ',
  );
const family =
  'Haddad Al-Rashid Nguyen Wiśniewska Kowalski Lindqvist Sørensen Ibáñez García Rodríguez Fernandes Conceição Oliveira Marchetti Rossi Yıldırım Öztürk Hernández Müller Schäfer Lefèvre Dubois van-der-Heijden Chowdhury Krishnamurthy Okonkwo Adebayo Mensah Petrov Kuznetsova Horvat Novák Szabó Papadopoulos Tanaka Suharto Wibowo Santos Reyes'.split(
    ' ',
  );
const places =
  'Riyadh Dubai Sharjah Madrid Barcelona Lisboa München Heidelberg Warszawa Kraków Istanbul Ankara Hanoi Jakarta Manila Lagos Nairobi Bucharest Praha Zagreb Stockholm København Helsinki Budapest Torino Bologna Lyon Marseille Guadalajara Bogotá'.split(
    ' ',
  );
const medicines =
  'amoxicillin ceftriaxone paracetamol ibuprofen omeprazole levetiracetam valproate lamotrigine topiramate midazolam prednisolone methotrexate vincristine cyclophosphamide furosemide spironolactone captopril enalapril propranolol digoxin heparin aspirin salbutamol budesonide montelukast insulin levothyroxine vancomycin gentamicin meropenem fluconazole aciclovir ondansetron morphine fentanyl ketamine propofol diazepam carbamazepine clobazam baclofen amlodipine sildenafil bosentan tacrolimus mycophenolate rituximab amoxicilina ceftriaxona omeprazol Augmentin Keppra Depakine Ventolin Nurofen Panadol'.split(
    ' ',
  );
const units =
  'mg ml mL g/dL mmol/L kg cm mm mg/kg U/L IU/L mcg µg ng/mL pg fL mEq/L mmHg bpm % x10^9/L CRP Hb WBC MCV MCH ALT AST GGT LDH TSH FT4 IgG IgA IgM INR aPTT pH pCO2 SpO2 HbA1c CD3 CD19 MRI CT EEG ECG T1 T2 FLAIR'.split(
    ' ',
  );

/** Latin as doctors of every language write it: anatomy, diagnoses, organisms. */
const latin =
  'ductus arteriosus apertus|foramen ovale|arteria pulmonalis|vena cava superior|vena portae|truncus coeliacus|atrium sinistrum|ventriculus dexter|septum interventriculare|musculus quadriceps femoris|musculus deltoideus|nervus facialis|nervus ischiadicus|plexus brachialis|corpus callosum|cauda equina|medulla oblongata|fossa posterior|cisterna magna|hallux valgus|pes equinovarus congenitus|genu valgum|cubitus varus|coxa vara|spina bifida aperta|atresia oesophagi|atresia choanae|atresia biliaris|hernia inguinalis|hernia umbilicalis|situs inversus totalis|cor triatriatum|cor pulmonale|status epilepticus|status post operationem|exitus|diabetes mellitus|diabetes insipidus|otitis media acuta|tonsillitis chronica|sinusitis maxillaris|meningitis purulenta|osteomyelitis acuta|pneumonia lobaris|bronchiolitis obliterans|nephritis interstitialis|lupus erythematosus|purpura fulminans|naevus flammeus|ichthyosis vulgaris|epidermolysis bullosa|Escherichia coli|Pseudomonas aeruginosa|Streptococcus pyogenes|Streptococcus pneumoniae|Haemophilus influenzae|Neisseria meningitidis|Acinetobacter baumannii|Mycobacterium tuberculosis|Clostridioides difficile|Proteus mirabilis|Serratia marcescens|Aspergillus fumigatus|Toxoplasma gondii|Plasmodium falciparum|Bordetella pertussis|Salmonella enterica|fissura palati mollis et duri|labium fissum unilaterale|hydrocephalus internus|craniosynostosis suturae sagittalis|luxatio coxae congenita|torticollis muscularis|scoliosis thoracalis dextroconvexa|omphalocele|gastroschisis|megacolon congenitum|stenosis pylori hypertrophica|invaginatio ileocolica|volvulus intestini tenuis|appendicitis perforata cum peritonitide|cirrhosis hepatis|hepatitis autoimmunis|varices oesophagi|hydronephrosis bilateralis|refluxus vesicoureteralis|hypospadia penis|cryptorchismus bilateralis|hydrocele testis|enuresis nocturna|anaemia haemolytica|thrombocytopenia immunis|leucaemia lymphoblastica acuta|lymphoma malignum|neuroblastoma glandulae suprarenalis|nephroblastoma renis sinistri|retinoblastoma bilaterale|medulloblastoma cerebelli|glioma nervi optici|sarcoma osteogenes femoris|epilepsia partialis symptomatica|paralysis cerebralis infantilis|hemiparesis sinistra|microcephalia|retardatio psychomotorica|strabismus convergens|cataracta congenita|ptosis palpebrae|otitis externa|hypacusis bilateralis|tonsillae hypertrophicae|vegetationes adenoideae|laryngitis subglottica|asthma bronchiale|bronchiectasia lobi inferioris|pneumothorax spontaneus|tetralogia Fallot|transpositio vasorum magnorum|coarctatio aortae|defectus septi ventriculorum|insufficientia valvulae mitralis|cardiomyopathia dilatativa|arthritis juvenilis idiopathica|dermatitis atopica|haemangioma faciei|verrucae vulgares|fractura radii distalis|commotio cerebri|contusio capitis|combustio gradus secundi|arteria mesenterica superior|arteria carotis interna|vena jugularis interna|vena subclavia dextra|nervus medianus|nervus vagus|musculus biceps brachii|musculus gastrocnemius|ligamentum cruciatum anterius|processus xiphoideus|os naviculare|lobus temporalis|gyrus postcentralis|nucleus caudatus|capsula interna|glandula thyreoidea|glandula parotis|ductus choledochus|ductus thoracicus|papilla Vateri|curvatura major|Mycoplasma pneumoniae|Legionella pneumophila|Listeria monocytogenes|Enterobacter cloacae|Moraxella catarrhalis|Helicobacter pylori|Giardia lamblia|Ascaris lumbricoides|Entamoeba histolytica|Cryptococcus neoformans|Chlamydia trachomatis|Treponema pallidum|Borrelia burgdorferi|Staphylococcus epidermidis'.split(
    '|',
  );

/** A few words that belong to no language: names, places, medicines, units, numbers. They must decide nothing. */
export function neutralWords(random: Random): string {
  switch (random.below(5)) {
    case 0:
      return `${random.pick(given)} ${random.pick(family)}`;
    case 1:
      return `${random.pick(family)}, ${random.pick(places)}`;
    case 2:
      return `${random.pick(medicines)} ${1 + random.below(500)} ${random.pick(units)}`;
    case 3:
      return `${random.pick(units)} ${random.below(200)} ${random.pick(units)}`;
    default:
      return random.pick(medicines);
  }
}

/** The same, with Latin among them: a term, or a diagnosis of several. */
export function neutralOrLatin(random: Random): string {
  if (!random.chance(0.3)) return neutralWords(random);
  return Array.from({ length: 1 + random.below(4) }, () => random.pick(latin)).join(random.chance(0.7) ? ', ' : ' ');
}

/** Letters that say nothing: random ones, a shuffled text, a text in a shifted alphabet (a broken ToUnicode map). */
export function gibberish(like: string, random: Random): string {
  const what = random.below(4);
  if (what === 0) {
    let out = '';
    while (out.length < like.length) {
      const length = 2 + random.below(9);
      for (let n = 0; n < length; n += 1) out += String.fromCharCode(97 + random.below(26));
      out += ' ';
    }
    return out;
  }
  if (what === 1) {
    const letters = [...like.toLowerCase()];
    for (let at = letters.length - 1; at > 0; at -= 1) {
      const other = random.below(at + 1);
      [letters[at], letters[other]] = [letters[other] as string, letters[at] as string];
    }
    return letters.join('');
  }
  if (what === 2) {
    const shift = 1 + random.below(25);
    return like
      .toLowerCase()
      .replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + shift) % 26) + 97));
  }
  const key = [...'abcdefghijklmnopqrstuvwxyz'].sort(() => random.next() - 0.5);
  return like.toLowerCase().replace(/[a-z]/g, (letter) => key[letter.charCodeAt(0) - 97] as string);
}
