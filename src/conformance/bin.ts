#!/usr/bin/env node
/** `rso-conformance URL [--json] [--origin ORIGIN]`: prints a line a check and the level that the backend reaches. */
import process from 'node:process';
import type { CheckResult } from './check.ts';
import { runConformance } from './run.ts';

const marks = { passed: '✓', failed: '✕', skipped: '–' } as const;
const args = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};
const base = args.find((arg) => arg.startsWith('http'));
const asJson = args.includes('--json');

const line = ({ outcome, clause, title, why }: CheckResult): string =>
  `${marks[outcome]} ${clause.padEnd(5)} ${title}${why === undefined ? '' : `\n        ${why}`}\n`;

async function discovered(address: string): Promise<string> {
  if (new URL(address).pathname !== '/') return address;
  const response = await fetch(new URL('/.well-known/rso', address));
  return ((await response.json()) as { base: string }).base;
}

if (base === undefined) {
  process.stderr.write('Usage: rso-conformance URL [--json] [--origin ORIGIN]\n');
  process.stderr.write('URL is the base of the backend (https://…/rso/v1) or its origin.\n');
  process.exitCode = 2;
} else {
  const origin = option('--origin');
  try {
    const report = await runConformance({
      base: await discovered(base),
      ...(origin === undefined ? {} : { origin }),
      ...(asJson ? {} : { onResult: (result) => void process.stdout.write(line(result)) }),
    });
    const count = (outcome: CheckResult['outcome']) =>
      report.results.filter((result) => result.outcome === outcome).length;
    process.stdout.write(
      asJson
        ? `${JSON.stringify(report, null, 2)}\n`
        : `\n${report.program}: ${report.level === 0 ? 'not conformant' : `L${report.level}`}. ` +
            `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`,
    );
    process.exitCode = count('failed') > 0 ? 1 : 0;
  } catch {
    process.stderr.write('The backend could not be reached, or its descriptor could not be read.\n');
    process.exitCode = 2;
  }
}
