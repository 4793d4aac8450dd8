import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import { englishPages, spanishPages } from '../fixtures/record-pages.ts';
import { englishPdf, onePixelPng, spanishPdf } from '../fixtures/records.ts';

const english = englishPages[1]?.lines ?? [];
const spanish = spanishPages[0]?.lines ?? [];
const arabic = [
  'تم إدخال الطفل إلى المستشفى بسبب الحمى والسعال منذ ثلاثة أيام.',
  'الفحص السريري جيد والتحاليل ضمن الحدود الطبيعية.',
];

const paragraphs = (lines: readonly string[]) =>
  lines.map((line) => `<w:p><w:r><w:t xml:space="preserve">${line.replace(/&/g, '&amp;')}</w:t></w:r></w:p>`).join('');
const docx = (lines: readonly string[], more: Record<string, Uint8Array> = {}) =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(`<?xml version="1.0"?><w:document><w:body>${paragraphs(lines)}</w:body></w:document>`),
    ...more,
  });
const odt = (lines: readonly string[]) =>
  zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
    'content.xml': strToU8(`<office:text>${lines.map((line) => `<text:p>${line}</text:p>`).join('')}</office:text>`),
  });
const rtf = (lines: readonly string[]) =>
  strToU8(
    `{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Helvetica;}}{\\info{\\author Doctor}}${lines
      .map((line) => [...line].map((c) => (c.charCodeAt(0) < 128 ? c : `\\u${c.charCodeAt(0)}?`)).join(''))
      .join('\\par ')}}`,
  );
const html = (lines: readonly string[]) =>
  strToU8(
    `<!doctype html><html><head><style>p{color:red}</style><script>var palabra = 'hola';</script></head><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`,
  );
const ccda = (lines: readonly string[]) =>
  strToU8(
    `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><component><section><text><paragraph>${lines.join('</paragraph><paragraph>')}</paragraph></text></section></component></ClinicalDocument>`,
  );
const utf16 = (lines: readonly string[]) =>
  new Uint8Array(Uint16Array.from(`\ufeff${lines.join('\n')}`, (c) => c.charCodeAt(0)).buffer);
const latin1 = (lines: readonly string[]) => Uint8Array.from(lines.join('\n'), (c) => c.charCodeAt(0));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
const mail = (lines: readonly string[], attachment: Uint8Array) =>
  strToU8(
    [
      'From: ward@hospital.example',
      'To: family@mail.example',
      'Subject: report',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="cut"',
      '',
      '--cut',
      'Content-Type: text/plain; charset=utf-8',
      '',
      ...lines,
      '--cut',
      'Content-Type: application/pdf',
      'Content-Disposition: attachment; filename="r.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      base64(attachment),
      '--cut--',
    ].join('\r\n'),
  );

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const formats: [string, string, (lines: readonly string[]) => Uint8Array][] = [
  ['DOCX', word, docx],
  ['ODT', 'application/vnd.oasis.opendocument.text', odt],
  ['RTF', 'application/rtf', rtf],
  ['HTML', 'text/html', html],
  ['C-CDA', 'application/xml', ccda],
  ['text in UTF-8', 'text/plain', (lines) => strToU8(lines.join('\n'))],
  ['text in UTF-16', 'text/plain', utf16],
  ['text in Latin-1', 'text/plain', latin1],
];

describe.each(formats)('%s', (_, mediaType, make) => {
  it('is told by its content, and in English accepted', async () => {
    const verdict = await checkRecord(make(english), { name: 'wrong.xyz' });
    expect(verdict).toMatchObject({ verdict: 'accepted', mediaType, languages: ['en'] });
  });

  it('in Spanish is refused', async () => {
    expect(await checkRecord(make(spanish))).toMatchObject({ verdict: 'refused', mediaType, languages: ['es'] });
  });
});

describe('text in other scripts', () => {
  it.each(formats.slice(0, 7))('%s in Arabic is refused as another script', async (_, __, make) => {
    const verdict = await checkRecord(make(arabic));
    expect(verdict).toMatchObject({ verdict: 'refused', languages: ['ar'] });
    expect(verdict.pages[0]).toMatchObject({ reason: 'other-script' });
  });

  it('is refused in an old code page without a mark', async () => {
    const russian =
      'Ребенок поступил в отделение с жалобами на кашель и повышение температуры. Состояние средней тяжести.';
    const bytes = Uint8Array.from(russian, (c) => {
      const code = c.charCodeAt(0);
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
    });
    expect(await checkRecord(bytes)).toMatchObject({ verdict: 'refused', languages: ['ru'] });
  });
});

