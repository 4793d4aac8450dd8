/**
 * `node test/mutation/lifecycle.ts [rule …]`: breaks every rule of the lifecycle table by one slip at a time (a state, an
 * actor, a guard, the target, the gate, the reason: one less or another) in a copy, and runs the lifecycle's tests on it.
 * The test that compares the table with the specification word by word is left out: what is shown here is that the
 * behaviour is tested too. Fails where a slip goes unnoticed.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import process from 'node:process';
import { gateStates, lifecycle, referralStates, type Transition } from '../../src/protocol/lifecycle.ts';

const root = '.cache/mutation/lifecycle';
rmSync(root, { recursive: true, force: true });
mkdirSync(`${root}/test/protocol`, { recursive: true });
cpSync('src/protocol', `${root}/src/protocol`, { recursive: true });
cpSync('test/protocol/lifecycle.test.ts', `${root}/test/protocol/lifecycle.test.ts`);

// In the copy one rule is replaced by what the environment says.
const path = `${root}/src/protocol/lifecycle.ts`;
const source = readFileSync(path, 'utf8');
const table = '...mainTransitions,\n  ...gateTransitions,\n  ...noticeTransitions,\n]';
if (!source.includes(table)) throw new Error('the table is written otherwise; mend this script');
writeFileSync(
  path,
  source
    .replace(table, `${table}.map((rule) => (rule.type === slip.type ? slip : rule))`)
    .replace(
      '/** The whole table. */',
      "const slip = JSON.parse(process.env['RSO_SLIP'] ?? '{}') as never as (typeof mainTransitions)[0];\n/** The whole table. */",
    ),
);
writeFileSync(`${root}/vitest.config.ts`, "export default { test: { include: ['test/**/*.test.ts'] } };\n");

const without = <T>(list: readonly T[], one: T): readonly T[] => list.filter((other) => other !== one);

/** One slip of each kind, for every member that a rule has. */
function* slips(rule: Transition): Generator<readonly [what: string, slip: object]> {
  const { from, to, actors, guards = [], gate, reason, ...name } = rule;
  const rest = { ...name, from, to, actors, ...(guards.length > 0 && { guards }), gate, reason };
  for (const state of from) yield [`not from ${state}`, { ...rest, from: without(from, state) }];
  const stranger = referralStates.find((state) => !from.includes(state));
  if (stranger) yield [`also from ${stranger}`, { ...rest, from: [...from, stranger] }];
  for (const actor of actors) yield [`not by ${actor}`, { ...rest, actors: without(actors, actor) }];
  if (!actors.includes('physician')) yield ['also by physician', { ...rest, actors: [...actors, 'physician'] }];
  yield [`to another state`, { ...rest, to: to === 'closed' ? 'declined' : 'closed' }];
  for (const guard of guards) yield [`without ${guard}`, { ...rest, guards: without(guards, guard) }];
  if (reason) yield ['without a reason', { ...rest, reason: undefined }];
  if (!gate) return;
  yield ['without its gate', { ...rest, gate: undefined }];
  for (const state of gate.from)
    yield [`gate not from ${state}`, { ...rest, gate: { ...gate, from: without<string>(gate.from, state) } }];
  const other = gateStates[gate.gate].find((state) => state !== gate.to);
  yield [`gate to ${other}`, { ...rest, gate: { ...gate, to: other } }];
}

async function passes(slip: object): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root',
      root,
      '--bail',
      '1',
      '--reporter',
      'dot',
      '-t',
      '^(?!the table says what the specification says)',
    ],
    { stdio: 'ignore', env: { ...process.env, RSO_SLIP: JSON.stringify(slip) } },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

const asked = process.argv.slice(2);
const rules = lifecycle.filter(({ type }) => asked.length === 0 || asked.includes(type));
const open = rules.flatMap((rule) => [...slips(rule)].map(([what, slip]) => ({ type: rule.type, what, slip })));
const unnoticed: string[] = [];
let tried = 0;

if (!(await passes({}))) throw new Error('the tests do not pass on the table as it is');
await Promise.all(
  [0, 1].map(async () => {
    for (let next = open.pop(); next; next = open.pop()) {
      tried += 1;
      if (!(await passes(next.slip))) continue;
      unnoticed.push(`${next.type}: ${next.what}`);
      process.stdout.write(`unnoticed: ${next.type}: ${next.what}\n`);
    }
  }),
);
process.stdout.write(`${tried} slips in ${rules.length} rules, ${unnoticed.length} unnoticed\n`);
process.exitCode = unnoticed.length > 0 ? 1 : 0;
