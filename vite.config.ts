import { readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { globSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { chunkGroups, oneWave, ownCopies, withoutPreloadHelper } from './.tools/chunks.ts';
import { licences } from './.tools/licences.ts';
import { entries, programs, root } from './.tools/entries.ts';
import { words } from './.tools/words.ts';

/** Worker sources → their built names: `src/records/worker/check.worker.ts` → `workers/check`. */
const workers = Object.fromEntries(
  globSync('src/**/*.worker.ts', { cwd: root }).map((path) => [`workers/${basename(path, '.worker.ts')}`, path]),
);

const addressOfWorker = /new URL\(\s*(['"])\.{1,2}\/[\w./-]*?([\w-]+)\.worker\.ts\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;

/**
 * `new URL('./name.worker.ts', import.meta.url)` becomes the address of `workers/name.js`. Vite knows the pattern only
 * directly inside `new Worker(…)`; ours passes a Trusted Types policy first. A worker is an entry like any other, so it
 * shares its chunks with the page and stays a file of its own under the content policy.
 */
function workerAddresses(): Plugin {
  return {
    name: 'rso-worker-addresses',
    enforce: 'pre',
    transform(code) {
      if (!code.includes('.worker.ts')) return null;
      return code.replace(
        addressOfWorker,
        // `globalThis.` keeps Vite's own handling of `new Worker(new URL('…', import.meta.url))` from taking it first.
        (_, __, name: string) => `new globalThis.URL("rso:workers/${name}.js", import.meta.url)`,
      );
    },
    renderChunk(code, chunk) {
      if (!code.includes('rso:workers/')) return null;
      return code.replace(/(["'`])rso:(workers\/[\w-]+\.js)\1/g, (_, quote: string, target: string) => {
        const path = posix.relative(posix.dirname(chunk.fileName), target);
        return `${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
      });
    },
  };
}

/** Lit's browser build reads `HTMLElement` and `document` while it loads: with this, every entry loads in bare Node. */
function litWithoutDom(): Plugin {
  const changes: readonly (readonly [RegExp, RegExp, string])[] = [
    [/lit-html\/lit-html\.js$/, /\bl=document,/, 'l=t.document??{createTreeWalker:()=>({})},'],
    [
      /@lit\/reactive-element\/reactive-element\.js$/,
      /extends HTMLElement\{/,
      'extends(globalThis.HTMLElement??class{}){',
    ],
  ];
  return {
    name: 'rso-lit-without-dom',
    transform(code, id) {
      const change = changes.find(([file]) => file.test(id));
      if (!change) return null;
      if (!change[1].test(code)) this.error(`${id} does not read as it did: look at vite.config.ts, litWithoutDom`);
      return code.replace(change[1], change[2]);
    },
  };
}

/** WebAssembly modules ask where they run and would `require` in Node, which a module has not; they are given their bytes anyway. */
function modulesWithoutNode(): Plugin {
  const questions: readonly (readonly [RegExp, string])[] = [
    [/tesseract\.js-core\/[\w-]+\.js$/, '"object"==typeof process&&process.versions?.node&&"renderer"!=process.type'],
    [
      /libheif-js\/libheif-wasm\/libheif\.js$/,
      'typeof process=="object"&&typeof process.versions=="object"&&typeof process.versions.node=="string"',
    ],
  ];
  return {
    name: 'rso-modules-without-node',
    apply: 'build',
    transform(code, id) {
      const question = questions.find(([file]) => file.test(id))?.[1];
      if (question === undefined) return null;
      if (!code.includes(question))
        this.error(`${id} does not read as it did: look at vite.config.ts, modulesWithoutNode`);
      return code.replace(question, 'false').replace(/\brequire\("(?:fs|path|crypto)"\)/g, '({})');
    },
  };
}

/** Style sheets in scripts without the white space and the comments that only their readers need. */
function tightStyles(): Plugin {
  return {
    name: 'rso-tight-styles',
    apply: 'build',
    transform(code, id) {
      if (!/\/src\/styles\/[\w-]+\.ts$/.test(id)) return null;
      return code.replace(/css`([^`]*)`/g, (_, style: string) => {
        const tight = style
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};]) ?/g, '$1')
          .replace(/([,:]) /g, '$1')
          .replace(/;\}/g, '}')
          .trim();
        return `css\`${tight}\``;
      });
    },
  };
}

/** Markup in scripts without the line breaks that only its readers need; each was white space and stays one space. */
function tightTemplates(): Plugin {
  return {
    name: 'rso-tight-templates',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.moduleIds.some((id) => id.includes('/src/elements/'))) continue;
        // Minified code breaks lines nowhere but in template literals. Markup is indented; a line break that somebody meant
        // (an address is split at it) is followed by no space, and stays.
        chunk.code = chunk.code.trim().replace(/\s*\n[ \t]+/g, ' ');
      }
    },
  };
}

/** A name that says what a chunk holds: an `index` is called after its folder. */
function chunkName(name: string, facade: string | null | undefined): string {
  if (name === 'index' && facade) return `chunks/${basename(dirname(facade))}.js`;
  return `chunks/${name.replace(/\.(json|ts|mjs)$/, '')}.js`;
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Several inputs, one build: what two entries share is one chunk, and every file can stand under a strict policy. */
export default defineConfig({
  root,
  base: './',
  publicDir: false,
  logLevel: 'warn',
  define: { 'import.meta.env.RSO_VERSION': JSON.stringify(version) },
  // As it was written for today's browsers; its package leads to ES5 with helpers in every file (5 kB more, brotli).
  resolve: { alias: { 'tus-js-client': join(root, 'node_modules/tus-js-client/lib/browser/index.js') } },
  plugins: [
    withoutPreloadHelper(),
    ownCopies(),
    oneWave(),
    words(),
    workerAddresses(),
    litWithoutDom(),
    modulesWithoutNode(),
    tightStyles(),
    tightTemplates(),
    licences(),
  ],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    assetsDir: 'assets',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries({ ...entries, ...programs, ...workers }).map(([name, path]) => [name, join(root, path)]),
      ),
      preserveEntrySignatures: 'strict',
      // React is the page's own; Node's modules are only met in the programs.
      external: ['react', /^node:/],
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        chunkFileNames: ({ name, facadeModuleId }) => chunkName(name, facadeModuleId),
        assetFileNames: 'assets/[name][extname]',
        codeSplitting: chunkGroups(Object.values(workers)),
      },
    },
  },
});
