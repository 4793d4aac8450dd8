/** What the items of a form are, whether it was imported or is our own. */
import type { Field, Section } from '../form-definition.ts';
import { pathOf } from '../pointer.ts';
import type { FhirProblem, ItemHead } from './questionnaire.ts';

/** One answer, or list of answers, of a simple type. */
export interface Leaf {
  /** Pointer with `*` for items of groups. */
  readonly pointer: string;
  readonly field: Pick<Field, 'type' | 'units'>;
  /** Values as the questionnaire has them, for choices. */
  readonly options: readonly unknown[];
  readonly optionKeys: readonly string[];
  /** The code by which the form holds each. */
  readonly codes: readonly string[];
  readonly system?: string;
  /** A list of values in one answer (`given`, `lines`, `choices`). */
  readonly list?: true;
  /** Each answer is an item of this group, its value at the pointer. */
  readonly each?: string;
}

export interface Node {
  readonly head: ItemHead;
  readonly children: Node[];
  /** Pointer of the group that repeats here. */
  readonly group?: string;
  readonly leaf?: Leaf;
}

export interface Tree {
  readonly nodes: readonly Node[];
  readonly problems: readonly FhirProblem[];
}

export const groupPointer = (section: Section): string | undefined => (section.repeat ? pathOf(section.id) : undefined);
export const answerPointer = (section: Section, field: Field): string => {
  const group = groupPointer(section);
  return group === undefined ? pathOf(field.id) : `${group}/*${pathOf(field.id)}`;
};

/** Item that a `*` stands for, by the pointer in front of it. */
export type Bound = readonly (readonly [from: string, to: string])[];

export const bind = (pointer: string, bound: Bound): string =>
  bound.reduce(
    (at, [from, to]) => (at === from || at.startsWith(`${from}/`) ? to + at.slice(from.length) : at),
    pointer,
  );
