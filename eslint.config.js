import js from '@eslint/js';
import litA11y from 'eslint-plugin-lit-a11y';
import lit from 'eslint-plugin-lit';
import regexp from 'eslint-plugin-regexp';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import { layers, singleImporter } from './.tools/layers.js';

/**
 * THE LAYER TABLE: who may import whom. It mirrors `architecture.md`; nothing else enforces it.
 * `layers`: folders whose values and types may be imported; `types`: folders of which only types may be;
 * `packages`: packages that may be imported (absent: any). A folder that is not named may be imported by anybody.
 */
const table = {
  'src/protocol': { layers: [], packages: ['zod/mini'] },
  'src/form': { layers: ['src/protocol'], packages: ['libphonenumber-js'] },
  'src/journey': { layers: ['src/protocol', 'src/form'], packages: [] },
  'src/client': { layers: ['src/protocol'], packages: [] },
  // Starting a worker under Trusted Types.
  'src/workers': { layers: [], packages: [] },
  'src/records': {
    layers: ['src/protocol', 'src/workers'],
    packages: [
      'pdfjs-dist',
      '#pdfjs',
      '#pdfjs-worker',
      'fflate',
      'pdf-lib',
      'eld',
      'tesseract.js-core/tesseract-core-simd-lstm.js',
      'utif2',
      'libheif-js/libheif-wasm/libheif.js',
    ],
  },
  'src/transfer': { layers: ['src/protocol', 'src/workers'], packages: ['@uppy/core', '@uppy/tus', 'tus-js-client'] },
  'src/session': {
    layers: ['src/protocol', 'src/form', 'src/journey', 'src/client', 'src/records', 'src/transfer'],
    packages: [],
  },
  'src/i18n': { layers: [], packages: ['i18next'] },
  'src/styles': { layers: [], packages: ['lit'] },
  'src/elements': {
    layers: ['src/session', 'src/journey', 'src/i18n', 'src/styles'],
    types: ['src/form', 'src/protocol'],
    packages: ['lit', '@lit/context', '@lit/task'],
  },
  'src/react': { layers: ['src/elements'], packages: ['@lit/react', 'react'] },
  'src/conformance': { layers: ['src/protocol', 'src/form'], packages: ['node:*'] },
  src: {
    layers: [
      'src/protocol',
      'src/form',
      'src/journey',
      'src/client',
      'src/records',
      'src/transfer',
      'src/session',
      'src/i18n',
      'src/styles',
      'src/elements',
    ],
    packages: ['lit'],
  },
  'demo/server': {
    layers: ['src/protocol', 'src/form', 'src/records', 'src/i18n'],
    packages: [
      'node:*',
      'hono',
      '@hono/node-server',
      '@tus/server',
      '@tus/file-store',
      '@tus/s3-store',
      '@electric-sql/pglite',
      'pg',
      'zod/mini',
    ],
  },
  'demo/site': { layers: [], publicOnly: true },
  demo: { layers: [], packages: ['node:*'] },
  stories: { layers: ['test/fixtures'], publicOnly: true },
  '.storybook': { layers: ['test/fixtures', 'stories'] },
  test: {},
  'test/fixtures': {},
};

/** Files in which `import()` may stand: a chunk that fails to load is dealt with there and nowhere else. */
const doors = ['load.ts', 'autoload.ts'];

/** Heavy packages and the one file that imports each. */
const importers = {
  '@uppy/*': ['src/transfer/uppy-carrier.ts'],
  'tus-js-client': ['src/transfer/uppy-carrier.ts'],
  'pdfjs-dist*': ['src/records/pdf/pdfjs.ts'],
  '#pdfjs*': ['src/records/pdf/pdfjs.ts'],
  'tesseract.js-core*': ['src/records/ocr/tesseract.ts'],
  utif2: ['src/records/pictures/tiff.ts'],
  'libheif-js*': ['src/records/pictures/heic.ts'],
  i18next: ['src/i18n/engine.ts'],
  'libphonenumber-js*': ['src/form/phones.ts'],
};

