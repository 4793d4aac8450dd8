/** The demo's pages as files: nothing inline, nothing from elsewhere, the built version, every language whole. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { words } from '../../demo/site/hospital/words.js';

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

  it.each(Object.keys(words))('has every word in %s, and no others', (lang) => {
    expect(Object.keys(words[lang] ?? {}).sort()).toEqual([...new Set([...keys, ...labels, 'page.title'])].sort());
  });
});
