/** The words that a person reads on a button or a heading, from the locale files, so that tests act as people do. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../src/i18n/locales');

/** Looks words up by key in one language; `{{name}}` placeholders are filled. */
export function wordsOf(lang: string): (key: string, params?: Readonly<Record<string, string | number>>) => string {
  const all = new Map<string, string>();
  for (const file of readdirSync(join(folder, lang)).filter((name) => name.endsWith('.json'))) {
    const pack = JSON.parse(readFileSync(join(folder, lang, file), 'utf8')) as Record<string, unknown>;
    for (const [key, text] of Object.entries(pack)) if (typeof text === 'string') all.set(key, text);
  }
  return (key, params = {}) => {
    const text = all.get(key);
    if (text === undefined) throw new Error(`no words for ${key} in ${lang}`);
    return text.replace(/\{\{?\s*(\w+)\s*\}?\}/gu, (_, name: string) => String(params[name] ?? ''));
  };
}
