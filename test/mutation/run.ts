/**
 * `npm run test:mutation [folder …]`: changes the pure folders one place at a time and counts how many changes a test
 * notices (budgets.md: at least 90 % in `protocol`, `form`, `journey`, the policy of `records`; of `transfer`, what decides
 * about retries, the journal and the packs). Takes long, so it is no part of `npm test`. Fails below the goal.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import process from 'node:process';

type Target = { readonly mutate: readonly string[] } & (
  | { readonly tests: readonly string[] }
  /** Fails where a change is noticed: for what runs in no Node. */
  | { readonly script: string }
);

/** What is mutated, and which tests may notice. Wire schemas and data tables are not logic: they are left out. */
const targets: Readonly<Record<string, Target>> = {
  protocol: {
    mutate: [
      'src/protocol/{lifecycle,progress,report-window,fee-lines,digest-tree,merge-patch,reference,verdict,features}.ts',
      'src/protocol/{language-settled,verdict-difference,pointer,pack,pack-manifest}.ts',
      'src/protocol/fhir/*.ts',
    ],
    tests: ['test/protocol/**/*.test.ts'],
  },
  form: {
    mutate: ['src/form/*.ts', 'src/form/checks/*.ts', '!src/form/{countries,load}.ts'],
    tests: ['test/form/**/*.test.ts'],
  },
  journey: { mutate: ['src/journey/*.ts'], tests: ['test/journey/**/*.test.ts'] },
  records: {
    mutate: [
      'src/records/{page,record-verdict}.ts',
      'src/records/text/{judge,passages,voice,letterhead,names,layer,phrases,script,chunk}.ts',
      'src/records/ocr/judge-reading.ts',
    ],
    tests: [
      'test/records/{judge,judge-reading,weigh,weigh-scripts,passages,second-opinion}.test.ts',
      'test/records/text/*.test.ts',
    ],
  },
  retry: {
    mutate: ['src/transfer/{retry,connection,errors,permits,persist,send}.ts'],
    tests: ['test/transfer/{rules,connection,persist,send}.test.ts'],
  },
  journal: {
    mutate: ['src/transfer/{journal,journal-writer}.ts'],
    tests: ['test/transfer/journal.test.ts'],
  },
  'journal-in-indexeddb': {
    mutate: ['src/transfer/indexeddb-journal.ts'],
    script: 'test/mutation/journal-in-browser.ts',
  },
  pack: { mutate: ['src/transfer/pack/*.ts'], tests: ['test/transfer/pack/*.test.ts'] },
};

const goal = 90;
const asked = process.argv.slice(2);
const folder = '.cache/mutation';
mkdirSync(folder, { recursive: true });

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
}

/** Stryker's settings for whoever runs the tests. @param vitest where Vitest's own settings are written */
function runner(target: Target, vitest: string): object {
  if ('script' in target)
    return {
      testRunner: 'command',
      commandRunner: { command: `${process.execPath} ${target.script}` },
      concurrency: 1,
    };
  const test = { include: target.tests, exclude: ['**/*.browser.ts'], testTimeout: 60_000 };
  writeFileSync(vitest, `export default ${JSON.stringify({ test })};\n`);
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    // Which tests may notice is said above; Vitest's own guess finds none for some folders.
    vitest: { configFile: vitest, related: false },
    coverageAnalysis: 'perTest',
    concurrency: Math.max(1, cpus().length),
    ignoreStatic: true,
  };
}

/** Killed and timed out over all that could be covered or not: Stryker's "mutation score". */
function scoreOf(report: Report): number {
  const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const caught = statuses.filter((status) => status === 'Killed' || status === 'Timeout').length;
  const missed = statuses.filter((status) => status === 'Survived' || status === 'NoCoverage').length;
  return (100 * caught) / Math.max(1, caught + missed);
}

let failed = 0;
for (const [name, target] of Object.entries(targets)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const config = `${folder}/${name}.stryker.json`;
  writeFileSync(
    config,
    JSON.stringify({
      ...runner(target, `${folder}/${name}.vitest.config.ts`),
      mutate: target.mutate,
      timeoutMS: 5_000,
      reporters: ['json', 'clear-text'],
      clearTextReporter: { allowColor: false, reportTests: false },
      jsonReporter: { fileName: `${folder}/${name}.json` },
      tempDirName: `${folder}/tmp`,
      ignorePatterns: ['stories', 'dist', 'storybook-static', 'coverage', '.data'],
    }),
  );
  // Stryker copies the project one level deeper; the shared data stands beside the copy as beside the original.
  mkdirSync(`${folder}/tmp`, { recursive: true });
  if (!existsSync(`${folder}/tmp/shared`)) symlinkSync(realpathSync('../shared'), `${folder}/tmp/shared`);
  spawnSync('npx', ['stryker', 'run', config], { stdio: 'inherit' });
  const score = scoreOf(JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as Report);
  process.stdout.write(
    `${JSON.stringify({ name: `mutation ${name}`, value: Math.round(score * 10) / 10, unit: '%', ratioTo: goal })}\n`,
  );
  if (score < goal) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
