import { describe, expect, it } from 'vitest';
import { checkText } from '../../src/records/index.ts';
import { chunksOf, linesOf } from '../../src/records/text/chunk.ts';
import { otherPages, westernPages } from '../fixtures/tricky/foreign-pages.ts';
import { englishPages, spanishPages } from '../fixtures/record-pages.ts';

const english = (englishPages[5]?.lines ?? []).join('\n');
const spanish = (spanishPages[0]?.lines ?? []).join('\n');

describe('what stays English', () => {
  it.each([
    ['in capitals', english.toUpperCase()],
    ['a laboratory table', (englishPages[2]?.lines ?? []).join('\n')],
    ['a growth table', (englishPages[7]?.lines ?? []).join('\n')],
    [
      'under a German letterhead',
      `Universitätsklinikum Beispielstadt\nZentrum für Kinder- und Jugendmedizin\nIm Musterfeld 12, 69000 Beispielstadt\nTelefon +49 6221 555 0\n\n${english}`,
    ],
    [
      'under an Arabic letterhead',
      `وزارة الصحة\nمستشفى الأطفال الجامعي التخصصي في المدينة الطبية\nقسم أمراض القلب وجراحة القلب للأطفال والرضع\nص.ب. ١٢٣ المدينة الطبية شارع المستشفى العام هاتف ٥٥٥٠١\n${english}`,
    ],
    [
      'full of foreign names',
      `Dr Wojciech Wiśniewski and Dr Nguyễn Thị Bích Ngọc saw Oluwaseun Adébáyò-Okonkwo with his aunt, Guadalupe Hernández Ibáñez, on the ward of Prof. Jürgen Schäfer. ${english}`,
    ],
    ['with the name in its own script', `The child, Layla Haddad (ليلى حداد), was seen today.\n${english}`],
    [
      'with a name of six words in its own script',
      `The child, Mohammed (محمد بن عبد الله آل سعود), was seen today.\n${english}`,
    ],
    ['with a sentence quoted in Arabic', `${english}\nHis mother said: "هو متعب دائما بعد المدرسة".`],
    ['with a sentence quoted', `${english}\nHer mother said: "siempre está cansada". ${english}`],
    [
      'with units in Greek letters',
      `Interferon γ and TNF-α were raised; the dose is 5 µg/kg. β-lactam allergy was excluded. ${english}`,
    ],
  ])('English %s', async (_, text) => {
    expect((await checkText(text)).verdict).toBe('english');
  });
});

describe('a short page in English', () => {
  const letterheads: Readonly<Record<string, string>> = {
    Arabic:
      'وزارة الصحة\nمستشفى الأطفال الجامعي التخصصي في المدينة الطبية\nقسم أمراض القلب وجراحة القلب للأطفال والرضع\nص.ب. ١٢٣ المدينة الطبية شارع المستشفى العام هاتف ٥٥٥٠١',
    Hebrew: 'מדינת ישראל משרד הבריאות\nבית חולים לילדים\nהמחלקה לקרדיולוגיה של הילד\nרחוב הדוגמה 12 טלפון 555-0101',
    Chinese: '某某大学附属儿童医院\n心血管内科\n地址:示例路12号 电话:555-0101',
    Hindi: 'राष्ट्रीय बाल चिकित्सालय\nबाल हृदय रोग विभाग\nफोन 555 0101',
    'Arabic and English':
      'المملكة الأردنية الهاشمية   The Hashemite Kingdom\nوزارة الصحة   Ministry of Health\nمستشفى الأمير   Prince Hospital\nقسم أمراض القلب للأطفال   Department of Paediatric Cardiology',
  };
  const pages = Object.entries(letterheads).flatMap(([script, head]) =>
    englishPages.map(({ title, lines }) => ({ script, title, text: `${head}\n${lines.join('\n')}` })),
  );

  it.each(pages)('stays English under a letterhead in $script: $title', async ({ text }) => {
    expect((await checkText(text)).verdict).toBe('english');
  });
});

describe('another language that stands where a letterhead would', () => {
  const short = (englishPages[6]?.lines ?? []).join('\n');
  it.each([
    [
      'findings in short lines without a full stop',
      'المريض يعاني من ارتفاع درجة الحرارة\nأدخل إلى قسم العناية المركزة\nضيق في التنفس منذ ثلاثة أيام\nتم إعطاء المضاد الحيوي عن طريق الوريد\nتحسنت الحالة بعد العلاج',
    ],
    [
      'more lines than a letterhead has',
      `${'مستشفى الأطفال الجامعي\n'.repeat(5)}${'تضخم في الكبد\nضيق التنفس\nارتفاع الحرارة\nسعال مزمن\nفقدان الوزن\n'.repeat(3)}`,
    ],
    ['findings in Chinese', '患儿因发热咳嗽三天入院\n胸部影像提示右下肺炎\n给予头孢曲松静脉治疗\n复查血常规恢复正常'],
  ])('is heard: %s', async (_, other) => {
    expect(['mixed', 'not-english']).toContain((await checkText(`${other}\n${short}`)).verdict);
    expect(['mixed', 'not-english']).toContain((await checkText(`${short}\n${other}`)).verdict);
  });

  it('is the whole page under a letterhead in English', async () => {
    const arabic = otherPages.ar?.lines ?? [];
    expect(arabic.length).toBeGreaterThan(2);
    const text = `Northbridge Children's Hospital\nDepartment of Cardiology\n${arabic.join('\n')}`;
    expect(await checkText(text)).toMatchObject({ verdict: 'not-english', language: 'ar' });
  });
});

