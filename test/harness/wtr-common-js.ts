/** Packages that are CommonJS: the browsers' test server hands files out as they are, so each is bundled on the spot. */
import { build } from 'vite';

const packages = ['tesseract.js-core/tesseract-core-simd-lstm.js', 'utif2', 'libheif-js/libheif-wasm/libheif.js'];
const folder = '/__common-js__/';

const bundled = new Map<string, Promise<string>>();

async function bundle(name: string): Promise<string> {
  const entry = 'virtual:entry';
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? `\0${entry}` : undefined),
        load: (id) => (id === `\0${entry}` ? `import whole from '${name}'; export default whole;` : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  });
  const [file] = Array.isArray(built) ? (built[0]?.output ?? []) : 'output' in built ? built.output : [];
  return file?.type === 'chunk' ? file.code : '';
}

/** A plugin for @web/test-runner. */
export const commonJsPackages = {
  name: 'common-js-packages',
  resolveImport: ({ source }: { readonly source: string }): string | undefined =>
    packages.includes(source) ? `${folder}${packages.indexOf(source)}.js` : undefined,
  async serve({ path }: { readonly path: string }): Promise<{ body: string; type: string } | undefined> {
    if (!path.startsWith(folder)) return undefined;
    const name = packages[Number.parseInt(path.slice(folder.length), 10)];
    if (name === undefined) return undefined;
    const code = bundled.get(name) ?? bundle(name);
    bundled.set(name, code);
    return { body: await code, type: 'js' };
  },
};
