/** Samples that share no text: what is said of 300 of them is said of 300 texts. */
import type { FreeDocument } from './free-documents.ts';

export interface SeparateSample {
  readonly language: string;
  readonly source: FreeDocument['source'];
  readonly text: string;
}

/** Runs of five words, in lower case. */
function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.slice(4).map((_, index) => words.slice(index, index + 5).join(' '));
}

/**
 * Paragraphs put together to at least `length` characters and cut there, each used once. Left out is a paragraph of which
 * more than a third of the five-word runs stood in one before it in the same language, or in English: nobody translated it.
 */
export function separateSamples(documents: readonly FreeDocument[], length: number): SeparateSample[] {
  const samples: SeparateSample[] = [];
  const seen = new Map<string, Set<string>>();
  const inEnglish = new Set(
    documents.filter((one) => one.language === 'en').flatMap((one) => one.paragraphs.flatMap(runsOf)),
  );
  for (const { language, source, paragraphs } of documents) {
    const known = seen.get(language) ?? new Set<string>();
    seen.set(language, known);
    const isKnown = (run: string) => known.has(run) || (language !== 'en' && inEnglish.has(run));
    let text = '';
    for (const paragraph of paragraphs) {
      const runs = runsOf(paragraph);
      const again = runs.filter(isKnown).length;
      for (const run of runs) known.add(run);
      if (runs.length === 0 || again * 3 > runs.length) continue;
      text = `${text}\n${paragraph}`.trim();
      while (text.length >= length) {
        const space = text.indexOf(' ', length);
        const cut = space < 0 ? text.length : space;
        samples.push({ language, source, text: text.slice(0, cut) });
        text = text.slice(cut).trim();
      }
    }
  }
  return samples;
}
