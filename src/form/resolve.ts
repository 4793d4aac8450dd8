/**
 * Definition + answers → what is shown, what is required, what is carried without being asked. Visibility is solved to a
 * fixed point: a hidden field holds no value, so what it hid may hide more.
 */
import type { Field, FieldOption, FormDefinition, Json, JsonObject, Section, Step } from '../protocol/index.ts';
import { sameJson } from '../protocol/merge-patch.ts';
import { holds, type Item } from './condition.ts';
import { groupOf, type PlacedField, placedFields } from './placed-fields.ts';
import { escapeName, isGiven, itemKeys, pathOf, valueAt, withValue } from './pointer.ts';

/** One field as it stands now; in a group, once per item. */
export interface ResolvedField {
  readonly field: Field;
  readonly section: Section;
  readonly step: Step;
  /** Pointer of its answer. */
  readonly pointer: string;
  /** The item of the group it is in. */
  readonly item?: Item;
  /** The person sees it. Hidden, carried and automatic fields are not seen. */
  readonly visible: boolean;
  /** It belongs to the answers: visible, carried or automatic. */
  readonly applies: boolean;
  readonly required: boolean;
  /** The answer that stands without being asked. */
  readonly carried?: Json;
  /** Options on offer now. */
  readonly options: readonly FieldOption[];
}

/** An item of a repeating group. */
export interface ResolvedItem {
  readonly key: string;
  /** `/guardians/{key}` */
  readonly pointer: string;
  readonly fields: readonly ResolvedField[];
}

/** A section as it stands now. */
export interface ResolvedSection {
  readonly section: Section;
  readonly visible: boolean;
  /** Fields of a section that does not repeat. */
  readonly fields: readonly ResolvedField[];
  /** Pointer and items of one that does, with how few and how many there may be. */
  readonly group?: {
    readonly pointer: string;
    readonly items: readonly ResolvedItem[];
    readonly min: number;
    readonly max: number;
  };
}

export interface ResolvedStep {
  readonly step: Step;
  readonly sections: readonly ResolvedSection[];
}

export interface Resolution {
  readonly steps: readonly ResolvedStep[];
  /** All fields, in the order of the form. */
  readonly fields: readonly ResolvedField[];
  /** The answers without what hidden fields held, and with what is carried. */
  readonly answers: JsonObject;
}

/** A field of one item, or a field alone, before it is judged. */
interface Instance {
  readonly placed: PlacedField;
  readonly pointer: string;
  readonly item?: Item;
}

interface Judged {
  readonly applies: boolean;
  readonly carried: Json | undefined;
}

function instancesOf(definition: FormDefinition, answers: JsonObject): Instance[] {
  return placedFields(definition).flatMap((placed): Instance[] => {
    const { group } = placed;
    if (group === undefined) return [{ placed, pointer: placed.template }];
    return itemKeys(answers, group).map((key) => ({
      placed,
      pointer: `${group}/${escapeName(key)}${pathOf(placed.field.id)}`,
      item: { group, key },
    }));
  });
}

function judge({ placed: { field, section }, item }: Instance, answers: JsonObject): Judged {
  const applies = holds(section.visible ?? true, answers) && holds(field.visible ?? true, answers, item);
  if (!applies || !field.fixed || !holds(field.fixed.when ?? true, answers, item))
    return { applies, carried: undefined };
  const { from, value } = field.fixed;
  return { applies, carried: from === undefined ? (value as Json) : valueAt(answers, from) };
}

/** The answers as they are with this judgement: hidden values gone, carried ones in their place. */
function effective(answers: JsonObject, instances: readonly Instance[], judged: readonly Judged[]): JsonObject {
  let result = answers;
  instances.forEach(({ pointer }, index) => {
    const { applies, carried } = judged[index] as Judged;
    if (applies && carried === undefined) return;
    const now = valueAt(result, pointer);
    if (!applies) {
      if (now !== undefined) result = withValue(result, pointer, undefined);
    } else if (!sameJson(now, carried)) result = withValue(result, pointer, carried);
  });
  return result;
}

const same = (judged: readonly Judged[], before: readonly Judged[]): boolean =>
  judged.length === before.length &&
  judged.every((one, index) => one.applies === before[index]?.applies && sameJson(one.carried, before[index].carried));

