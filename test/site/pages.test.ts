/** The demo's pages as files: nothing inline, nothing from elsewhere, the built version, every language whole. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../src/i18n/index.ts';

const site = join(import.meta.dirname, '../../demo/site');
const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
const read = (name: string) => readFileSync(join(site, name), 'utf8');
const { version } = JSON.parse(readFileSync(join(site, '../../package.json'), 'utf8')) as { version: string };

describe('the pages', () => {
  it.each(pages)('%s holds no inline script or style and asks no other host for anything', (name) => {
    const html = read(name);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/u);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/u);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//u);
  });

  it.each(pages)('%s says its language and direction', (name) => {
    expect(read(name)).toMatch(/<html lang="[a-z]{2}" dir="(?:ltr|rtl)">/u);
  });

  it('loads the version that is built, wherever one is named', () => {
    const sources = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:html|js)$/u.test(name),
    );
    const named = sources.flatMap((name) => [...read(name).matchAll(/\/rso\/(\d[^/]*)\//gu)].map(([, found]) => found));
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named)).toEqual(new Set([version]));
  });
});

describe('the hospital page', () => {
  const html = read('hospital/index.html');
  const keys = [...html.matchAll(/data-words="([^"]+)"/gu)].map(([, key]) => key);
  const labels = [...html.matchAll(/data-label="([^"]+)"/gu)].map(([, key]) => `label.${key ?? ''}`);

  const offered = [...html.matchAll(/<option value="([^"]+)" lang="([^"]+)" dir="(ltr|rtl)">/gu)];

  it('offers every language, each said to be itself', () => {
    expect(offered.map(([, value, lang, dir]) => ({ [value ?? '']: [lang, dir] }))).toEqual(
      Object.entries(languages).map(([language, { dir }]) => ({ [language]: [language, dir] })),
    );
  });

  it.each(Object.keys(languages).filter((lang) => lang !== 'en'))('has every word in %s, and no others', (lang) => {
    const words = JSON.parse(read(`hospital/words/${lang}.json`)) as Record<string, string>;
    expect(Object.keys(words).sort()).toEqual([...new Set([...keys, ...labels, 'page.title'])].sort());
    expect(Object.values(words).filter((text) => !text.trim())).toEqual([]);
  });
});
