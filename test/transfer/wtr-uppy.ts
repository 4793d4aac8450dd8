/**
 * Uppy and tus consist of CommonJS and of modules for Node, which the browsers' test server hands out as they are. The
 * one file that imports them is bundled for it on the spot, as the build does.
 */
import { join } from 'node:path';
import { build } from 'vite';

const address = '/__transfer__/uppy-carrier.js';

/** A plugin for @web/test-runner. */
export const bundledCarrier = {
  name: 'bundled-carrier',
  resolveImport: ({ source }: { readonly source: string }): string | undefined =>
    source.endsWith('/uppy-carrier.ts') ? address : undefined,
  async serve({ path }: { readonly path: string }): Promise<{ body: string; type: string } | undefined> {
    if (path !== address) return undefined;
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: false,
        target: 'es2022',
        rolldownOptions: {
          input: join(import.meta.dirname, '../../src/transfer/uppy-carrier.ts'),
          preserveEntrySignatures: 'strict',
          output: { format: 'es' },
        },
      },
    });
    const [file] = Array.isArray(built) ? (built[0]?.output ?? []) : 'output' in built ? built.output : [];
    return { body: file?.type === 'chunk' ? file.code : '', type: 'js' };
  },
};
