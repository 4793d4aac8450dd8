/**
 * One figure from several runners. Each measures with V8, but they name statements differently: Vitest by syntax, the
 * browser runner by line. So the statements are Vitest's, and one is covered where any runner ran the line it starts on.
 */
import { existsSync, readFileSync } from 'node:fs';
import { relative, join } from 'node:path';
import libCoverage, { type CoverageMap, type CoverageMapData } from 'istanbul-lib-coverage';
import { root } from '../entries.ts';
import type { Result } from './result.ts';

/** Least share of statements of `src`, in per cent. */
const threshold = 90;
/** Least share of lines where more is at stake, in per cent: what reads a child's records, and what carries them and images. */
const folders: Readonly<Record<string, number>> = { 'src/records': 95, 'src/transfer': 95 };
/** Files below this are named in the summary. */
const worthNaming = 70;

function read(folder: string): CoverageMap | undefined {
  const path = join(root, 'coverage', folder, 'coverage-final.json');
  return existsSync(path)
    ? libCoverage.createCoverageMap(JSON.parse(readFileSync(path, 'utf8')) as CoverageMapData)
    : undefined;
}

/** Share of the lines below a folder that any runner ran, in per cent. */
function linesOf(map: CoverageMap, folder: string): number {
  const sum = libCoverage.createCoverageSummary();
  for (const path of map.files())
    if (relative(root, path).startsWith(`${folder}/`)) sum.merge(map.fileCoverageFor(path).toSummary());
  return sum.lines.pct;
}

/** All runs together, in terms of the first. */
function merged([first, ...others]: readonly string[]): CoverageMap | undefined {
  const base = read(first ?? '');
  if (!base) return undefined;
  for (const map of others.map(read)) {
    for (const path of map?.files() ?? []) {
      if (!map || !base.files().includes(path)) continue;
      const lines = map.fileCoverageFor(path).getLineCoverage();
      const file = base.fileCoverageFor(path);
      for (const [id, { start }] of Object.entries(file.statementMap)) {
        file.s[id] = Math.max(file.s[id] ?? 0, lines[start.line] ?? 0);
      }
    }
  }
  return base;
}

const missing: Result = { passed: 0, failed: 1, skipped: 0, note: 'no coverage was written' };

/** @param runners folders under `coverage/`; the first has every file of `src` in it. */
export function checkCoverage(runners: readonly string[]): Result {
  const base = merged(runners);
  if (!base) return missing;
  const { pct, covered, total } = base.getCoverageSummary().statements;
  const weak = base
    .files()
    .map((path) => ({ path, statements: base.fileCoverageFor(path).toSummary().statements }))
    .filter(({ statements }) => statements.total > 0 && statements.pct < worthNaming)
    .sort((a, b) => b.statements.total - b.statements.covered - (a.statements.total - a.statements.covered));
  for (const { path, statements } of weak) {
    process.stdout.write(`  ${String(statements.pct).padStart(6)} %  ${relative(root, path)}\n`);
  }
  const parts = Object.entries(folders).map(([folder, least]) => ({ folder, least, lines: linesOf(base, folder) }));
  const notes = [
    `${pct} % of the statements of src (${covered} of ${total}); ${threshold} % are wanted`,
    ...parts.map(({ folder, least, lines }) => `${lines} % of the lines of ${folder}; ${least} %`),
  ];
  const met = [pct >= threshold, ...parts.map(({ least, lines }) => lines >= least)];
  const failed = met.filter((one) => !one).length;
  return { passed: met.length - failed, failed, skipped: 0, note: notes.join('; ') };
}

/**
 * The lines of one part of `src`; those that no runner ran are named.
 * @param least share of lines, in per cent.
 */
export function checkLines(runners: readonly string[], least: number): Result {
  const base = merged(runners);
  if (!base) return missing;
  for (const path of base.files().sort()) {
    const lines = base.fileCoverageFor(path).getUncoveredLines();
    if (lines.length > 0) process.stdout.write(`  ${relative(root, path)}: ${lines.join(' ')}\n`);
  }
  const { pct, covered, total } = base.getCoverageSummary().lines;
  const note = `${pct} % of the lines (${covered} of ${total}); ${least} % are wanted`;
  return { passed: pct >= least ? 1 : 0, failed: pct >= least ? 0 : 1, skipped: 0, note };
}
