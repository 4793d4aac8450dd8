/** DICOM as old archives and scanners write it: deflated, in colour, as JPEG, in the character sets of East Asia. */
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../src/records/index.ts';
import { drawBurntIn } from '../../src/records/dicom/burnt-in.ts';
import { textDecoder } from '../../src/records/dicom/charset.ts';
import { parseDicom } from '../../src/records/dicom/parse.ts';
import { penOf } from '../../src/records/pictures/platform.ts';
import { drawCover } from '../../src/records/study/find-studies.ts';
import { pictureOf } from '../../src/records/study/thumbnail.ts';
import {
  colourFile,
  colourHeaders,
  dicomFile,
  element,
  item,
  joined,
  jpegFile,
  syntaxes,
} from '../fixtures/dicom-files.ts';
import { spanishPages } from '../fixtures/record-pages.ts';
import { drawSheet, pictureFile } from '../fixtures/scans.ts';

const spanish = { title: spanishPages[0]!.title, lines: spanishPages[0]!.lines.slice(0, 3) };
const report = (text: string): Uint8Array =>
  joined(
    element('00080005', 'CS', 'ISO_IR 192'),
    element('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.88.11'),
    element('00100010', 'PN', 'Haddad^Layla'),
    element('0040A730', 'SQ', item(joined(element('0040A040', 'CS', 'TEXT'), element('0040A160', 'UT', text)))),
  );

describe('a report that is deflated as a whole', () => {
  it('is read like any other', async () => {
    const file = dicomFile(syntaxes.deflated, deflateSync(report(spanish.lines.join(' '))));
    expect(await checkRecord(file)).toMatchObject({ verdict: 'refused', mediaType: 'application/dicom' });
  });

  it('and that grows beyond the limit says so', async () => {
    const bomb = deflateSync(report('palabra '.repeat(400_000)));
    const verdict = await checkRecord(dicomFile(syntaxes.deflated, bomb), { limits: { inflatedBytes: 100_000 } });
    expect(verdict).toMatchObject({ verdict: 'needs-review', reason: 'inflated' });
  });

  it('and that is cut off or no such stream is damaged, not an exception', async () => {
    const file = dicomFile(
      syntaxes.deflated,
      Uint8Array.from({ length: 300 }, (_, at) => (at * 37) % 251),
    );
    expect((await checkRecord(file)).verdict).toBe('needs-review');
  });
});

describe('a careless header', () => {
  it('whose last element says that it is longer than the file is read as far as it goes', () => {
    const parsed = parseDicom(
      dicomFile(
        syntaxes.explicit,
        joined(element('00100010', 'PN', 'Haddad^Layla'), element('00420011', 'OB', 'x', 9999)),
      ),
    );
    expect(parsed).toMatchObject({ truncated: true, hasPixels: false });
    expect(parsed?.data.get('00100010')?.vr).toBe('PN');
  });

  it('that ends inside an element, or gives bytes no length at all', () => {
    const cut = dicomFile(syntaxes.explicit, element('00420011', 'OB', '').subarray(0, 9));
    expect(parseDicom(cut)?.truncated).toBe(true);
    const endless = dicomFile(syntaxes.explicit, element('00420011', 'OB', 'document', 0xffffffff));
    expect(parseDicom(endless)?.truncated).toBe(true);
  });
});

describe('a name in a character set of East Asia', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
  // The examples of PS3.5, annexes H to K.
  it.each([
    [
      'Korean',
      ['', 'ISO 2022 IR 149'],
      'Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf',
      'Hong^Gildong=洪^吉洞=홍^길동',
    ],
    ['Korean from the first letter', ['ISO 2022 IR 149'], '\xc8\xab^\xb1\xe6\xb5\xbf', '홍^길동'],
    [
      'Chinese',
      ['', 'ISO 2022 IR 58'],
      'Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=',
      'Zhang^XiaoDong=张^小东=',
    ],
    ['Chinese from the first letter', ['ISO 2022 IR 58'], '\xd5\xc5^\xd0\xa1\xb6\xab', '张^小东'],
    ['half-width kana', ['ISO 2022 IR 13', 'ISO 2022 IR 87'], '\xd4\xcf\xc0\xde^\xc0\xdb\xb3', 'ﾔﾏﾀﾞ^ﾀﾛｳ'],
    ['kana after an escape', ['', 'ISO 2022 IR 13'], 'Yamada\x1b)I\xd4\xcf\xc0\xde', 'Yamadaﾔﾏﾀﾞ'],
    ['rare Japanese characters', ['', 'ISO 2022 IR 159'], '\x1b$(D\x30\x21\x1b(B', '丂'],
    ['Japanese before any escape', ['ISO 2022 IR 87'], 'Yamada^Tarou', 'Yamada^Tarou'],
  ])('%s', (_, sets, text, name) => {
    expect(textDecoder(sets)(bytes(text))).toBe(name);
  });
});

