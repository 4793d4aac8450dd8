import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries, root, tags } from '../../.tools/entries.ts';
import { type InstalledPackage, installPackage } from './installed.ts';

interface Conditions {
  readonly types: string;
  readonly default: string;
}
const { exports: exported, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | Conditions>>;
  readonly bin: Readonly<Record<string, string>>;
};

/** What a program outside writes, for every built entry. */
const specifiers = Object.keys(entries).map((name) => {
  if (name === 'index') return 'rso-intake';
  return name === 'rso' || name.startsWith('elements/') ? `rso-intake/${name}.js` : `rso-intake/${name}`;
});

let installed: InstalledPackage;
beforeAll(() => {
  installed = installPackage({ withDependencies: true });
});
afterAll(() => installed.remove());

describe('the lists agree', () => {
  it('every tag has a file that defines it, and there is no other', () => {
    const files = readdirSync(join(root, 'src/elements/define')).filter((name) => name.startsWith('rso-'));
    expect(files.map((name) => basename(name, '.ts')).sort()).toEqual([...tags].sort());
  });

  it('the autoloader has a door for every tag', () => {
    const source = readFileSync(join(root, 'src/autoload.ts'), 'utf8');
    const table = /const doors[^{]*\{([^}]*)\}/.exec(source)?.[1] ?? '';
    const doors = [...table.matchAll(/^\s*'([\w-]+)':/gm)].map(([, tag]) => tag);
    expect(doors.sort()).toEqual([...tags].sort());
  });

  it('package.json exports every entry that is built, and everything it exports is there', () => {
    const files = Object.values(exported).map((to) => (typeof to === 'string' ? to : to.default));
    const known = files
      .flatMap((file) => globSync(file, { cwd: installed.path }))
      .map((file) => file.replace(/^\.\//, ''));
    for (const name of Object.keys(entries)) expect(known).toContain(`dist/${name}.js`);
    for (const to of Object.values(exported)) {
      for (const file of typeof to === 'string' ? [to] : Object.values(to as object)) {
        expect(globSync(String(file), { cwd: installed.path }), String(file)).not.toEqual([]);
      }
    }
  });
});

describe('every entry, in bare Node', () => {
  it.each(specifiers)('%s imports without a DOM, says nothing and leaves the globals alone', (specifier) => {
    const done = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const before = Object.getOwnPropertyNames(globalThis).join();
         await import(${JSON.stringify(specifier)});
         const after = Object.getOwnPropertyNames(globalThis).filter((name) => !before.split(',').includes(name));
         process.stdout.write(after.join());`,
      ],
      { cwd: installed.folder, encoding: 'utf8', timeout: 60_000 },
    );
    expect(done.stderr).toBe('');
    // Lit notes its version on the global object, zod an empty configuration, wherever they run.
    const theirs = /^(?:(?:lit|reactive)\w*|__zod_globalConfig)$/;
    expect(done.stdout.split(',').filter((name) => name && !theirs.test(name))).toEqual([]);
    expect(done.status).toBe(0);
  });

  it('reportWindow and lifecycle are where programs outside look for them', () => {
    const printed = installed.run(`
      import { lifecycle, reportWindow } from 'rso-intake/protocol';
      const calendar = { timeZone: 'UTC', workweek: [1, 2, 3, 4, 5], holidays: [], cutoff: '17:00', minDays: 7, maxDays: 10 };
      const { dayZero, earliest, latest } = reportWindow('2026-11-02T09:00:00Z', calendar);
      console.log(dayZero, earliest, latest, typeof lifecycle);`);
    expect(printed.trim()).toBe('2026-11-02 2026-11-11 2026-11-16 object');
  });

  it('checkText tells English from Spanish', () => {
    const printed = installed.run(`
      import { checkText } from 'rso-intake/records';
      const english = await checkText('The patient was seen in clinic today for follow up of her asthma, which is well controlled with the inhaler.');
      const spanish = await checkText('La paciente fue atendida hoy en la consulta por su asma, que se encuentra bien controlada con el inhalador.');
      console.log(english.verdict, spanish.verdict);`);
    expect(printed.trim()).toBe('english not-english');
  });
});

describe('types', () => {
  it.each(['bundler', 'nodenext'])('hold for a strict program with moduleResolution %s', (moduleResolution) => {
    const program = `${specifiers
      .map((specifier, index) => `import * as entry${index} from '${specifier}';`)
      .join('\n')}
import { RsoStatus } from 'rso-intake';
import { reportWindow } from 'rso-intake/protocol';
import { createSession } from 'rso-intake/headless';
const status: RsoStatus = document.createElement('rso-status');
status.addEventListener('rso-status-change', (event) => { const state: string = event.state; void state; });
// @ts-expect-error the calendar is missing
reportWindow('2026-11-02');
void createSession;
export const all = [${specifiers.map((_, index) => `entry${index}`).join()}];
`;
    writeFileSync(join(installed.folder, 'program.ts'), program);
    writeFileSync(join(installed.folder, 'package.json'), '{"type": "module"}');
    const done = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/typescript/bin/tsc'),
        ...['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--lib', 'es2024,dom,dom.iterable'],
        ...['--moduleResolution', moduleResolution],
        ...['--module', moduleResolution === 'bundler' ? 'esnext' : 'nodenext', 'program.ts'],
      ],
      { cwd: installed.folder, encoding: 'utf8' },
    );
    expect(done.stdout).toBe('');
  });
});

describe('the programs', () => {
  it.each(Object.keys(bin))('%s says how it is used', (name) => {
    const path = join(installed.path, bin[name] ?? '');
    expect(existsSync(path)).toBe(true);
    const done = spawnSync(process.execPath, [path], { cwd: installed.folder, encoding: 'utf8' });
    expect(done.stderr).toContain(`Usage: ${name} URL`);
    expect(done.status).toBe(2);
    expect(execFileSync('head', ['-n', '1', path], { encoding: 'utf8' })).toBe('#!/usr/bin/env node\n');
  });
});
