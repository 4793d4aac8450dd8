/** The way through a questionnaire's items, from which sections and fields come in the order in which they are read. */
import type { Field, Section } from '../form-definition.ts';
import { pathOf } from '../pointer.ts';
import type { TextByLanguage } from '../scalars.ts';
import type { AnswerPlace } from './conditions.ts';
import { fieldOf } from './import-field.ts';
import { idsFor } from './items.ts';
import { optionsOfItem } from './options.ts';
import { extensionValue, type FhirPlace, type Item, type ItemHead, type Questionnaire } from './questionnaire.ts';
import { type Report, reportItem } from './report.ts';
import { itemText, joined, questionText } from './texts.ts';

export interface Walk {
  readonly questionnaire: Questionnaire;
  readonly lang: string;
  readonly valueSets: readonly { readonly [member: string]: unknown }[];
  readonly ids: ReadonlyMap<string, string>;
  /** Where the answers of a question are, for conditions. */
  readonly places: Map<string, AnswerPlace>;
  readonly report: Report;
  readonly kept: FhirPlace[];
  readonly sections: Section[];
  /** Conditions wait until every question has its place. */
  readonly later: Map<Field | Section, readonly ItemHead[]>;
}

export const newWalk = (
  questionnaire: Questionnaire,
  items: readonly Item[],
  lang: string,
  valueSets: Walk['valueSets'],
  report: Report,
): Walk => ({
  questionnaire,
  lang,
  valueSets,
  ids: idsFor(items),
  places: new Map(),
  report,
  kept: [],
  sections: [],
  later: new Map(),
});

/** Where the next field goes: a section, and what has to hold for it. */
interface Home {
  section: Section;
  readonly id: string;
  /** Conditions of the section, and of what is inside of a repeating one. */
  readonly around: readonly ItemHead[];
  readonly inside: readonly ItemHead[];
  readonly hidden: boolean;
}

const headOf = ({ item: _children, ...head }: Item): ItemHead => head;
const isHidden = (head: ItemHead): boolean => extensionValue(head, 'questionnaire-hidden') === true;

const bounds = (head: ItemHead, hidden: boolean): { min: number; max: number } => {
  const limit = (name: string): number | undefined => {
    const value = extensionValue(head, name);
    return typeof value === 'number' ? value : undefined;
  };
  return {
    min: hidden ? 0 : (limit('questionnaire-minOccurs') ?? (head.required ? 1 : 0)),
    max: limit('questionnaire-maxOccurs') ?? 100,
  };
};

function open(walk: Walk, section: Section, around: readonly ItemHead[]): Section {
  walk.sections.push(section);
  walk.later.set(section, around);
  return section;
}

/** The section that a field joins. After a group of its own has come in between, the rest of a section goes on under it. */
function sectionOf(walk: Walk, home: Home): Section {
  if (!home.section.repeat && walk.sections.at(-1) !== home.section) {
    const parts = walk.sections.filter(({ id }) => id === home.id || id.startsWith(`${home.id}.`)).length;
    home.section = open(walk, { id: `${home.id}.part-${parts + 1}`, fields: [], unfolded: true }, home.around);
  }
  return home.section;
}

function place(walk: Walk, home: Home, field: Field, head: ItemHead): void {
  sectionOf(walk, home).fields.push(field);
  walk.later.set(field, [...home.inside, head]);
}

/** A text that stays where it stands. */
function addText(walk: Walk, item: Item, at: readonly number[], home: Home): void {
  const head = headOf(item);
  const text = itemText(head, walk.lang);
  reportItem(head, walk.report);
  if (!text || isHidden(head) || home.hidden) {
    walk.kept.push({ at, head });
    return;
  }
  const id = walk.ids.get(item.linkId) as string;
  place(walk, home, { id, type: 'display', text, why: false, fhir: { at, head } satisfies FhirPlace }, head);
}

/** Texts under a question that always stand there are its hint. */
const isHint = (item: Item): boolean => item.type === 'display' && !item.enableWhen && !isHidden(headOf(item));

function hintOf(item: Item, lang: string): TextByLanguage | undefined {
  const hints = (item.item ?? []).filter(isHint);
  return joined(
    hints.map((hint) => itemText(headOf(hint), lang)),
    '\n',
  );
}

