import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, tags } from '../../.tools/entries.ts';

const dist = join(root, 'dist');
const read = (path: string): string => readFileSync(join(dist, path), 'utf8');
const scripts = globSync('**/*.js', { cwd: dist });
/** Those that hold no code of ours but pdf.js, which knows XML and markup as data. */
const ours = scripts.filter((path) => !read(path).includes('http://www.xfa.org/'));

interface Named {
  readonly name?: string;
  readonly description?: string;
  readonly privacy?: string;
}
interface Declaration extends Named {
  readonly tagName?: string;
  readonly members?: readonly Named[];
  readonly attributes?: readonly Named[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}

describe('what is built', () => {
  it('has nothing that a strict policy forbids', () => {
    for (const path of scripts) {
      const code = read(path);
      expect(code, path).not.toMatch(/(?<![.\w$])eval\(|new Function\(|document\.write\(|insertAdjacentHTML/);
      expect(code, path).not.toMatch(/["'`]data:(?:text|application)\/javascript/);
      // Lit makes its templates through its own Trusted Types policy; nobody else writes markup.
      if (!/createPolicy\((["'`])lit-html\1/.test(code)) expect(code, path).not.toMatch(/\.(?:inner|outer)HTML\s*=/);
    }
  });

  it('writes no style attribute', () => {
    for (const path of ours) expect(read(path), path).not.toMatch(/<[a-z-]+[^>]*\sstyle=/);
  });

  it('has no syntax left that browsers do not know', () => {
    for (const path of ours)
      expect(read(path), path).not.toMatch(
        /^\s*@(?:customElement|property|state|query\w*|eventOptions)\(|\baccessor /m,
      );
  });

  it('has names that a person can read, and each worker as a file of its own', () => {
    for (const path of scripts) expect(path).toMatch(/^(?:[\w-]+\/)*[a-z][\w-]*\.js$/i);
    expect(scripts.filter((path) => path.startsWith('workers/')).sort()).toEqual([
      'workers/check.js',
      'workers/images.js',
      'workers/pages.js',
      'workers/reading.js',
    ]);
  });

  it('has a digest for every file', () => {
    const digests = JSON.parse(read('integrity.json')) as Record<string, string>;
    const files = globSync('**/*', { cwd: dist }).filter((path) => statSync(join(dist, path)).isFile());
    expect(Object.keys(digests).sort()).toEqual(files.filter((path) => path !== 'integrity.json').sort());
    for (const [path, digest] of Object.entries(digests)) {
      const actual = createHash('sha384')
        .update(readFileSync(join(dist, path)))
        .digest('base64');
      expect(digest, path).toBe(`sha384-${actual}`);
    }
  });

  it('names the licences of what is bundled', () => {
    const papers = read('third-party-licences.txt');
    for (const name of [
      'lit ',
      'lit-html ',
      'zod ',
      'i18next ',
      '@uppy/core ',
      'tus-js-client ',
      'pdfjs-dist ',
      'libheif-js ',
    ]) {
      expect(papers).toContain(`\n${name}`);
    }
    // What goes along with fonts, decoders and the LGPL stands deeper in their packages.
    for (const text of [
      'GNU LESSER GENERAL PUBLIC LICENSE',
      ' GNU GENERAL PUBLIC LICENSE\n',
      'Universite catholique de Louvain',
      'LIBERATION FONT SOFTWARE',
    ])
      expect(papers).toContain(text);
  });
});

describe('custom-elements.json', () => {
  const { modules } = JSON.parse(read('custom-elements.json')) as {
    readonly modules: readonly { readonly declarations?: readonly Declaration[] }[];
  };
  const elements = modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName);

  it('has every tag', () => {
    expect(elements.map(({ tagName }) => tagName).sort()).toEqual([...tags].sort());
  });

  it.each(tags)('%s: everything public is described, nothing private is shown', (tag) => {
    const element = elements.find(({ tagName }) => tagName === tag);
    expect(element?.description).toBeTruthy();
    const { members, attributes, events, slots, cssParts, cssProperties } = element ?? {};
    for (const one of [members, attributes, events, slots, cssParts, cssProperties].flatMap((list) => list ?? [])) {
      expect(one.description, `${tag}: ${one.name ?? '?'}`).toBeTruthy();
      expect(one.name ?? '', tag).not.toMatch(/^[#_]/);
      expect(one.privacy ?? 'public', `${tag}: ${one.name ?? '?'}`).toBe('public');
    }
    expect(attributes?.map(({ name }) => name)).toContain('backend');
  });
});
