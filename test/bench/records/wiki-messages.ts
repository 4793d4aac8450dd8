/** The words of MediaWiki (GPL 2 or later) in some 400 languages, as its translators keep them: one JSON file a language and part. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

export interface WikiMessages {
  /** BCP 47, without a region. */
  readonly language: string;
  readonly messages: readonly string[];
}

/**
 * No language of its own: what stands for a message, notes for translators about it; Scots and the creoles of English,
 * in which a message may well be English word for word.
 */
const leftOut = new Set(['qqq', 'qqx', 'sco', 'gpe', 'pcm', 'jam', 'tpi', 'bi', 'srn', 'ang', 'enm']);

const plainOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    // The last of the forms that a number or a person's sex chooses among; a variable.
    .replace(/\{\{\s*(?:plural|gender|grammar)[^{}]*?\|?([^{}|]*)\}\}/gi, '$1')
    .replace(/\{\{[^{}]*\}\}/g, ' ')
    .replace(/\[\[(?:[^\][|]*\|)?([^\][|]*)\]\]/g, '$1')
    .replace(/\[(?:https?:|\/\/|\$\d)\S*\s?([^\]]*)\]/g, '$1')
    .replace(/\$\d+|&\w+;|'''?|\\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Names of settings, addresses, examples of markup, lists of codes, values and menus are in English everywhere. */
const hasIdentifier = (text: string): boolean =>
  /\w_\w|\$\w|https?:|\w\(\)|[a-z][A-Z]|[#=|{}[\]<>\\→]|\w[./]\w{2,}|\d ?: ?\d|\* \w+ \*|(?: [a-z]{2}\b){9}|Creative Commons|GNU/.test(
    text,
  );

const leastWords = 4;
const isSentence = (text: string): boolean => (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= leastWords;

type Messages = Readonly<Record<string, unknown>>;
const read = (file: string): Messages => JSON.parse(readFileSync(file, 'utf8')) as Messages;

/** @param folder where the package was unpacked */
export function* wikiMessages(folder: string): Generator<WikiMessages> {
  for (const original of globSync('**/i18n/**/en.json', { cwd: folder }).sort()) {
    const english = read(`${folder}/${original}`);
    for (const file of globSync(`${dirname(original)}/*.json`, { cwd: folder }).sort()) {
      const locale = basename(file, '.json');
      const language = locale.split('-')[0] ?? '';
      if (leftOut.has(language) || (language === 'en' && locale !== 'en')) continue;
      const messages = Object.entries(read(`${folder}/${file}`)).flatMap(([key, message]) => {
        if (key.startsWith('@') || typeof message !== 'string') return [];
        // What nobody has translated yet.
        if (language !== 'en' && message === english[key]) return [];
        const text = plainOf(message);
        return isSentence(text) && !hasIdentifier(text) ? [text] : [];
      });
      yield { language, messages };
    }
  }
}
