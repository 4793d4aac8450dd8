/**
 * `node test/mutation/lifecycle.ts [rule …]`: makes every slip in every rule of the lifecycle table, one at a time, and
 * runs the lifecycle's tests on it, all in one process. The test that compares the table with the specification word by
 * word is left out: what is shown here is that the behaviour is tested too. Fails where a slip goes unnoticed.
 */
import process from 'node:process';
import { createVitest, type TestModule } from 'vitest/node';

process.env['RSO_RULES'] = process.argv.slice(2).join(' ');
let modules: readonly TestModule[] = [];
const vitest = await createVitest('test', {
  config: false,
  watch: false,
  include: ['test/mutation/slips.mutants.ts'],
  testNamePattern: '^(?!.*the table says what the specification says)',
  maxWorkers: 1,
  // Nobody reads the failures: they are what is wanted.
  reporters: [{ onTestRunEnd: (ended) => void (modules = ended) }],
});
await vitest.start();
await vitest.close();

const errors = modules.flatMap((module) => module.errors());
if (errors.length > 0 || modules.length === 0) throw new Error(errors[0]?.message ?? 'nothing ran');
const unnoticed = new Set<string>();
const tried = modules.flatMap((module) => [...module.children.suites()]);
for (const suite of tried) if (suite.state() === 'passed') unnoticed.add(suite.name);
if (!unnoticed.delete('as it is')) throw new Error('the tests do not pass on the table as it is');
for (const name of unnoticed) process.stdout.write(`unnoticed: ${name}\n`);
process.stdout.write(`${tried.length - 1} slips, ${unnoticed.size} unnoticed\n`);
process.exitCode = unnoticed.size > 0 ? 1 : 0;
