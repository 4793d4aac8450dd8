/**
 * Translated text that anybody may read and nothing here was trained on: the help of the GNOME desktop (CC BY-SA 3.0), the
 * words of its mail program, of a few tools and of a wiki (LGPL, GPL), from Debian's packages, and the words of this program. Only
 * measured: never copied into the repository, never trained on. Fetched once, with Debian's own tools.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wikiMessages } from './wiki-messages.ts';

export interface FreeDocument {
  /** BCP 47, without a region. */
  readonly language: string;
  readonly source: 'help' | 'programs' | 'wiki' | 'websites' | 'this program';
  readonly paragraphs: readonly string[];
}

const helpPackage = 'gnome-user-docs';
const programs = ['evolution-common', 'libgtk-3-common', 'dpkg', 'apt'] as const;
const wikiPackage = 'mediawiki';
const packages = [helpPackage, ...programs, wikiPackage] as const;
const kept = fileURLToPath(new URL('../../../node_modules/.cache/rso-free-documents/', import.meta.url));
const locales = fileURLToPath(new URL('../../../src/i18n/locales/', import.meta.url));

/** "pt_BR", "sr@latin", "zh_CN" → "pt", "sr-Latn", "zh". */
const languageOf = (locale: string): string =>
  locale === 'C' ? 'en' : locale.endsWith('@latin') ? `${locale.slice(0, -6)}-Latn` : (locale.split(/[_@-]/)[0] ?? '');

/** Unpacks the packages, unless that was done before. */
function fetchPackages(): void {
  if (packages.every((name) => existsSync(`${kept}${name}`))) return;
  mkdirSync(kept, { recursive: true });
  execFileSync('apt-get', ['download', ...packages], { cwd: kept, stdio: 'ignore', timeout: 300_000 });
  for (const name of packages) {
    const file = readdirSync(kept).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
    if (file === undefined) throw new Error(`no package ${name}`);
    execFileSync('dpkg-deb', ['-x', file, name], { cwd: kept });
  }
}

const plainOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|apos|#\d+);/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function helpPages(locale: string): Map<string, string[]> {
  const folder = `${kept}${helpPackage}/usr/share/help/${locale}/gnome-help/`;
  const pages = readdirSync(folder).filter((name) => name.endsWith('.page'));
  return new Map(
    pages.map((name) => {
      const body = readFileSync(folder + name, 'utf8').replace(/<info>[\s\S]*?<\/info>/g, '');
      return [name, [...body.matchAll(/<p>([\s\S]*?)<\/p>/g)].map(([, text = '']) => plainOf(text))];
    }),
  );
}

/** What was not translated stands in the translations in English. */
function* help(): Generator<FreeDocument> {
  const english = helpPages('C');
  const inEnglish = new Set([...english.values()].flat());
  for (const paragraphs of english.values()) yield { language: 'en', source: 'help', paragraphs };
  for (const locale of readdirSync(`${kept}${helpPackage}/usr/share/help`)) {
    if (locale === 'C') continue;
    for (const all of helpPages(locale).values()) {
      const paragraphs = all.filter((one) => !inEnglish.has(one));
      yield { language: languageOf(locale), source: 'help', paragraphs };
    }
  }
}

/** Pairs of original and translation of a compiled catalogue of messages (GNU gettext, little-endian). */
function messagesOf(path: string): [string, string][] {
  const bytes = readFileSync(path);
  const [count, originals, translations] = [8, 12, 16].map((at) => bytes.readUInt32LE(at)) as [number, number, number];
  const textAt = (table: number, index: number): string => {
    const length = bytes.readUInt32LE(table + index * 8);
    const start = bytes.readUInt32LE(table + index * 8 + 4);
    return bytes.toString('utf8', start, start + length).split('\0')[0] ?? '';
  };
  return Array.from({ length: count }, (_, at) => [textAt(originals, at), textAt(translations, at)]);
}

const leastWords = 4;
const isSentence = (text: string): boolean => (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= leastWords;
const withoutMarks = (text: string): string => plainOf(text.replace(/[_\\]|%[-\d.]*\$?l?[a-z]|\{\w+\}/gi, ''));

/** Names of settings and variables, options of commands: they are in English everywhere. */
const hasIdentifier = (text: string): boolean => /\$[\w{([]|\w-\w+-\w+["'”»’“ ]|--\w|\w[=/]\w+\/\w/.test(text);

function* programWords(): Generator<FreeDocument> {
  for (const name of programs) {
    const folder = `${kept}${name}/usr/share/locale/`;
    for (const locale of readdirSync(folder)) {
      const language = languageOf(locale);
      if ((language === 'en') !== (locale === 'en_GB')) continue;
      const catalogues = readdirSync(`${folder}${locale}/LC_MESSAGES`).filter((file) => file.endsWith('.mo'));
      for (const file of catalogues) {
        const paragraphs = messagesOf(`${folder}${locale}/LC_MESSAGES/${file}`)
          .filter(([original, said]) => original !== '' && isSentence(said) && !hasIdentifier(said))
          .filter(([original, said]) => language === 'en' || original !== said)
          .map(([, said]) => withoutMarks(said));
        yield { language, source: 'programs', paragraphs };
      }
    }
  }
}

const leavesOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap((one: unknown) => leavesOf(one));

function* thisProgram(): Generator<FreeDocument> {
  for (const language of readdirSync(locales)) {
    for (const file of readdirSync(`${locales}${language}`).filter((name) => name.endsWith('.json'))) {
      const words = leavesOf(JSON.parse(readFileSync(`${locales}${language}/${file}`, 'utf8')));
      const paragraphs = words.map(withoutMarks).filter(isSentence);
      yield { language: languageOf(language), source: 'this program', paragraphs };
    }
  }
}

function* wiki(): Generator<FreeDocument> {
  for (const { language, messages } of wikiMessages(`${kept}${wikiPackage}`))
    yield { language, source: 'wiki', paragraphs: messages };
}

/** All of it; without what Debian has where this is no Debian, or there is no way to its packages. */
export function freeDocuments(): FreeDocument[] {
  try {
    fetchPackages();
  } catch {
    process.stderr.write(`skipped: Debian's packages ${packages.join(', ')} could not be fetched\n`);
    return [...thisProgram()];
  }
  return [...help(), ...programWords(), ...wiki(), ...thisProgram()];
}
