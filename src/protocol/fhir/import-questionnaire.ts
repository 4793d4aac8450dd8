/**
 * A FHIR R4 Questionnaire as a form definition. Groups become sections (nested ones follow their parent), questions
 * fields, `display` texts hints of the question that they stand by. A question that repeats becomes a group of its own.
 * Every item is kept word for word in `fhir`, so that an export gives the questionnaire back; what the form does not act
 * on is reported.
 */
import type { Condition, Field, FormDefinition, Section } from '../form-definition.ts';
import { isObject, pathOf } from '../pointer.ts';
import { type AnswerPlace, conditionOf } from './conditions.ts';
import { fieldOf, type Report, reportKept } from './import-field.ts';
import {
  extensionValue,
  type FhirPlace,
  type FhirProblem,
  type Item,
  type ItemHead,
  type Questionnaire,
} from './questionnaire.ts';

export interface ImportedQuestionnaire {
  readonly definition: FormDefinition;
  readonly problems: readonly FhirProblem[];
}

/** What an imported definition remembers of its questionnaire. */
export interface FhirSource {
  readonly head: { readonly [member: string]: unknown };
  /** Items that are no field: displays and what the form cannot ask. */
  readonly kept: readonly FhirPlace[];
}

const headOf = ({ item: _children, ...head }: Item): ItemHead => head;

