/**
 * The words of two programs that volunteers translated, in some 80 languages: a website for children and their parents (Scratch,
 * npm `scratch-l10n`, BSD-3-Clause) and a messenger (npm `matrix-react-sdk`, Apache-2.0). Fetched when a model is trained
 * or measured, always the same bytes; not copied into the repository.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface WebsiteText {
  /** Of the part of the program and the language: the same for the same text. */
  readonly id: string;
  /** BCP 47. */
  readonly language: string;
  readonly lines: readonly string[];
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly sha512: string;
  /** Folders of one JSON file a language each, `original` among them. */
  readonly files: string;
  readonly original: string;
}

// The last versions under these licences.
const packages: readonly Package[] = [
  {
    name: 'scratch-l10n',
    version: '3.18.0',
    sha512: 'OTEvk5h3qerPgi9ZsRQusj+LZTq9SgcbFZdZS4PGcMAzdexAz8jhQJu0XPacdVJMgCrF3KpNgngrcP1Wj20I4Q==',
    files: '{www,editor}/*',
    original: 'en',
  },
  {
    name: 'matrix-react-sdk',
    version: '3.80.0',
    sha512: '7F1CzrVR/y0I7JFl1ckRph2ADryXA++t7jVgbQJWM0XR4VoGI/qCRzfVtEnwknPlMZ2vdr82nopp0pY1IxYKJQ==',
    files: 'src/i18n/strings',
    original: 'en_EN',
  },
];

const kept = fileURLToPath(new URL('../../../node_modules/.cache/rso-websites/', import.meta.url));

/** @returns the folder of the package's files, which are fetched unless they were before */
function folderOf({ name, version, sha512 }: Package): string {
  const folder = join(kept, `${name}-${version}`);
  if (existsSync(folder)) return join(folder, 'package');
  mkdirSync(kept, { recursive: true });
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`], { cwd: kept, timeout: 300_000 });
  const archive = join(kept, `${name}-${version}.tgz`);
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== sha512) throw new Error(`${archive} is not what was trained on: sha512-${found}`);
  mkdirSync(folder);
  execFileSync('tar', ['xzf', archive, '-C', folder]);
  return join(folder, 'package');
}

const plainOf = (message: string): string =>
  message
    .replace(/<[^>]*>|\{[^{}]*\}|%\(\w+\)[sd]|%\d?|&\w+;|https?:\S+|[*_#`~|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const leastWords = 4;
const isSentence = (text: string): boolean => (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= leastWords;

/** Path in the file → message. */
function* messagesOf(value: unknown, path = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* messagesOf(inner, `${path}/${key}`);
}

const read = (file: string): Map<string, string> =>
  new Map(messagesOf(JSON.parse(readFileSync(file, 'utf8')) as unknown));

/** Runs of four words, in lower case. */
function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.slice(3).map((_, index) => words.slice(index, index + 4).join(' '));
}

/** Messages of a document; a file may hold thousands. */
const together = 60;
/** File names that are no language: a joke of the translators, examples, English of other times and places. */
const noLanguage = /^(?:basefile|danam|ang|en|jbo|sco)/;

export function* websiteTexts(): Generator<WebsiteText> {
  for (const one of packages) {
    const folder = folderOf(one);
    const originals = globSync(`${one.files}/${one.original}.json`, { cwd: folder }).sort();
    const inEnglish = new Set(originals.flatMap((file) => [...read(join(folder, file)).values()]).flatMap(runsOf));
    // Not translated yet, or the English of an earlier edition.
    const isTranslated = (text: string): boolean => {
      const runs = runsOf(text);
      return runs.filter((run) => inEnglish.has(run)).length * 4 <= runs.length;
    };
    for (const original of originals) {
      for (const file of globSync(`${dirname(original)}/*.json`, { cwd: folder }).sort()) {
        const locale = basename(file, '.json');
        const isOriginal = locale === one.original;
        if (!isOriginal && noLanguage.test(locale)) continue;
        const language = isOriginal ? 'en' : locale.replaceAll('_', '-');
        const lines = [...read(join(folder, file)).values()]
          .filter((message) => isOriginal || isTranslated(message))
          .map(plainOf)
          .filter(isSentence);
        for (let at = 0; at < lines.length; at += together)
          yield { id: `${one.name}/${file}/${at}`, language, lines: lines.slice(at, at + together) };
      }
    }
  }
}