/** What a hospital's page must never meet in our bundle, and where the words for it are. */
const forbidden = [
  { selector: 'JSXAttribute', message: 'No JSX.' },
  { selector: "MemberExpression[property.name='innerHTML']", message: 'No innerHTML (Trusted Types).' },
  { selector: "MemberExpression[property.name='outerHTML']", message: 'No outerHTML (Trusted Types).' },
  { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: 'No insertAdjacentHTML.' },
  { selector: "ImportSpecifier[imported.name='unsafeHTML']", message: 'No unsafeHTML.' },
  { selector: "ImportSpecifier[imported.name='styleMap']", message: 'No styleMap: a strict CSP blocks it.' },
  { selector: 'TemplateElement[value.raw=/\\sstyle=/]', message: 'No style attribute: a strict CSP blocks it.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports.' },
  { selector: 'TSEnumDeclaration', message: 'A union of strings, not an enum.' },
];

const nothingLoose = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  // Lit: `@click=${this.#close}` is bound by the template.
  '@typescript-eslint/unbound-method': 'off',
  // `async` says what a function promises, whether or not this implementation of it waits.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/no-empty-function': 'off',
  // An assertion that a later type makes superfluous harms nobody; tsc checks the ones that matter.
  '@typescript-eslint/no-unnecessary-type-assertion': 'off',
  '@typescript-eslint/no-base-to-string': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
};

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'storybook-static', 'node_modules', '.cache', '.data', '**/*.d.ts'] },
  {
    ...js.configs.recommended,
    files: ['**/*.{js,mjs,ts}'],
  },
  regexp.configs['flat/recommended'],
  {
    files: ['**/*.{js,mjs,ts}'],
    plugins: { rso: { rules: { layers, 'single-importer': singleImporter } } },
    rules: {
      'rso/layers': ['error', { table, doors }],
      'rso/single-importer': ['error', importers],
      // Style of a pattern; what may run for long stays an error.
      'regexp/use-ignore-case': 'off',
      'regexp/prefer-character-class': 'off',
      'no-undef': 'off',
      // Control characters are what such a pattern is there to find.
      'no-control-regex': 'off',
      'no-empty': ['error', { allowEmptyCatch: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['{src,demo,stories,test,.storybook,.tools}/**/*.ts', '*.config.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: nothingLoose,
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...forbidden],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  // What ours is measured beside, as its own guide has it.
  { files: ['test/bench/form/peers/*.js'], rules: { 'rso/layers': 'off' } },
  // The assertion library of the browser tests types every assertion as if it were a promise.
  { files: ['test/**/*.browser.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } },
  {
    // What reads our own text may be slow on text that nobody will ever give it.
    files: ['test/**/*.ts', '.tools/**/*.ts', '*.config.ts'],
    rules: {
      'regexp/no-super-linear-backtracking': 'off',
      'regexp/no-super-linear-move': 'off',
      'regexp/optimal-quantifier-concatenation': 'off',
      'regexp/no-unused-capturing-group': 'off',
    },
  },
  {
    // One table: splitting it would hide what may happen when.
    files: ['src/protocol/lifecycle.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['src/elements/**/*.ts', 'src/autoload.ts'],
    extends: [lit.configs['flat/all'], wc.configs['flat/best-practice'], litA11y.configs.recommended],
    rules: {
      // Registration is its own tiny file (`define/`).
      'wc/define-tag-after-class-definition': 'off',
      'wc/file-name-matches-element': 'off',
      'wc/tag-name-matches-class': 'off',
      'wc/no-closed-shadow-root': 'error',
      'lit/no-template-map': 'off',
      'lit/no-template-arrow': 'off',
      'lit/no-native-attributes': 'off',
      // The value of an option or a checkbox is an attribute for good.
      'lit/no-value-attribute': 'off',
      // Both are judged by axe and by the keyboard, on what is rendered: a label's `for` and a list's
      // `aria-activedescendant` are beyond what reading a template can see.
      'lit-a11y/accessible-name': 'off',
      'lit-a11y/click-events-have-key-events': 'off',
      'lit/no-classfield-shadowing': 'off',
    },
  },
  {
    // What a test makes up need not be typed as what it stands for is; what a test says is still checked by tsc.
    files: ['test/**/*.ts', 'stories/**/*.ts', '.storybook/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
);