describe('what is not English', () => {
  it.each([
    ['Spanish in capitals', spanish.toUpperCase(), 'es'],
    ['Spanish without accents', spanish.normalize('NFD').replace(/\p{M}/gu, ''), 'es'],
    [
      'Spanish under an English letterhead',
      `Northbridge Children's Hospital\nSecond Opinion Program\n${spanish}`,
      'es',
    ],
    [
      'Chinese with English abbreviations',
      '患儿因发热、咳嗽三天入院。胸部CT提示右下肺炎,CRP 64 mg/L,给予头孢曲松治疗。复查WBC正常。',
      'zh',
    ],
    ['Japanese', '患者は発熱と咳のため入院した。胸部レントゲンで肺炎を認め、抗菌薬を開始した。', 'ja'],
    ['Korean', '환아는 발열과 기침으로 입원하였다. 흉부 사진에서 폐렴이 확인되어 항생제를 투여하였다.', 'ko'],
    ['Russian', 'Ребенок поступил с жалобами на кашель и повышение температуры тела в течение трех дней.', 'ru'],
    ['Persian', 'کودک به علت تب و سرفه از سه روز پیش بستری شد و تحت درمان با آنتی بیوتیک قرار گرفت.', 'fa'],
  ])('%s', async (_, text, language) => {
    expect(await checkText(text)).toMatchObject({ verdict: 'not-english', language });
  });
});

describe('what is for a human', () => {
  // A translation in a second column has fewer letters in some scripts, and says half of the page.
  it.each(Object.entries({ ...otherPages, ...westernPages }))(
    'English line by line beside %s',
    async (_, { lines }) => {
      const both = lines.map((line, at) => `${englishPages[0]!.lines[at] ?? ''} ${line}`);
      expect(['mixed', 'not-english']).toContain((await checkText(both.join('\n'))).verdict);
    },
  );

  const latin = Object.entries({ ...westernPages, ...otherPages }).filter(([, { lines }]) =>
    /^\p{Script=Latin}/u.test(lines[0]!),
  );
  const long = englishPages.slice(0, 4).flatMap(({ lines }) => lines);

  it.each(latin)('a paragraph in %s on a long page in English, and it is shown', async (language, { lines }) => {
    for (const paragraph of lines) {
      const text = [...long.slice(0, 5), paragraph, ...long.slice(5)].join('\n');
      const judged = await checkText(text);
      expect(judged).toMatchObject({ verdict: 'mixed', language });
    }
  });

  it('half and half', async () => {
    expect((await checkText(`${english}\n${spanish}`)).verdict).toBe('mixed');
  });

  it('abbreviations and numbers alone, which belong to no language', async () => {
    const rows = 'Hgb 9,8 Hct 31 Trc 210 Leu 8,1 Na 138 K 4,1 Ca 2,3';
    expect((await checkText(rows)).verdict).toBe('mixed');
  });

  it('too little text, and text that no language is', async () => {
    expect(await checkText('Page 1')).toMatchObject({ verdict: 'unreadable', language: 'und' });
    expect((await checkText('')).verdict).toBe('unreadable');
    const shifted = english.replace(/[a-z]/g, (letter) =>
      String.fromCharCode(((letter.charCodeAt(0) - 97 + 11) % 26) + 97),
    );
    expect((await checkText(shifted)).verdict).toBe('unreadable');
    expect((await checkText('\ue001\ue002\ue003 '.repeat(60))).verdict).toBe('unreadable');
    expect((await checkText(english.replace(/\s/g, ''))).verdict).toBe('unreadable');
  });
});

describe('chunks', () => {
  it('cover every line once and in order', () => {
    const text = `${english}\n${'word '.repeat(400)}\n${spanish}`;
    const chunks = chunksOf(text, linesOf(text));
    expect(
      chunks
        .map((chunk) => chunk.text)
        .join('')
        .replace(/\s/g, ''),
    ).toBe(text.replace(/\s/g, ''));
    expect(chunks.every((chunk) => chunk.text === text.slice(chunk.start, chunk.end))).toBe(true);
    expect(Math.max(...chunks.map((chunk) => chunk.text.length))).toBeLessThan(900);
  });
});
