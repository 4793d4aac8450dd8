/** The table in README.md says what the code does: it is made of the same list. `UPDATE=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { carriedExtensions, carriedTypes, importQuestionnaire } from '../../../src/protocol/fhir/index.ts';

const readme = new URL('../../../src/protocol/fhir/README.md', import.meta.url);
const rows = (head: readonly string[], lines: readonly (readonly string[])[]): string => {
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  const row = (line: readonly string[]): string =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [row(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.map(row)].join('\n');
};

const tables = {
  types: rows(
    ['FHIR', 'Form', 'Notes'],
    carriedTypes.map(({ type, field, note }) => [type, field ?? '–', note]),
  ),
  extensions: rows(
    ['Extension', 'Notes'],
    carriedExtensions.map(({ url, note }) => [`\`${url.slice(url.lastIndexOf('/') + 1)}\``, note]),
  ),
};
const between = (name: string): RegExp => new RegExp(`(<!-- ${name} -->\n\n)[^]*?(\n\n<!-- /${name} -->)`, 'u');

it.each(Object.entries(tables))('the table of %s is the code’s', (name, table) => {
  const text = readFileSync(readme, 'utf8');
  const now = text.replace(between(name), (_all, before: string, after: string) => before + table + after);
  if (process.env['UPDATE']) writeFileSync(readme, now);
  else expect(now).toBe(text);
  expect(text).toMatch(between(name));
});

const typed = (type: string) => ({
  linkId: 'q',
  type,
  text: 'Question',
  ...(type === 'choice' && { answerOption: [{ valueString: 'a' }] }),
});

it.each(carriedTypes.map(({ type, field }) => [type, field] as const))('%s becomes %s', (type, field) => {
  const { definition, problems } = importQuestionnaire({
    resourceType: 'Questionnaire',
    status: 'draft',
    item: [
      type === 'group'
        ? { ...typed(type), item: [typed('display')].map((one) => ({ ...one, linkId: 'd' })) }
        : typed(type),
    ],
  });
  const [section] = definition.steps[0]!.sections;
  if (field === undefined) expect(problems).toContainEqual({ at: 'q', code: 'type', what: type, effect: 'left-out' });
  else if (field === 'section') expect(section?.text).toEqual({ en: 'Question' });
  else expect(section?.fields[0]?.type).toBe(field);
});

it.each(carriedExtensions.map(({ url }) => [url.slice(url.lastIndexOf('/') + 1), url] as const))(
  '%s is not reported, as it is acted on',
  (_name, url) => {
    const { problems } = importQuestionnaire({
      resourceType: 'Questionnaire',
      status: 'draft',
      item: [{ linkId: 'q', type: 'string', text: 'Q', extension: [{ url }] }],
    });
    expect(problems.filter(({ code }) => code === 'extension')).toEqual([]);
  },
);
