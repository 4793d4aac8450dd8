/**
 * Words as the build ships them: every pack of every language is a file of its own under `locales/`, addressed by
 * language and name, so that the first view holds no list of them. `first.js` is what the form's first view needs,
 * `standing.js` what the status page's does.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Plugin } from 'vite';
import { root } from './entries.ts';

const folder = join(root, 'src/i18n/locales');
const source = /await import\(`\.\/locales\/\$\{lang\}\/\$\{name\}\.json`\)/;
const choice = "name === 'first' ? first(lang) : name === 'standing' ? standing(lang) : file(lang, name)";

/** Of `frame`, what the first step cannot need: it comes with the rest of `frame` as soon as the first field works. */
const later = new RegExp(
  '^(?:conflict\\.|pause|resume|print|learnMore|newTab|reference|unit|group\\.|consent\\.|remove|text\\.|' +
    'back|send|register|name\\.latin|phone\\.country|list|retry\\.now|step\\.done|phone\\.keep|summary\\.|waiting\\.|kept\\.(?:saving|hospital|device)|issue|' +
    'problem\\.(?:validation|not-found|rate-limited|unauthorized|ineligible|state-conflict|version-conflict|consent-outdated|email-unverified|' +
    'storage-full|too-large|quota|unsupported-type))',
  'u',
);

/**
 * Of `start`, what nobody sees at first: why something is asked, and help within a fold, is read when somebody opens it;
 * relationships and authorities are asked for once a role is chosen. What declines a question comes with the whole form.
 */
const unseen =
  /\.why$|^(?:relationship|option)\.|^field\.submitter\.(?:authority\.option\.|(?:caseReference|bestTimes|contactSafety)\.help$)/u;

type Pack = Readonly<Record<string, string>>;
const read = (lang: string, name: string): Pack =>
  JSON.parse(readFileSync(join(folder, lang, `${name}.json`), 'utf8')) as Pack;

/** What the form's first view says in a language. */
export function firstWords(lang: string): Pack {
  const frame = Object.entries(read(lang, 'frame')).filter(([key]) => !later.test(key));
  const start = Object.entries(read(lang, 'start')).filter(([key]) => !unseen.test(key));
  return { ...Object.fromEntries(frame), ...Object.fromEntries(start), ...read(lang, 'fallback') };
}

/** What the status page can need at first, pack by pack: where a referral stands, or the second fact before it. */
const standing: Readonly<Record<string, RegExp>> = {
  frame:
    /^(?:reference$|optional$|sending$|retry|contact\.|failed\.|waiting\.|problem\.(?:other|chunk|offline|timeout|unreachable|configuration|maintenance|rate-limited|not-found)$)/u,
  shared: /^date\.(?:day|month|year)$/u,
  journey: /^(?:link|signedOut)\.|^problem\.(?:link-invalid|fact-required)$/u,
  aside: /^guardian\.again$/u,
  status: /^(?:ask|standing|reason|status|due|timeline|gates?)(?:\.|$)/u,
};

/** What the first view of the status page says in a language. */
export const standingWords = (lang: string): Pack => ({
  ...Object.fromEntries(
    Object.entries(standing).flatMap(([name, keys]) =>
      Object.entries(read(lang, name)).filter(([key]) => keys.test(key)),
    ),
  ),
  ...read(lang, 'fallback'),
});

const module = (pack: Pack): string => `export default${JSON.stringify(pack)}`;

/** Every built file of words with what it holds. */
function files(): readonly (readonly [fileName: string, source: string])[] {
  const written = globSync('*/*.json', { cwd: folder }).map(
    (path) =>
      path
        .replaceAll('\\', '/')
        .replace(/\.json$/, '')
        .split('/') as [string, string],
  );
  return [
    ...written.map(([lang, name]) => [`locales/${lang}/${name}.js`, module(read(lang, name))] as const),
    ...[...new Set(written.map(([lang]) => lang))].map(
      (lang) => [`locales/${lang}/first.js`, module(firstWords(lang))] as const,
    ),
    ...[...new Set(written.map(([lang]) => lang))].map(
      (lang) => [`locales/${lang}/standing.js`, module(standingWords(lang))] as const,
    ),
  ];
}

export function words(): Plugin {
  return {
    name: 'rso-words',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/i18n\/load\.ts(?:\?|$)/.test(id)) return null;
      if (!source.test(code) || !code.includes(choice))
        this.error('load.ts does not read as it did: look at .tools/words.ts');
      return code
        .replace(source, 'await import(/* @vite-ignore */ `rso:locales/${lang}/${name}.js`)')
        .replace(choice, 'file(lang, name)');
    },
    renderChunk(code, chunk) {
      if (!code.includes('rso:locales/')) return null;
      const path = posix.relative(posix.dirname(chunk.fileName), 'locales');
      return code.replaceAll('rso:locales/', `${path.startsWith('.') ? path : `./${path}`}/`);
    },
    generateBundle() {
      for (const [fileName, source] of files()) this.emitFile({ type: 'asset', fileName, source });
    },
  };
}
