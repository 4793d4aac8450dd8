/** Reads one page, turning it where it was scanned sideways or upside down. */
import { evenLight, sharpness } from '../pictures/light.ts';
import { cropped, turned, type Picture } from '../pictures/picture.ts';
import { looksTurned, type Reading } from './judge-reading.ts';
import type { ReadWord, Recogniser } from './tesseract.ts';

/** 0–100, as Tesseract counts. */
const sureFrom = 75;
/** The part of a page's height that is looked at to find which way up it is. */
const probeShare = 0.3;
const ink = 128;

const lettersOf = (word: string): string => word.replace(/[^\p{L}\p{M}'’-]/gu, '');

/** Sums up what was read. */
export function readingOf(
  lines: readonly (readonly ReadWord[])[],
  knows: (word: string) => boolean,
  sharp = 1,
): Reading {
  let letters = 0;
  let confidence = 0;
  let words = 0;
  let sure = 0;
  let long = 0;
  let known = 0;
  const rows = new Set<unknown>();
  for (const [line, { text, confidence: own }] of lines.flatMap((line) => line.map((word) => [line, word] as const))) {
    const bare = lettersOf(text);
    if (bare.length < 2) continue;
    rows.add(line);
    words += 1;
    letters += bare.length;
    confidence += own * bare.length;
    if (own >= sureFrom) sure += 1;
    if (bare.length < 3) continue;
    long += 1;
    // A guess that happens to be a word proves nothing.
    if (own >= sureFrom && (knows(bare) || knows(bare.toLowerCase()))) known += 1;
  }
  return {
    text: lines.map((line) => line.map((word) => word.text).join(' ')).join('\n'),
    letters,
    words,
    lines: rows.size,
    confidence: letters === 0 ? 0 : confidence / letters / 100,
    sure: words === 0 ? 0 : sure / words,
    known: long === 0 ? 0 : known / long,
    sharpness: sharp,
  };
}

/** Ink in each row and in each column. */
function profiles({ width, height, grey }: Picture): readonly [rows: Uint32Array, columns: Uint32Array] {
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((grey[y * width + x] as number) >= ink) continue;
      rows[y] = (rows[y] as number) + 1;
      columns[x] = (columns[x] as number) + 1;
    }
  }
  return [rows, columns];
}

/** How much neighbours differ: lines of text make one profile jump and leave the other smooth. */
function jumps(profile: Uint32Array): number {
  let sum = 0;
  for (let at = 4; at < profile.length; at += 1) sum += ((profile[at] as number) - (profile[at - 4] as number)) ** 2;
  return sum / Math.max(1, profile.length);
}

/** Quarters to try besides none: only those in which the lines run across, where that can be told. */
export function likelyTurns(picture: Picture): readonly number[] {
  const [rows, columns] = profiles(picture);
  const across = jumps(rows);
  const down = jumps(columns);
  if (across > 2 * down) return [2];
  return down > 2 * across ? [1, 3] : [1, 3, 2];
}

/** The band with the most ink. */
function probeOf(picture: Picture): Picture {
  const band = Math.max(1, Math.round(picture.height * probeShare));
  const [rows] = profiles(picture);
  let held = 0;
  let most = -1;
  let top = 0;
  for (let y = 0; y < picture.height; y += 1) {
    held += (rows[y] as number) - (y >= band ? (rows[y - band] as number) : 0);
    if (y < band - 1 || held <= most) continue;
    most = held;
    top = y - band + 1;
  }
  return cropped(picture, 0, top, picture.width, Math.min(band, picture.height));
}

/** How much a reading looks like a language at all. */
const worth = ({ letters, confidence, known }: Reading): number =>
  letters < 8 ? 0 : confidence * (0.4 + 0.6 * known) * Math.min(1, letters / 60);

/**
 * Reads a page as it lies, and if that makes no sense, the way up in which a part of it makes most.
 * @param mayGoOn - asked before each further look; false ends it with what there is.
 */
export function readLetters(given: Picture, recogniser: Recogniser, mayGoOn: () => boolean): Reading {
  const knows = (word: string): boolean => recogniser.knows(word);
  const picture = evenLight(given);
  const sharp = sharpness(given);
  const upright = readingOf(recogniser.read(picture), knows, sharp);
  if (!looksTurned(upright)) return upright;
  let best = { turns: 0, worth: worth(upright) * 1.15 };
  for (const turns of likelyTurns(picture)) {
    if (!mayGoOn()) return upright;
    const probe = turned(probeAlong(picture, turns), turns);
    const found = worth(readingOf(recogniser.read(probe), knows));
    if (found > best.worth) best = { turns, worth: found };
  }
  if (best.turns === 0 || !mayGoOn()) return upright;
  const again = readingOf(recogniser.read(turned(picture, best.turns)), knows, sharp);
  return worth(again) > worth(upright) ? again : upright;
}

/** The band to look at, cut along the lines as they will run once the page is turned. */
const probeAlong = (picture: Picture, turns: number): Picture =>
  turns % 2 === 0 ? probeOf(picture) : turned(probeOf(turned(picture, 1)), -1);
