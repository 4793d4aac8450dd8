/**
 * What a screen reader has to say, in reading order: the browser's own accessibility tree, open shadow roots included,
 * as text kept beside this file (`__snapshots__`). Only Chromium gives its tree to the runner.
 */
import { a11ySnapshot, compareSnapshot, emulateMedia } from '@web/test-runner-commands';
import { journeyOf, journeys } from '../fixtures/journeys.ts';
import { northbridge } from '../fixtures/programs.ts';
import { spanishInTheMiddle } from '../fixtures/records-items.ts';
import type { JourneyState } from '../../src/journey/state.ts';
import { clear, mount, type Person, type Tag, until } from './harness/mount.ts';

interface Heard {
  readonly role: string;
  readonly name?: string;
  readonly value?: string | number;
  readonly description?: string;
  readonly level?: number;
  readonly checked?: boolean | 'mixed';
  readonly children?: readonly Heard[];
  readonly [state: string]: unknown;
}

const states = ['focused', 'required', 'expanded', 'disabled', 'selected', 'pressed', 'multiline'] as const;
const checkable = new Set(['checkbox', 'radio', 'switch']);
const clean = (text: string): string =>
  text
    .replace(/[\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** One line as it is heard: role, level, name, value, states, and what describes it. */
function line(node: Heard): string {
  if (node.role === 'StaticText') return clean(node.name ?? '');
  const said: string[] = [];
  if (node.value !== undefined && node.value !== '') said.push(`has ${clean(String(node.value))}`);
  if (checkable.has(node.role)) said.push(node.checked === true ? 'checked' : 'not checked');
  said.push(...states.filter((state) => node[state] === true));
  if (node['invalid'] !== undefined && node['invalid'] !== 'false') said.push('needs correction');
  if (node.description) said.push(`described: ${clean(node.description)}`);
  const role = node.level === undefined ? node.role : `${node.role} ${String(node.level)}`;
  return [`${role}${node.name ? ` "${clean(node.name)}"` : ''}`, ...said].join(', ');
}

/** Options of a closed list are not heard, and a text that only repeats its parent's name is heard once. */
function transcript(node: Heard, depth = 0): readonly string[] {
  const own =
    node.role === 'RootWebArea' || (node.role === 'StaticText' && !clean(node.name ?? '')) ? [] : [line(node)];
  const inner = node.role === 'combobox' && node['expanded'] !== true ? [] : (node.children ?? []);
  const next = depth + own.length;
  const only = inner.length === 1 && inner[0]?.role === 'StaticText' && inner[0].name === node.name;
  return [
    ...own.map((text) => `${'  '.repeat(depth)}${text}`),
    ...(only ? [] : inner.flatMap((child) => transcript(child, next))),
  ];
}

/** What live regions of a view hold: said without being looked for. */
const announced = ({ root }: Person): readonly string[] =>
  [...root.querySelectorAll<HTMLElement>('[role="alert"], [role="status"], [aria-live]')]
    .filter((each) => each.checkVisibility() && each.getAttribute('aria-live') !== 'off')
    .map(
      (each) =>
        `${each.getAttribute('role') ?? each.getAttribute('aria-live') ?? ''}: ${clean(each.textContent ?? '')}`,
    )
    .filter((text) => !text.endsWith(': '));

/** Without what the clock and the time zone of the machine decide; a mark that is drawn with brackets stays one line. */
const steady = (text: string): string =>
  text
    .replace(/Open now\.|We answer again.*|Closed.*/gu, '(open or closed)')
    .replace(/It is .+ where you are\.|It is .+ in New York\./gu, '(the time there and here)')
    .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, [A-Z][a-z]+ \d+(?:, \d{4})?/gu, '(day)')
    .replace(/\d{1,2}:\d{2}\s[AP]M/gu, '(time)')
    .replace(/\n\s*\(\n\s*(.+)\n\s*\)/gu, ' ($1)');

async function hear(person: Person): Promise<string> {
  await until('every field', () => !person.root.querySelector('[aria-busy="true"]'));
  await person.element.updateComplete;
  const tree = (await (a11ySnapshot({}) as Promise<unknown>)) as Heard;
  return steady([...transcript(tree), '', 'Said by itself:', ...announced(person)].join('\n'));
}

const journeysHeard: Readonly<Record<string, readonly [Tag, JourneyState]>> = {
  'registration: the child, with errors': ['rso-access-form', { ...journeys.childRefused, summary: 0 }],
  'records: a refused record and its ways out': [
    'rso-records',
    journeyOf(northbridge, { records: [{ ...spanishInTheMiddle, here: true }], answers: {} }),
  ],
  'status: what is asked of the family': ['rso-status', journeys['status-requestOpen']],
  'status: the report, ready to be opened': ['rso-status', journeys.reportOpenable],
};

if (/Chrome\//u.test(navigator.userAgent))
  describe('what a screen reader says', () => {
    before(() => emulateMedia({ reducedMotion: 'reduce' }));
    after(() => emulateMedia({ reducedMotion: 'no-preference' }));
    afterEach(clear);

    for (const [name, [tag, state]] of Object.entries(journeysHeard))
      it(name, async () => {
        const person = await mount(tag, state, { width: 700 });
        if (state.summary === 0 && state.issues.length > 0) await person.becomes({ ...state, summary: 1 });
        if (tag === 'rso-records') await person.sees('Add a translation');
        await compareSnapshot({ name, content: await hear(person) });
      });
  });