/** Ids of fields are paths of names; a linkId may be anything. The same linkId always gives the same id. */
function idsFor(items: readonly Item[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const used = new Set<string>();
  const walk = (item: Item): void => {
    const plain = `q-${item.linkId.replace(/[^\w-]+/g, '-')}`.slice(0, 60);
    let id = plain;
    for (let twin = 2; used.has(id); twin += 1) id = `${plain}-${twin}`;
    used.add(id);
    if (!ids.has(item.linkId)) ids.set(item.linkId, id);
    item.item?.forEach(walk);
  };
  items.forEach(walk);
  return ids;
}

interface Walk {
  readonly questionnaire: Questionnaire;
  readonly lang: string;
  readonly ids: ReadonlyMap<string, string>;
  readonly places: Map<string, AnswerPlace>;
  readonly report: Report;
  readonly kept: FhirPlace[];
  readonly sections: Section[];
  /** Conditions wait until every question has its place. */
  readonly later: Map<Field | Section, readonly ItemHead[]>;
}

const isGroup = (item: Item): boolean => item.type === 'group';
const choosesOne = ({ type, repeats }: Item): boolean => !repeats || type === 'choice';

const bounds = (head: ItemHead): { min: number; max: number } => {
  const limit = (name: string): number | undefined => {
    const value = extensionValue(head, name);
    return typeof value === 'number' ? value : undefined;
  };
  return {
    min: limit('questionnaire-minOccurs') ?? (head.required ? 1 : 0),
    max: limit('questionnaire-maxOccurs') ?? 100,
  };
};

/** Texts that stand by a question: its own displays, and those before it in the group. */
const displayText = (items: readonly Item[] | undefined): string =>
  (items ?? [])
    .filter(({ type }) => type === 'display')
    .flatMap(({ text }) => text ?? [])
    .join('\n');

function keep(walk: Walk, item: Item, at: readonly number[], code: string): void {
  walk.kept.push({ at, head: headOf(item) });
  walk.report({ at: item.linkId, code, what: item.type, effect: code === 'display' ? 'changed' : 'left-out' });
}

/** Adds a question to a section, or a section of its own where it repeats. */
function addQuestion(
  walk: Walk,
  item: Item,
  at: readonly number[],
  home: Section,
  above: readonly ItemHead[],
  before: string,
): void {
  const { lang, ids, places, report } = walk;
  const head = headOf(item);
  const own = ids.get(item.linkId) as string;
  const alone = !choosesOne(item) && home.repeat === undefined;
  if (!choosesOne(item) && !alone) report({ at: item.linkId, code: 'nesting', what: 'repeats', effect: 'changed' });
  const id = home.repeat ? own : alone ? 'value' : own;
  const help = [before, displayText(item.item)].filter(Boolean).join('\n') || undefined;
  const field = fieldOf(head, id, walk.questionnaire, lang, help, report);
  reportKept(head, report);
  if (!field) {
    walk.kept.push({ at, head });
    return;
  }
  const placed: Field = { ...field, fhir: { at, head } satisfies FhirPlace };
  if (alone) {
    const section: Section = {
      id: own,
      fields: [placed],
      repeat: bounds(head),
      text: { [lang]: item.text ?? item.linkId },
    };
    walk.sections.push(section);
    walk.later.set(section, [...above, head]);
    places.set(item.linkId, { pointer: `${pathOf(own)}/*/value`, type: field.type });
  } else {
    home.fields.push(placed);
    walk.later.set(placed, [...above, head]);
    places.set(item.linkId, {
      pointer: home.repeat ? `${pathOf(home.id)}/*${pathOf(own)}` : pathOf(own),
      type: field.type,
    });
  }
  addChildren(walk, item, at, home, [...above, head]);
}

/** Walks what stands under an item; groups open their own sections. */
function addChildren(walk: Walk, parent: Item, at: readonly number[], home: Section, above: readonly ItemHead[]): void {
  let waiting = '';
  const isQuestion = parent.type !== 'group';
  parent.item?.forEach((item, index) => {
    const place = [...at, index];
    if (item.type === 'display') {
      keep(walk, item, place, 'display');
      // Displays under a question are its hints already.
      if (!isQuestion) waiting = [waiting, item.text].filter(Boolean).join('\n');
    } else if (isGroup(item)) {
      addGroup(walk, item, place, home, above, waiting);
      waiting = '';
    } else {
      addQuestion(walk, item, place, home, above, waiting);
      waiting = '';
    }
  });
}

function addGroup(
  walk: Walk,
  item: Item,
  at: readonly number[],
  outer: Section | undefined,
  above: readonly ItemHead[],
  _before: string,
): void {
  const { lang, ids, report, sections } = walk;
  const head = headOf(item);
  reportKept(head, report);
  const nested = outer?.repeat !== undefined;
  // A group in a group that repeats has no key of its own: its questions go with the outer one.
  if (nested) {
    if (item.repeats) report({ at: item.linkId, code: 'nesting', what: 'repeats', effect: 'changed' });
    walk.kept.push({ at, head });
    addChildren(walk, item, at, outer, [...above, head]);
    return;
  }
  const section: Section = {
    id: ids.get(item.linkId) as string,
    fields: [],
    ...(item.repeats && { repeat: bounds(head) }),
    ...(item.text !== undefined && { text: { [lang]: item.text } }),
    fhir: { at, head } satisfies FhirPlace,
  };
  sections.push(section);
  walk.later.set(section, [...above, head]);
  addChildren(walk, item, at, section, item.repeats ? [] : [...above, head]);
}

/** All that has to hold for an item: its own conditions and those of what it stands in. */
function visibleWhen(walk: Walk, heads: readonly ItemHead[]): Condition | undefined {
  const own = heads.at(-1);
  const parts = heads.flatMap(
    (head) => conditionOf(head, walk.places, head === own ? walk.report : () => undefined) ?? [],
  );
  return parts.length > 1 ? { and: parts } : parts[0];
}

/** `given`: any JSON; throws a `TypeError` only if it is no Questionnaire. */
export function importQuestionnaire(given: unknown): ImportedQuestionnaire {
  if (!isObject(given) || given['resourceType'] !== 'Questionnaire') throw new TypeError('not a FHIR Questionnaire');
  const questionnaire = given as unknown as Questionnaire;
  const { item: items = [], ...head } = questionnaire;
  const problems: FhirProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const lang = questionnaire.language ?? 'en';
  const walk: Walk = {
    questionnaire,
    lang,
    ids: idsFor(items),
    places: new Map(),
    report,
    kept: [],
    sections: [],
    later: new Map(),
  };
  for (const { url } of (questionnaire['extension'] as readonly { url: string }[] | undefined) ?? [])
    report({ at: '', code: 'extension', what: url, effect: 'kept' });
  // Questions outside of any group stand in a section without a title, which has no item of its own.
  const top: Section = { id: 'questions', fields: [] };
  walk.sections.push(top);
  addChildren(walk, { linkId: '', type: 'group', item: items }, [], top, []);
  const sections = walk.sections.map((section): Section => {
    const visible = visibleWhen(walk, walk.later.get(section) ?? []);
    const fields = section.fields.map((field): Field => {
      const when = visibleWhen(walk, walk.later.get(field) ?? []);
      return when === undefined ? field : { ...field, visible: when };
    });
    return { ...section, fields, ...(visible !== undefined && { visible }) };
  });
  const used = sections.filter((section) => section !== sections[0] || section.fields.length > 0);
  const source: FhirSource = { head, kept: walk.kept };
  return {
    definition: {
      id: questionnaire.url ?? questionnaire.name ?? questionnaire.title ?? 'questionnaire',
      version: questionnaire.version ?? '1',
      steps: [{ id: 'questionnaire', stage: 1, sections: used }],
      fhir: source,
    },
    problems,
  };
}
