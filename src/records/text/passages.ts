/**
 * Another language in Latin letters on a page whose pieces of usual length are English: a sentence or two of it, a
 * translation in a second column or on every other line. A piece of usual length holds both and the English of it wins;
 * a sentence, or a part of one, is in one language or the other. Names and quotes are left out before anybody is asked.
 */
import type { Line } from './chunk.ts';
import type { EnglishProbability } from './classifier.ts';
import { withoutNames } from './names.ts';
import { countScripts, onlyLatin } from './script.ts';

/** A run of text that is not English, in UTF-16 offsets of the page's text. */
export interface Passage {
  readonly start: number;
  readonly end: number;
}

export interface Foreign {
  /** Sentences that are certainly in another language. */
  readonly passages: readonly Passage[];
  /** Short pieces that are not English by themselves, and their part of the Latin letters, 0 to 1. */
  readonly pieces: readonly Passage[];
  readonly share: number;
}

/** Characters of a part of a long sentence, or of a line of a column, about. */
const partLength = 60;
/** Letters that a part must have to be asked about; to count by itself; and that a sentence has. A title has fewer. */
const least = { heard: 6, piece: 20, passage: 40 } as const;
/** A passage has to be this many times less likely to be English than what is called not English elsewhere. */
const surer = 5;

interface Part extends Passage {
  readonly said: string;
  readonly letters: number;
}

const sentences = /(?:[^.;:!?]|[.;:!?](?!\s))+[.;:!?]*/gu;

/** Sentences, long ones in parts, never across the end of a line. */
function* partsOf(said: string, lines: readonly Line[]): Generator<Part> {
  for (const line of lines) {
    for (const match of said.slice(line.start, line.end).matchAll(sentences)) {
      const end = line.start + match.index + match[0].length;
      for (let start = line.start + match.index; start < end;) {
        const space = end - start > partLength * 1.5 ? said.indexOf(' ', start + partLength) : -1;
        const cut = space < 0 || space > end ? end : space;
        const part = onlyLatin(said.slice(start, cut));
        yield { start, end: cut, said: part, letters: countScripts(part).latin };
        start = cut;
      }
    }
  }
}

/** What speaks against English in a part; more text says more, slower than linearly. */
const evidenceOf = (probability: number, letters: number): number =>
  Math.log((1 - probability + 1e-9) / (probability + 1e-9)) * Math.sqrt(letters);

/** Parts one after another that together speak most against English. */
class Run {
  #parts: (Part & { readonly probability: number })[] = [];
  #upTo = 0;
  #evidence = 0;
  #most = 0;

  /** @returns whether the run goes on: English outweighs it otherwise. */
  add(part: Part, probability: number): boolean {
    this.#evidence += evidenceOf(probability, part.letters);
    if (this.#evidence <= 0) return false;
    this.#parts.push({ ...part, probability });
    if (this.#evidence > this.#most) {
      this.#most = this.#evidence;
      this.#upTo = this.#parts.length;
    }
    return true;
  }

  passage(classify: EnglishProbability, notEnglish: number): Passage | undefined {
    const parts = this.#parts.slice(0, this.#upTo);
    const letters = parts.reduce((sum, part) => sum + part.letters, 0);
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined || letters < least.passage) return undefined;
    const certain = notEnglish / surer;
    // One part may be certain where its neighbours, full of terms that English has too, leave the whole less so.
    const isForeign =
      classify(parts.map((part) => part.said).join(' ')) <= certain ||
      parts.some((part) => part.letters >= least.passage && part.probability <= certain);
    return isForeign ? { start: first.start, end: last.end } : undefined;
  }
}

/** What of a page's lines is not English; `notEnglish`: the probability at and below which a piece is not. */
export function foreignOf(
  text: string,
  lines: readonly Line[],
  classify: EnglishProbability,
  notEnglish: number,
): Foreign {
  const passages: Passage[] = [];
  const pieces: Passage[] = [];
  let all = 0;
  let other = 0;
  let run = new Run();
  const end = (): void => {
    const passage = run.passage(classify, notEnglish);
    if (passage !== undefined) passages.push(passage);
    run = new Run();
  };
  for (const part of partsOf(withoutNames(text), lines)) {
    all += part.letters;
    if (part.letters < least.heard) continue;
    const probability = classify(part.said);
    if (part.letters >= least.piece && probability <= notEnglish) {
      other += part.letters;
      pieces.push({ start: part.start, end: part.end });
    }
    if (!run.add(part, probability)) end();
  }
  end();
  return { passages, pieces, share: other / Math.max(1, all) };
}
