import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import type { StorybookConfig } from '@storybook/web-components-vite';
import { root } from '../.tools/entries.ts';

// The tables of attributes, slots, parts, tokens and events come from the manifest: written anew at every start.
const analyzer = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
execFileSync(process.execPath, [analyzer, 'analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'], {
  cwd: root,
});

const config: StorybookConfig = {
  framework: {
    name: '@storybook/web-components-vite',
    // Not the package's own build: a plain page that resolves `rso-intake/…` to the sources.
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  docs: { defaultName: 'Docs' },
};

export default config;
