import { join } from 'node:path';
import { defineConfig } from 'vite';
import { aliases, root } from '../.tools/entries.ts';

/** For Storybook and the story tests: the sources behind the public entries. */
export default defineConfig({
  resolve: {
    alias: [...aliases, { find: 'rso-intake/custom-elements.json', replacement: join(root, 'custom-elements.json') }],
  },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
});
