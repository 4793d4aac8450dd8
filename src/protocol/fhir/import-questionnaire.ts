/**
 * A FHIR R4 Questionnaire as a form definition. Groups become sections, questions fields, texts stand where they stood;
 * a question that repeats becomes a group of its own. Every item is kept word for word in `fhir`, so that an export gives
 * the questionnaire back; what the form does not act on is reported.
 */
import type { Condition, Field, FormDefinition, Section } from '../form-definition.ts';
import type { JsonObject } from '../merge-patch.ts';
import { isObject } from '../pointer.ts';
import { conditionOf } from './conditions.ts';
import { initialAnswers } from './initial.ts';
import { checkedItems } from './items.ts';
import type { FhirPlace, FhirProblem, Item, ItemHead, Questionnaire } from './questionnaire.ts';
import { type Report, reportResource } from './report.ts';
import { languageKey, textsOf } from './texts.ts';
import { newWalk, startWalk, type Walk } from './walk.ts';

export interface ImportedQuestionnaire {
  readonly definition: FormDefinition;
  /** Answers that the questionnaire begins with (`initial`, `initialSelected`). */
  readonly initial: JsonObject;
  readonly problems: readonly FhirProblem[];
}

export interface ImportOptions {
  /** ValueSets and CodeSystems that the questionnaire names and does not contain. */
  readonly valueSets?: readonly { readonly [member: string]: unknown }[];
}

/** What an imported definition remembers of its questionnaire. */
export interface FhirSource {
  readonly head: { readonly [member: string]: unknown };
  /** Items that are neither field nor section: hints, and what the form cannot ask. */
  readonly kept: readonly FhirPlace[];
  readonly valueSets?: readonly { readonly [member: string]: unknown }[];
}

/** All that has to hold for an item: its own conditions and those of what it stands in. */
function visibleWhen(walk: Walk, heads: readonly ItemHead[], report: Report): Condition | undefined {
  const own = heads.at(-1);
  const parts = heads.flatMap((head) => conditionOf(head, walk.places, head === own ? report : () => undefined) ?? []);
  return parts.length > 1 ? { and: parts } : parts[0];
}

/** Takes whatever others publish as a Questionnaire. Throws a `TypeError` only for what is none at all. */
export function importQuestionnaire(given: unknown, { valueSets = [] }: ImportOptions = {}): ImportedQuestionnaire {
  if (!isObject(given) || given['resourceType'] !== 'Questionnaire') throw new TypeError('not a FHIR Questionnaire');
  const questionnaire = given as unknown as Questionnaire;
  const { item: _items, ...head } = questionnaire;
  const problems: FhirProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const lang = languageKey(questionnaire.language);
  const items: readonly Item[] = checkedItems(questionnaire.item, report);
  reportResource(questionnaire, report);
  const walk = newWalk(questionnaire, items, lang, valueSets, report);
  startWalk(walk, items);
  const asked = new Set<ItemHead>();
  /** An item's own conditions are reported once, however many parts of the form it became. */
  const once = (heads: readonly ItemHead[]): Report => {
    const own = heads.at(-1);
    const known = own === undefined || asked.has(own);
    if (own) asked.add(own);
    return known ? () => undefined : report;
  };
  const conditioned = <T extends Field | Section>(part: T): T => {
    const heads = walk.later.get(part) ?? [];
    const visible = visibleWhen(walk, heads, once(heads));
    return visible === undefined ? part : { ...part, visible };
  };
  const sections = walk.sections
    .filter(({ fields, fhir }) => fields.length > 0 || fhir !== undefined)
    .map((section): Section => ({ ...conditioned(section), fields: section.fields.map(conditioned) }));
  const title = textsOf(questionnaire, 'title', lang) ?? textsOf(questionnaire, 'name', lang);
  const source: FhirSource = { head, kept: walk.kept, ...(valueSets.length > 0 && { valueSets }) };
  const definition: FormDefinition = {
    id: questionnaire.url ?? questionnaire.name ?? questionnaire.title ?? 'questionnaire',
    version: questionnaire.version ?? '1',
    steps: [{ id: 'questionnaire', stage: 1, ...(title && { text: title }), sections }],
    fhir: source,
  };
  return { definition, initial: initialAnswers(definition, items, report), problems };
}
