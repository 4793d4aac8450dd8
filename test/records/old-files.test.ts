/** What old programs and careless senders write: encodings, escapes, sizes in the head, archives of the large kind. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import { pixelsOf } from '../../src/records/pictures/dimensions.ts';
import { decode } from '../../src/records/readers/decode.ts';
import { textOfMarkup } from '../../src/records/readers/markup.ts';
import { findStudies } from '../../src/records/study/find-studies.ts';
import { joined } from '../fixtures/dicom-files.ts';
import { englishPages, spanishPages } from '../fixtures/record-pages.ts';
import { drawSheet, tiffOf } from '../fixtures/scans.ts';
import { makeImage, picked } from './study/make-cd.ts';

const english = englishPages[1]?.lines ?? [];
const spanish = spanishPages[0]?.lines ?? [];
const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (character) => character.charCodeAt(0));
const hex = (text: string): string => text.charCodeAt(0).toString(16).padStart(2, '0');

describe('a letter of an old word processor', () => {
  it('with its accents escaped byte by byte is read', async () => {
    const body = spanish.join('\\par ').replace(/[^\x00-\x7f]/g, (letter) => `\\'${hex(letter)}`);
    const verdict = await checkRecord(strToU8(`{\\rtf1\\ansi\\ansicpg1252 ${body}}`));
    expect(verdict).toMatchObject({ verdict: 'refused', languages: ['es'] });
  });

  it('in a Russian code page is Russian', async () => {
    const text = 'Ребенок поступил с жалобами на кашель и повышение температуры тела.';
    const bytes = [...text].map((letter) => {
      const code = letter.charCodeAt(0);
      return code < 128 ? letter : `\\'${(code - 0x410 + 0xc0).toString(16)}`;
    });
    const verdict = await checkRecord(strToU8(`{\\rtf1\\ansi\\ansicpg1251 ${bytes.join('')}}`));
    expect(verdict).toMatchObject({ verdict: 'refused', languages: ['ru'] });
  });

  it('whose escapes repeat what stands before them for older programs still is what it says', async () => {
    const body = english.join('\\par ').replace(/e/g, "\\uc1\\u101\\'65");
    expect(await checkRecord(strToU8(`{\\rtf1\\ansi ${body}}`))).toMatchObject({ verdict: 'accepted' });
  });
});

describe('a mail', () => {
  const mail = (encoding: string, charset: string, body: Uint8Array): Uint8Array =>
    joined(
      strToU8(
        `From: ward@hospital.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
      ),
      body,
    );

  it('in quoted-printable is read', async () => {
    const body = spanish.join('\r\n').replace(/[^\x00-\x7f]/g, (letter) => `=${hex(letter).toUpperCase()}`);
    const soft = body.replace(/(.{60}) /g, '$1 =\r\n');
    const verdict = await checkRecord(mail('quoted-printable', 'iso-8859-1', strToU8(soft)));
    expect(verdict).toMatchObject({ verdict: 'refused', languages: ['es'] });
  });

  it('whose base64 is none has no words, and waits for a human', async () => {
    expect((await checkRecord(mail('base64', 'utf-8', strToU8('a')))).verdict).toBe('needs-review');
  });
});

describe('bytes without a mark', () => {
  it('are read as they were declared, and a declaration that is none is passed over', () => {
    const greek = Uint8Array.of(0xe3, 0xe9, 0xe1, 0xf4, 0xf1, 0xfc, 0xf2);
    expect(decode(greek, 'iso-8859-7')).toBe('γιατρός');
    expect(decode(latin1('niña de siete años'), 'no-such-encoding')).toBe('niña de siete años');
    expect(decode(latin1('niña de siete años'), 'utf-8')).toBe('niña de siete años');
  });
});

describe('markup', () => {
  it.each([
    ['numbers for letters', '<p>ni&#241;a, ni&#xF1;a</p>', 'niña, niña'],
    ['letters that there are not', 'a &#0; b &#1114112; c &nosuch; d', 'a   b   c &nosuch; d'],
    ['what is commented out', 'before <!-- hidden --> after', 'before  after'],
    ['a comment that never ends', 'before <!-- hidden', 'before '],
    ['text that is no markup', 'a <![CDATA[<b>]]> c', 'a <b> c'],
    ['text that is no markup and never ends', 'a <![CDATA[<b', 'a <b'],
    ['a tag that never ends', 'before <p class="', 'before '],
  ])('%s', (_, markup, text) => {
    expect(textOfMarkup(markup).trim()).toBe(text.trim());
  });
});

describe('the size of a picture is known from its head', () => {
  const bytes = (length: number, at: Readonly<Record<number, readonly number[]>>): Uint8Array => {
    const head = new Uint8Array(length);
    for (const [start, values] of Object.entries(at)) head.set(values, Number(start));
    return head;
  };
  const ispe = (width: number, height: number) => [0x69, 0x73, 0x70, 0x65, 0, 0, 0, 0, 0, 0, width, 0, 0, 0, height, 0];

  it.each([
    ['image/png', bytes(24, { 18: [1, 0], 22: [2, 0] }), 256 * 512],
    ['image/gif', bytes(10, { 6: [0, 1, 0, 2] }), 256 * 512],
    ['image/bmp', bytes(26, { 18: [0, 1, 0, 0], 22: [0, 254, 255, 255] }), 256 * 512],
    [
      'image/jpeg',
      bytes(30, { 0: [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xc2, 0, 11, 8, 1, 0, 2, 0] }),
      131_072,
    ],
    ['image/jpeg', bytes(30, { 0: [0xff, 0xd8, 7, 0xff, 0x01, 0xff, 0xc0, 0, 11, 8, 1, 0, 2, 0] }), 131_072],
    ['image/webp', bytes(30, { 15: [0x20], 26: [0, 1, 0, 2] }), 256 * 512],
    ['image/webp', bytes(30, { 15: [0x4c], 21: [0xff, 0xc0, 0x7f, 0] }), 256 * 512],
    ['image/webp', bytes(30, { 15: [0x58], 24: [0xff, 0, 0, 0xff, 1, 0] }), 256 * 512],
    [
      'image/heic',
      joined(bytes(8, {}), Uint8Array.from(ispe(1, 1)), Uint8Array.from(ispe(2, 4)), bytes(8, {})),
      524_288,
    ],
  ])('%s', (mediaType, head, pixels) => {
    expect(pixelsOf(head, mediaType)).toBe(pixels);
  });

  it('and is not, where the head is cut or of another kind', () => {
    for (const mediaType of ['png', 'gif', 'bmp', 'jpeg', 'webp', 'heic', 'x-other'])
      expect(pixelsOf(new Uint8Array(8), `image/${mediaType}`)).toBeUndefined();
  });
});

describe('more than will be looked at', () => {
  it('of pages of text: the rest is named', async () => {
    const pages = `${english.join('\n')}\f`.repeat(4);
    const verdict = await checkRecord(strToU8(pages), { limits: { pages: 2 } });
    expect(verdict.unread).toEqual([{ page: 3, reason: 'too-many-pages' }]);
    expect(verdict.counts.english).toBe(2);
  });

  it('of files in an archive: the rest is named', async () => {
    const text = strToU8(english.join('\n'));
    const archive = zipSync({ 'a.txt': text, 'b.txt': text, 'c.txt': text });
    const verdict = await checkRecord(archive, { limits: { members: 2 } });
    expect(verdict).toMatchObject({ verdict: 'needs-review', unread: [{ page: 3, reason: 'too-large' }] });
  });

  it('of pages of a TIFF, and of pixels on one of them', async () => {
    const tiff = tiffOf([drawSheet(englishPages[1]!), drawSheet(englishPages[1]!), drawSheet(englishPages[1]!)]);
    const few = await checkRecord(tiff, { ocr: 'off', limits: { pages: 2 } });
    expect(few.unread.at(-1)).toEqual({ page: 3, reason: 'too-many-pages' });
    const large = await checkRecord(tiff, { limits: { pixels: 1000 } });
    expect(large.unread).toEqual([1, 2, 3].map((page) => ({ page, reason: 'too-many-pixels' })));
  });
});

describe('a TIFF without a page', () => {
  it('is damaged', async () => {
    const empty = Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(await checkRecord(empty)).toMatchObject({ verdict: 'needs-review', reason: 'damaged' });
    const nowhere = Uint8Array.of(0x49, 0x49, 42, 0, 0xff, 0xff, 0xff, 0x7f, 0, 0);
    expect(await checkRecord(nowhere)).toMatchObject({ verdict: 'needs-review', reason: 'damaged' });
  });
});

describe('an archive of the large kind (ZIP64)', () => {
  const image = makeImage({ number: 1 });
  const name = strToU8('DICOM/IM1');
  const numbers = (...fields: readonly (readonly [size: 2 | 4 | 8, value: number])[]): Uint8Array =>
    joined(
      ...fields.map(([size, value]) => {
        const bytes = new DataView(new ArrayBuffer(8));
        bytes.setBigUint64(0, BigInt(value), true);
        return new Uint8Array(bytes.buffer, 0, size);
      }),
    );
  const full = 0xffffffff;
  /** `wide`: the fields that stand in the extra field behind a full one, other fields before them. */
  const archive = (): Uint8Array<ArrayBuffer> => {
    const local = joined(
      numbers([4, 0x04034b50], [2, 45], [2, 0], [2, 0], [4, 0], [4, 0], [4, full], [4, full], [2, name.length], [2, 0]),
      name,
      image,
    );
    const extra = numbers([2, 0x5455], [2, 5], [4, 0]);
    const padded = joined(
      extra,
      Uint8Array.of(0),
      numbers([2, 1], [2, 24], [8, image.length], [8, image.length], [8, 0]),
    );
    const directory = joined(
      numbers([4, 0x02014b50], [2, 45], [2, 45], [2, 0], [2, 0], [4, 0], [4, 0], [4, full], [4, full]),
      numbers([2, name.length], [2, padded.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, full]),
      name,
      padded,
    );
    const end = numbers(
      [4, 0x06064b50],
      [8, 44],
      [2, 45],
      [2, 45],
      [4, 0],
      [4, 0],
      [8, 1],
      [8, 1],
      [8, directory.length],
    );
    return joined(
      local,
      directory,
      joined(end, numbers([8, local.length])),
      numbers([4, 0x07064b50], [4, 0], [8, local.length + directory.length], [4, 1]),
      numbers([4, 0x06054b50], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, full], [4, full], [2, 0]),
    );
  };

  it('is what is in it', async () => {
    const found = await findStudies([picked('large.zip', archive())]);
    expect(found).toMatchObject({ unreadable: [], studies: [{ images: 1 }] });
  });
});
