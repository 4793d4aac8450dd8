#!/usr/bin/env node
/**
 * `rso-doctor URL [--origin ORIGIN] [--page URL]`: looks at a backend from outside, as a browser on a hospital's page
 * would meet it, and says in plain words what is wrong and what to do. Reads only: it creates nothing.
 * Exit code: 0 nothing is wrong, 1 something is, 2 it could not begin.
 */
import process from 'node:process';
import { examine, type Finding } from './examine.ts';

const marks = { good: '✓', look: '!', wrong: '✕' } as const;
const args = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};
const address = args.find((arg, index) => /^https?:/u.test(arg) && !args[index - 1]?.startsWith('--'));

const print = ({ mark, topic, text, todo }: Finding): void => {
  process.stdout.write(`${marks[mark]} ${topic}: ${text}\n${todo === undefined ? '' : `    ${todo}\n`}`);
};

if (address === undefined || !URL.canParse(address)) {
  process.stderr.write(
    'Usage: rso-doctor URL [--origin ORIGIN] [--page URL]\n' +
      'URL      base of the backend (https://…/rso/v1) or its origin\n' +
      '--origin origin of the page that embeds it; default: the first that the program lists\n' +
      '--page   address of that page: its content security policy is compared with what the elements need\n',
  );
  process.exitCode = 2;
} else {
  const origin = option('--origin');
  const page = option('--page');
  const findings: Finding[] = [];
  const found = (finding: Finding): void => {
    findings.push(finding);
    print(finding);
  };
  await examine(address, found, { ...(origin ? { origin } : {}), ...(page ? { page } : {}) });
  const count = (mark: Finding['mark']): number => findings.filter((finding) => finding.mark === mark).length;
  process.stdout.write(`\n${count('good')} good, ${count('look')} to look at, ${count('wrong')} wrong\n`);
  process.exitCode = count('wrong') > 0 ? 1 : 0;
}
