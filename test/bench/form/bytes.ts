/** What else budgets.md counts in bytes: the form in every language, the status page, words, the autoloader. */
import type { Browser } from 'playwright-core';
import { northbridge } from '../../../demo/server/programs/northbridge.ts';
import { languages } from '../../../src/i18n/languages.ts';
import { packNames } from '../../../src/i18n/load.ts';
import { statuses } from '../../fixtures/status.ts';
import { firstView } from '../../package/first-view.ts';
import { closure, compressed, weigh } from '../../package/graph.ts';

export interface Weight {
  readonly name: string;
  /** kB of 1000 bytes, brotli. */
  readonly value: number;
  readonly most: number;
}

/** Opens our pages, each answer held until nothing more is asked for, and weighs what came. */
export async function weighPages(browser: Browser): Promise<readonly Weight[]> {
  const { program } = northbridge({ origins: ['http://127.0.0.1'] });
  const data = JSON.stringify({ program, status: statuses.expertReview }).replaceAll('<', '\\u003c');
  const form = await firstView(browser, {
    body: '<rso-access-form backend="/rso/v1"></rso-access-form>',
    works: 'form input',
    backend: { '/program': program },
    on: true,
  });
  const status = await firstView(browser, {
    body: `<rso-status></rso-status><script type="module">
      Object.assign(document.querySelector('rso-status'), ${data});</script>`,
    works: '[part="timeline"]',
    backend: {},
    on: true,
  });
  const tags = Object.keys(languages);
  /** Of the language that weighs most. */
  const inAny = (files: ReadonlySet<string>): number =>
    Math.max(...tags.map((lang) => weigh([...files].map((path) => path.replace('locales/en/', `locales/${lang}/`)))));
  const words = tags.flatMap((lang) =>
    [...packNames, 'first', 'standing'].map((name) => compressed(`locales/${lang}/${name}.js`)),
  );
  const beyond = weigh([...status.files, ...status.later], new Set([...form.files, ...form.later]));
  return [
    { name: 'form until the first field works, heaviest language', value: inAny(form.files) / 1000, most: 35 },
    {
      name: 'status alone until it shows where the case stands, heaviest language',
      value: inAny(status.files) / 1000,
      most: 35,
    },
    { name: 'status beyond what the form loaded', value: beyond / 1000, most: 20 },
    { name: 'largest file of words of any language', value: Math.max(...words) / 1000, most: 8 },
    { name: 'autoloader', value: weigh(closure('rso.js')) / 1000, most: 3 },
  ];
}