describe('a picture in colour', { timeout: 60_000 }, () => {
  const red = Array.from({ length: 16 }, () => [200, 10, 30]).flat();
  const planes = [200, 10, 30].flatMap((shade) => Array.from({ length: 16 }, () => shade));

  it.each([
    ['colour by pixel', 0, red],
    ['colour by plane', 1, planes],
  ] as const)('is shown as it is: %s', async (_, planar, pixels) => {
    const file = colourFile(4, 4, planar, Uint8Array.from(pixels));
    const picture = await pictureOf(new Blob([file]));
    expect(picture).toMatchObject({ width: 4, height: 4 });
    expect([...(picture as { rgba: Uint8ClampedArray }).rgba.subarray(0, 4)]).toEqual([200, 10, 30, 255]);
  });

  it.each([0, 1] as const)(
    'with words burnt in is read (planes: %i): a sheet in Spanish is refused',
    async (planar) => {
      const sheet = drawSheet(spanish);
      const { width, height } = sheet;
      const { data } = penOf(sheet).getImageData(0, 0, width, height);
      const size = width * height;
      const pixels = Uint8Array.from({ length: size * 3 }, (_, at) =>
        planar === 1 ? data[(at % size) * 4 + Math.floor(at / size)]! : data[Math.floor(at / 3) * 4 + (at % 3)]!,
      );
      expect((await checkRecord(colourFile(width, height, planar, pixels))).verdict).toBe('refused');
    },
  );

  it('without a size, or with less of it than it says, has none', async () => {
    expect(await pictureOf(new Blob([colourFile(0, 4, 0, Uint8Array.from(red))]))).toBeNull();
    const short = colourFile(40, 40, 0, Uint8Array.from(red));
    expect(await pictureOf(new Blob([short]))).toBeNull();
    await expect(drawBurntIn(short, parseDicom(short)!)).rejects.toMatchObject({ reason: 'damaged' });
    expect(await drawCover(new Blob(['no image']))).toBeNull();
  });
});

describe('a picture as JPEG', { timeout: 60_000 }, () => {
  it('is that JPEG, for the browser to show', async () => {
    const jpeg = await pictureFile(drawSheet(spanish), 'jpeg');
    const cover = await pictureOf(new Blob([jpegFile(jpeg, 1240, 1754)]));
    expect(cover).toBeInstanceOf(Blob);
    expect(new Uint8Array(await (cover as Blob).arrayBuffer()).subarray(0, 3)).toEqual(jpeg.subarray(0, 3));
  });

  it('with words burnt in is read: a photographed sheet in Spanish is refused', async () => {
    const sheet = drawSheet(spanish);
    const file = jpegFile(await pictureFile(sheet, 'jpeg'), sheet.width, sheet.height);
    expect((await checkRecord(file)).verdict).toBe('refused');
  });

  it.each([
    ['no fragments', strToU8('nothing of the kind')],
    ['only the table of offsets', item(new Uint8Array())],
    ['an empty fragment', joined(item(new Uint8Array()), item(new Uint8Array()))],
    ['a fragment that is no JPEG', joined(item(new Uint8Array()), item(strToU8('not a picture at all')))],
  ])('that has %s is named as damaged', async (_, content) => {
    const file = dicomFile(
      syntaxes.jpeg,
      joined(colourHeaders(64, 64, 0), element('7FE00010', 'OB', content, 0xffffffff)),
    );
    await expect(drawBurntIn(file, parseDicom(file)!)).rejects.toMatchObject({ reason: 'damaged' });
    expect((await checkRecord(file)).unread).toEqual([{ page: 1, reason: 'damaged' }]);
  });
});