/** A question joins its section, or opens one of its own where it repeats. */
function addQuestion(walk: Walk, item: Item, at: readonly number[], home: Home): void {
  const { lang, ids, report, questionnaire, valueSets, kept } = walk;
  const head = headOf(item);
  const own = ids.get(item.linkId) as string;
  const hidden = home.hidden || isHidden(head);
  const options = optionsOfItem(head, questionnaire, valueSets);
  reportItem(head, report);
  const made = fieldOf({ head, id: own, lang, options, help: hintOf(item, lang), hidden }, report);
  const children = (into: Home): void => addChildren(walk, item, at, into);
  if (!made) {
    kept.push({ at, head });
    return children({ ...home, hidden });
  }
  const repeats = head.repeats === true && made.type !== 'choices';
  const alone = repeats && home.section.repeat === undefined;
  if (repeats && !alone) report({ at: item.linkId, code: 'nesting', what: 'repeats', effect: 'changed' });
  const field: Field = { ...made, id: alone ? 'value' : own, fhir: { at, head } satisfies FhirPlace };
  const values = options?.map(valueIn);
  const seen = (pointer: string): AnswerPlace => ({ pointer, type: field.type, ...(values && { options: values }) });
  if (alone) {
    const section: Section = {
      id: own,
      fields: [field],
      repeat: bounds(head, hidden),
      text: questionText(head, lang),
      unfolded: true,
    };
    open(walk, section, [...home.around, ...home.inside, head]);
    walk.places.set(item.linkId, seen(`${pathOf(own)}/*/value`));
    // What is asked under an answer belongs to that answer.
    return children({ section, id: own, around: [], inside: [], hidden });
  }
  place(walk, home, field, head);
  walk.places.set(item.linkId, seen(home.section.repeat ? `${pathOf(home.section.id)}/*${pathOf(own)}` : pathOf(own)));
  const under = [...home.inside, head];
  // Fields of one section share it; only what has to hold is more.
  const inner: Home = { ...home, inside: under, hidden };
  children(inner);
  home.section = inner.section;
}

const valueIn = (option: { readonly [value: string]: unknown }): unknown =>
  Object.entries(option).find(([name]) => name.startsWith('value'))?.[1];

/** A group opens a section; inside of one that repeats its questions go with the others there. */
function addGroup(walk: Walk, item: Item, at: readonly number[], home: Home, title: TextByLanguage | undefined): void {
  const { lang, ids, report, kept } = walk;
  const head = headOf(item);
  const id = ids.get(item.linkId) as string;
  const hidden = home.hidden || isHidden(head);
  const text = itemText(head, lang);
  reportItem(head, report);
  if (home.section.repeat) {
    if (item.repeats) report({ at: item.linkId, code: 'nesting', what: 'repeats', effect: 'changed' });
    const fhir: FhirPlace = { at, head };
    if (text && !hidden) place(walk, home, { id, type: 'display', text, why: false, fhir }, head);
    else kept.push(fhir);
    return addChildren(walk, item, at, { ...home, inside: [...home.inside, head], hidden });
  }
  if (item.required && !item.repeats) report({ at: item.linkId, code: 'member', what: 'required', effect: 'kept' });
  const around = [...home.around, ...home.inside, head];
  const named = joined([title, text], ' – ');
  const section: Section = {
    id,
    fields: [],
    ...(item.repeats && { repeat: bounds(head, hidden) }),
    ...(named && { text: named }),
    unfolded: true,
    fhir: { at, head } satisfies FhirPlace,
  };
  open(walk, section, around);
  addChildren(walk, item, at, { section, id, around: item.repeats ? [] : around, inside: [], hidden });
}

function addChildren(walk: Walk, parent: Item, at: readonly number[], home: Home): void {
  const isQuestion = parent.type !== 'group';
  parent.item?.forEach((item, index) => {
    const here = [...at, index];
    if (item.type === 'group') {
      // A title with nothing but groups under it stands before theirs.
      const empty = !isQuestion && home.section.fields.length === 0 && !home.section.repeat;
      addGroup(walk, item, here, home, empty ? home.section.text : undefined);
    } else if (item.type !== 'display') addQuestion(walk, item, here, home);
    else {
      if (!isQuestion || !isHint(item)) addText(walk, item, here, home);
      else {
        walk.kept.push({ at: here, head: headOf(item) });
        reportItem(headOf(item), walk.report);
      }
      // FHIR puts nothing under a text; where others do, it is asked after it.
      addChildren(walk, item, here, home);
    }
  });
}

/** Questions outside of any group stand in a section without a title, which has no item of its own. */
export function startWalk(walk: Walk, items: readonly Item[]): void {
  const section = open(walk, { id: 'questions', fields: [], unfolded: true }, []);
  const home: Home = { section, id: 'questions', around: [], inside: [], hidden: false };
  addChildren(walk, { linkId: '', type: 'group', item: items }, [], home);
}
