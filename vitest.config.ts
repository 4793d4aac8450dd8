import { defineConfig } from 'vitest/config';

/**
 * What runs in Node. Element tests run in three real engines (`web-test-runner.config.ts`), story tests in Chromium
 * (`.storybook/vitest.config.ts`).
 *
 * - `unit`: everything that needs no server; `npm run check` runs it.
 * - `transfer`: uploads over broken networks and killed backends, which take the time that such things take.
 * - `server`: the reference backend, called as a function or over a socket.
 * - `conformance`: the conformance suite against the backend and against broken variants of it.
 * - `e2e`: the journey in a real browser against a real process.
 * - `long`: what takes minutes or gigabytes; no part of `npm test`.
 * - `package`: what `npm run build` wrote, used as a program outside would.
 */
const elsewhere = ['transfer', 'server', 'conformance', 'e2e', 'package', 'long'];

const aloneInTurn = { fileParallelism: false, testTimeout: 600_000, hookTimeout: 180_000 } as const;
const built = { globalSetup: ['test/harness/built.ts'] };

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: ['**/*.d.ts'],
      reporter: ['json'],
      // Thresholds are checked by test/run.ts, over this and the browsers' coverage together.
      reportOnFailure: true,
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: elsewhere.map((folder) => `test/${folder}/**`),
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'transfer', include: ['test/transfer/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'server', include: ['test/server/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.e2e.ts'], ...aloneInTurn, ...built } },
      {
        extends: true,
        test: { name: 'package', include: ['test/package/**/*.test.ts'], ...aloneInTurn, ...built },
      },
      { extends: true, test: { name: 'long', include: ['test/long/**/*.test.ts'], ...aloneInTurn, ...built } },
    ],
  },
});