/** Judges until nothing changes. Conditions that chase each other end with their fields shown: asking loses nothing. */
function settle(
  answers: JsonObject,
  instances: readonly Instance[],
): { judged: readonly Judged[]; answers: JsonObject } {
  let current = answers;
  let judged: readonly Judged[] = [];
  // A chain of conditions settles one field a round.
  for (let round = 0; round <= instances.length + 1; round += 1) {
    const next = instances.map((instance) => judge(instance, current));
    if (round > 0 && same(next, judged)) return { judged: next, answers: current };
    judged = next;
    const after = effective(answers, instances, judged);
    // Nothing was taken and nothing carried over: nothing can be judged otherwise.
    if (after === current) return { judged, answers: current };
    current = after;
  }
  const last = instances.map((instance) => judge(instance, current));
  const calm = last.map((one, index) =>
    one.applies === judged[index]?.applies ? one : { applies: true, carried: undefined },
  );
  return { judged: calm, answers: effective(answers, instances, calm) };
}

/** Groups of hidden sections hold no items. */
function withoutHiddenGroups(definition: FormDefinition, answers: JsonObject): JsonObject {
  let result = answers;
  for (const step of definition.steps)
    for (const section of step.sections) {
      const group = groupOf(section);
      if (group !== undefined && isGiven(valueAt(result, group)) && !holds(section.visible ?? true, result))
        result = withValue(result, group, undefined);
    }
  return result;
}

const optionsOf = (field: Field, answers: JsonObject, item?: Item): readonly FieldOption[] =>
  field.options?.filter((option) => holds(option.visible ?? true, answers, item)) ?? [];

/** What is shown, required and carried; the answers pruned. Never throws on any JSON object. */
export function resolve(definition: FormDefinition, given: JsonObject): Resolution {
  const instances = instancesOf(definition, given);
  const settled = settle(given, instances);
  const answers = withoutHiddenGroups(definition, settled.answers);
  const fields = instances.map(({ placed, pointer, item }, index): ResolvedField => {
    const { field, section, step } = placed;
    const { applies, carried } = settled.judged[index] as Judged;
    const visible = applies && carried === undefined && field.auto !== true;
    return {
      field,
      section,
      step,
      pointer,
      visible,
      applies,
      required: visible && field.required !== undefined && holds(field.required, answers, item),
      options: applies ? optionsOf(field, answers, item) : [],
      ...(item && { item }),
      ...(carried !== undefined && { carried }),
    };
  });
  const bySection = new Map<Section, ResolvedField[]>();
  for (const one of fields) {
    const known = bySection.get(one.section);
    if (known) known.push(one);
    else bySection.set(one.section, [one]);
  }
  return { steps: definition.steps.map((step) => resolvedStep(step, bySection, answers)), fields, answers };
}

function resolvedStep(
  step: Step,
  bySection: ReadonlyMap<Section, readonly ResolvedField[]>,
  answers: JsonObject,
): ResolvedStep {
  const sections = step.sections.map((section): ResolvedSection => {
    const fields = bySection.get(section) ?? [];
    const here = holds(section.visible ?? true, answers);
    const pointer = groupOf(section);
    if (pointer === undefined || !section.repeat)
      return { section, visible: here && fields.some(({ visible }) => visible), fields };
    const { min, max, minWhen } = section.repeat;
    const items = (here ? itemKeys(answers, pointer) : []).map((key) => ({
      key,
      pointer: `${pointer}/${escapeName(key)}`,
      fields: fields.filter(({ item }) => item?.key === key),
    }));
    const least = here && holds(minWhen ?? true, answers) ? min : 0;
    // A group that only software fills is nobody's to see.
    const seen = here && !section.fields.every(({ auto }) => auto);
    return { section, visible: seen, fields: [], group: { pointer, items, min: least, max } };
  });
  return { step, sections };
}

/** The answers as they are sent: hidden fields hold nothing, carried ones what they carry. Unknown members stay. */
export const prune = (definition: FormDefinition, answers: JsonObject): JsonObject =>
  resolve(definition, answers).answers;
