/** Where each field of a definition stands: its step, its section, the pointer of its answer. Computed once a definition. */
import type { Field, FormDefinition, Section, Step } from '../protocol/index.ts';
import { escapeName, namesOf, pathOf } from './pointer.ts';

export interface PlacedField {
  readonly field: Field;
  readonly section: Section;
  readonly step: Step;
  /** Pointer of the repeating group that it belongs to. */
  readonly group?: string;
  /** Pointer of its answer, with `*` for the item of a group. */
  readonly template: string;
}

/** Pointer of a section's group; `undefined` where it does not repeat. */
export const groupOf = (section: Section): string | undefined => (section.repeat ? pathOf(section.id) : undefined);

interface Index {
  readonly fields: readonly PlacedField[];
  readonly byTemplate: ReadonlyMap<string, PlacedField>;
  readonly groups: readonly string[];
}

const indexes = new WeakMap<FormDefinition, Index>();

function indexOf(definition: FormDefinition): Index {
  const known = indexes.get(definition);
  if (known) return known;
  const fields = definition.steps.flatMap((step) =>
    step.sections.flatMap((section) => {
      const group = groupOf(section);
      return section.fields.map((field): PlacedField =>
        group === undefined
          ? { field, section, step, template: pathOf(field.id) }
          : { field, section, step, group, template: `${group}/*${pathOf(field.id)}` },
      );
    }),
  );
  const made: Index = {
    fields,
    byTemplate: new Map(fields.map((placed) => [placed.template, placed])),
    groups: [...new Set(fields.flatMap(({ group }) => group ?? []))],
  };
  indexes.set(definition, made);
  return made;
}

/** All fields in the order of the form. */
export const placedFields = (definition: FormDefinition): readonly PlacedField[] => indexOf(definition).fields;

/** A field found by the pointer of its answer or of a part of it (`/patient/name/latin`). */
export interface FoundField {
  readonly placed: PlacedField;
  /** Pointer of the whole answer. */
  readonly pointer: string;
  /** Key of the item where the field is in a group. */
  readonly item?: string;
}

/** The field that a pointer belongs to; `undefined` for anything else. */
export function findField(definition: FormDefinition, pointer: string): FoundField | undefined {
  const { byTemplate, groups } = indexOf(definition);
  const group = groups.find((candidate) => pointer.startsWith(`${candidate}/`));
  const depth = group === undefined ? 0 : namesOf(group).length;
  const item = group === undefined ? undefined : namesOf(pointer)[depth];
  for (let names = namesOf(pointer); names.length > 0; names = names.slice(0, -1)) {
    const own = `/${names.map(escapeName).join('/')}`;
    const plain = byTemplate.get(own);
    if (plain && !plain.group) return { placed: plain, pointer: own };
    if (item === undefined || names.length <= depth + 1) continue;
    const placed = byTemplate.get(
      `/${names.map((name, index) => (index === depth ? '*' : escapeName(name))).join('/')}`,
    );
    if (placed) return { placed, pointer: own, item };
  }
  return undefined;
}