describe('files in files', () => {
  it('a ZIP is read member by member', async () => {
    const bytes = zipSync({
      'a.pdf': await englishPdf(2),
      'b.txt': strToU8(spanish.join('\n')),
      '__MACOSX/a': strToU8('x'),
    });
    const verdict = await checkRecord(bytes);
    expect(verdict.mediaType).toBe('application/zip');
    expect(verdict.pages.map((page) => page.verdict)).toEqual(['english', 'english', 'not-english']);
  });

  it('a mail is read with its attachment', async () => {
    const verdict = await checkRecord(mail(english, await spanishPdf()));
    expect(verdict.mediaType).toBe('message/rfc822');
    expect(verdict.pages.map((page) => page.verdict)).toEqual(['english', 'not-english', 'not-english', 'not-english']);
  });

  it('archives in archives end somewhere', async () => {
    let bytes: Uint8Array = zipSync({ 'a.txt': strToU8(english.join('\n')) });
    for (let depth = 0; depth < 5; depth += 1) bytes = zipSync({ 'next.zip': bytes });
    const verdict = await checkRecord(bytes);
    expect(verdict).toMatchObject({ verdict: 'needs-review', unread: [{ page: 1, reason: 'too-deep' }] });
  });

  it('a bomb is not inflated', async () => {
    const bomb = zipSync({ 'zeros.txt': new Uint8Array(20_000_000) }, { level: 9 });
    expect(await checkRecord(bomb)).toMatchObject({ verdict: 'needs-review', reason: 'inflated' });
  });

  it('a locked archive says so', async () => {
    const bytes = zipSync({ 'a.txt': strToU8(english.join('\n')) });
    bytes[6] = (bytes[6] ?? 0) | 1;
    expect(await checkRecord(bytes)).toMatchObject({ verdict: 'needs-review', reason: 'encrypted' });
  });

  it('a document that holds only pictures is one', async () => {
    const verdict = await checkRecord(docx([], { 'word/media/image1.png': onePixelPng() }));
    expect(verdict).toMatchObject({ verdict: 'needs-review', mediaType: word });
    expect(verdict.pages[0]?.verdict).toBe('image');
  });

  it('a long text is cut into pages, so that a part can be named', async () => {
    const lines = [
      ...Array.from({ length: 12 }, () => english).flat(),
      ...Array.from({ length: 12 }, () => spanish).flat(),
    ];
    const verdict = await checkRecord(docx(lines));
    expect(verdict.pages.length).toBeGreaterThan(4);
    expect(verdict.pages[0]?.verdict).toBe('english');
    expect(verdict.pages.at(-1)?.verdict).toBe('not-english');
  });
});

describe('DICOM', () => {
  const element = (group: number, number: number, vr: string, value: Uint8Array): number[] => {
    const padded = value.length % 2 === 0 ? [...value] : [...value, vr === 'OB' ? 0 : 32];
    const long = vr === 'OB';
    const size = padded.length;
    const head = [group & 255, group >> 8, number & 255, number >> 8, vr.charCodeAt(0), vr.charCodeAt(1)];
    const length = long
      ? [0, 0, size & 255, (size >> 8) & 255, (size >> 16) & 255, size >> 24]
      : [size & 255, size >> 8];
    return [...head, ...length, ...padded];
  };
  const file = (...elements: number[][]) =>
    Uint8Array.from([
      ...new Array<number>(128).fill(0),
      ...strToU8('DICM'),
      ...element(2, 0x10, 'UI', strToU8('1.2.840.10008.1.2.1\0')),
      ...elements.flat(),
    ]);

  it('with a document inside is judged by the document', async () => {
    const bytes = file(
      element(0x10, 0x10, 'PN', strToU8('Haddad^Layla')),
      element(0x42, 0x11, 'OB', await spanishPdf()),
    );
    const verdict = await checkRecord(bytes);
    expect(verdict).toMatchObject({ verdict: 'refused', mediaType: 'application/dicom' });
    expect(verdict.pages).toHaveLength(3);
  });
});
