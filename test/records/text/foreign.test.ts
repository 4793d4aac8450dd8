import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../src/records/text/chunk.ts';
import { foreignOf } from '../../../src/records/text/passages.ts';
import { defaultThresholds } from '../../../src/records/text/voice.ts';
import { arabic, majority, words } from '../two-words.ts';

const jury = { classify: majority, second: majority, thresholds: defaultThresholds };
const found = (text: string, classify = majority, second = classify) => {
  const { passages, pieces, share } = foreignOf(text, linesOf(text), { ...jury, classify, second });
  const shown = (places: typeof passages) => places.map(({ start, end }) => text.slice(start, end).trim());
  return { passages: shown(passages), pieces: shown(pieces), share };
};

describe('pieces of a page that are not English by themselves', () => {
  it('are told by their share of the Latin letters', () => {
    expect(found(`${words('aaaa', 15)}\n${words('oooo', 5)}`)).toEqual({
      passages: [],
      pieces: [words('oooo', 5)],
      share: 0.25,
    });
  });

  it('have 20 letters at least', () => {
    expect(found(`${words('aaaa', 5)}\n${words('oooo', 5)}`).pieces).toEqual([words('oooo', 5)]);
    expect(found(`${words('aaaa', 5)}\n${words('oooo', 4)} ooo`).pieces).toEqual([]);
  });

  it('are as unlike English as the program says', () => {
    const text = `${words('aaaa', 5)}\n${words('oooo', 5)}`;
    const heard = (probability: number) => (some: string) => (majority(some) < 0.5 ? probability : 0.98);
    expect(found(text, heard(0.1)).pieces).toHaveLength(1);
    expect(found(text, heard(0.11)).pieces).toHaveLength(0);
  });

  it('end with a sentence, and with a line', () => {
    expect(found(`${words('oooo', 6)}. ${words('oooo', 6)}; ${words('oooo', 6)}\n${words('oooo', 6)}`).pieces).toEqual([
      `${words('oooo', 6)}.`,
      `${words('oooo', 6)};`,
      words('oooo', 6),
      words('oooo', 6),
    ]);
    expect(found(`${words('oooo', 3)} 3.5 ${words('oooo', 3)}`).pieces).toHaveLength(1);
  });

  it('are parts of about 60 signs of a long sentence, which has more than 90', () => {
    expect(found(words('oooo', 18)).pieces).toEqual([words('oooo', 18)]);
    expect(found(`${words('oooo', 18)} oo`).pieces).toEqual([words('oooo', 13), `${words('oooo', 5)} oo`]);
    expect(found(words('oooo', 40)).pieces.map((piece) => piece.length)).toEqual([64, 59, 74]);
    expect(found('oooo'.repeat(50)).pieces).toHaveLength(1);
  });

  it('count by their Latin letters', () => {
    expect(found(`${words('aaaa', 5)}\n${words('oooo', 5)} ${words(arabic, 9)}`).share).toBe(0.5);
    expect(found(words(arabic, 9))).toEqual({ passages: [], pieces: [], share: 0 });
    expect(found('')).toEqual({ passages: [], pieces: [], share: 0 });
  });

  it('may be all of it', () => {
    expect(found(words('oooo', 9)).share).toBe(1);
  });
});

describe('passages', () => {
  it('go on over a line that says little, and end where English outweighs them', () => {
    const text = `${words('oooo', 9)}\n12,4\naaaa\n${words('oooo', 9)}\n${words('aaaa', 40)}\n${words('oooo', 9)}`;
    expect(found(text).passages).toEqual([`${words('oooo', 9)}\n12,4\naaaa\n${words('oooo', 9)}`, words('oooo', 9)]);
  });

  it('begin with the first part that speaks against English, and end with the last', () => {
    expect(found(`${words('aaaa', 12)}\n${words('oooo', 12)}\n${words('aaaa', 6)}`).passages).toEqual([
      words('oooo', 12),
    ]);
  });

  it('are sure by one long part, where the whole is less so', () => {
    const long = words('oooo', 9);
    const heard = (text: string): number => (text === long ? 0.01 : text.includes('oooo') ? 0.05 : 0.98);
    expect(found(`${words('oooo', 5)}\n${long}`, heard).passages).toEqual([`${words('oooo', 5)}\n${long}`]);
    const short = words('oooo', 8);
    const unsure = (text: string): number => (text === short ? 0.01 : text.includes('oooo') ? 0.05 : 0.98);
    expect(found(`${words('oooo', 5)}\n${short}`, unsure).passages).toEqual([]);
  });

  it('need both opinions', () => {
    const text = words('oooo', 12);
    expect(found(text, majority, () => 0.021).passages).toEqual([]);
    expect(found(text, majority, () => 0.02).passages).toHaveLength(1);
    const first = (probability: number) => () => probability;
    expect(found(text, first(0.1), () => 0).passages).toHaveLength(1);
    expect(found(text, first(0.11), () => 0).passages).toHaveLength(0);
  });

  it('are not made of words of five letters, which nobody is asked about', () => {
    const asked: string[] = [];
    found('ooooo\noooooo\n12 34', (text) => {
      asked.push(text);
      return 0.02;
    });
    expect(asked).toEqual(['oooooo']);
  });

  it('hold no name and no quote', () => {
    const heard = (text: string): number => majority(text.toLowerCase());
    expect(found(`${words('aaaa', 5)}\n${words('Oooo', 20)}`, heard)).toMatchObject({ passages: [], pieces: [] });
    expect(found(`${words('aaaa', 5)}\n"${words('oooo', 20)}"`, heard)).toMatchObject({ passages: [], pieces: [] });
  });
});
