/**
 * Another language in Latin letters on a page whose pieces of usual length are English: a sentence or two of it, a
 * translation in a second column or on every other line. A piece of usual length holds both and the English of it wins;
 * a sentence, or a part of one, is in one language or the other. Names and quotes are left out before anybody is asked.
 */
import type { Line } from './chunk.ts';
import { withoutNames } from './names.ts';
import { countScripts, onlyLatin } from './script.ts';
import type { Jury } from './voice.ts';

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
const least = { heard: 6, piece: 20, passage: 34 } as const;
/** For the second opinion a passage has to be this many times less likely to be English than what is called not English elsewhere. */
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
  #parts: Part[] = [];
  #upTo = 0;
  #evidence = 0;
  #most = 0;

  /** @returns whether the run goes on: English outweighs it otherwise. */
  add(part: Part, probability: number): boolean {
    this.#evidence += evidenceOf(probability, part.letters);
    if (this.#evidence <= 0) return false;
    this.#parts.push(part);
    if (this.#evidence > this.#most) {
      this.#most = this.#evidence;
      this.#upTo = this.#parts.length;
    }
    return true;
  }

  passage({ classify, second, thresholds: { notEnglish } }: Jury): Passage | undefined {
    const parts = this.#parts.slice(0, this.#upTo);
    const letters = parts.reduce((sum, part) => sum + part.letters, 0);
    const [first] = parts;
    const last = parts.at(-1);
    if (first === undefined || last === undefined || letters < least.passage) return undefined;
    // One part may be certain where its neighbours, full of terms that English has too, leave the whole less so.
    const certain = parts.filter((part) => part.letters >= least.passage).map((part) => part.said);
    const isForeign = [parts.map((part) => part.said).join(' '), ...certain].some(
      (said) => classify(said) <= notEnglish && second(said) <= notEnglish / surer,
    );
    return isForeign ? { start: first.start, end: last.end } : undefined;
  }
}

/** What of a page's lines is not English. */
export function foreignOf(text: string, lines: readonly Line[], jury: Jury): Foreign {
  const passages: Passage[] = [];
  const pieces: Passage[] = [];
  let all = 0;
  let other = 0;
  let run = new Run();
  const end = (): void => {
    const passage = run.passage(jury);
    if (passage !== undefined) passages.push(passage);
    run = new Run();
  };
  for (const part of partsOf(withoutNames(text), lines)) {
    all += part.letters;
    if (part.letters < least.heard) continue;
    const probability = jury.classify(part.said);
    if (part.letters >= least.piece && probability <= jury.thresholds.notEnglish) {
      other += part.letters;
      pieces.push({ start: part.start, end: part.end });
    }
    if (!run.add(part, probability)) end();
  }
  end();
  return { passages, pieces, share: other / Math.max(1, all) };
}
