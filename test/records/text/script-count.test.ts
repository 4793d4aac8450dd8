import { describe, expect, it } from 'vitest';
import { countScripts, onlyLatin, type ScriptCount } from '../../../src/records/text/script.ts';

describe('letters and words by script', () => {
  it.each<[string, string, Partial<ScriptCount>]>([
    [
      'nothing',
      '',
      { latin: 0, other: 0, language: 'und', broken: 0, visible: 0, words: 0, longWords: 0, mixedWords: 0 },
    ],
    [
      'English',
      'The child, 3 y.',
      { latin: 9, other: 0, visible: 12, words: 3, longWords: 2, mixedWords: 0, language: 'und' },
    ],
    ['accents', 'niño ſ ﬁn', { latin: 7, words: 3, longWords: 1 }],
    ['letters of the alphabet only, not the signs beside them', '@[`{ × ÷ ª º', { latin: 2, visible: 8, broken: 0 }],
    ['the first and last letters', 'azAZ ÀɏʯẀỿﬀﬆ', { latin: 11 }],
    ['Arabic', 'تم فحص', { latin: 0, other: 5, language: 'ar', words: 2, longWords: 1, mixedWords: 0 }],
    ['Chinese, a character a word', '患儿 x', { latin: 1, other: 5, language: 'zh', visible: 3 }],
    ['Korean syllables', '환아는', { other: 6, language: 'ko' }],
    ['the more frequent of two scripts', 'тут и там, ναι', { language: 'ru', other: 10 }],
    ['Japanese by a fifth of its kana', '患者は発熱と', { language: 'ja' }],
    ['Chinese with one sign of kana in it', '患儿因发热咳嗽三天入院胸部影像提示の', { language: 'zh' }],
    ['letters beyond the first plane, once each', '𐌰𐌱𐌲', { visible: 3, latin: 0 }],
  ])('%s', (_, text, expected) => {
    expect(countScripts(text)).toMatchObject(expected);
  });

  it('a unit in Greek is no word of Greek', () => {
    expect(countScripts('5 µg, TNF-α, β-lactam, γ')).toMatchObject({ other: 0, language: 'und' });
    expect(countScripts('αβ')).toMatchObject({ other: 2, language: 'el' });
    expect(countScripts('ἀβ').other).toBe(2);
    expect(countScripts('βἀ').other).toBe(2);
  });

  it('characters that stand for nothing', () => {
    for (const character of [
      '\u0001',
      '\u0008',
      '\u000e',
      '\u001f',
      '\u007f',
      '\u009f',
      '\ue000',
      '\uf8ff',
      '\ufffd',
      '\uffff',
      '\ufffe',
      '\u{e0001}',
    ])
      expect([character.codePointAt(0)?.toString(16), countScripts(`a${character}b`)]).toMatchObject([
        expect.any(String),
        { broken: 1, visible: 3, words: 2 },
      ]);
    for (const character of ['\t', '\n', '\r', ' ', '\u00a0', '\u3000'])
      expect(countScripts(`a${character}b`)).toMatchObject({ broken: 0, visible: 2, words: 2 });
    for (const character of ['!', '~', '¡', '\ufffc', '😀'])
      expect(countScripts(`a${character}b`)).toMatchObject({ broken: 0, visible: 3 });
  });

  it('words that mix alphabets, as no language does', () => {
    expect(countScripts('аbв')).toMatchObject({ longWords: 1, mixedWords: 1 });
    expect(countScripts('аb')).toMatchObject({ longWords: 0, mixedWords: 0 });
    expect(countScripts('абв abc')).toMatchObject({ longWords: 2, mixedWords: 0 });
    expect(countScripts('胸部CT提示')).toMatchObject({ longWords: 1, mixedWords: 0 });
    expect(countScripts('abc\ue000def')).toMatchObject({ words: 2, mixedWords: 0 });
  });
});

describe('the Latin letters of a text', () => {
  it('are what is left without other scripts, one space for each run', () => {
    expect(onlyLatin('The child (ليلى حداد) was seen')).toBe('The child (   ) was seen');
    expect(onlyLatin('胸部CT提示')).toBe(' CT ');
    expect(onlyLatin('niño ẞ – “ﬁn”')).toBe('niño ẞ – “ﬁn”');
  });
});
