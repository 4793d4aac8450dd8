/**
 * A program changes its form by data (contract.md "Form definition"): add, hide, require, narrow, move, text. What cannot
 * be done is reported and left out; the rest stands.
 */
import type { Condition, Field, FormDefinition, FormOperation, Section, Step } from '../protocol/index.ts';
import { groupOf } from './placed-fields.ts';
import { pathOf } from './pointer.ts';
import { narrowed } from './program-start.ts';

/** Why an operation was not carried out. `operation`: its index in the list. */
export interface FormProblem {
  readonly operation: number;
  readonly code:
    'unknown-target' | 'unknown-place' | 'duplicate' | 'protected' | 'no-options' | 'unknown-option' | 'in-group';
  readonly pointer: string;
}

export interface AppliedOperations {
  readonly definition: FormDefinition;
  readonly problems: readonly FormProblem[];
}

/** A referral cannot exist without these: the backend writes to the one and asks for the other. */
const needed = new Set([
  '/submitter/role',
  '/submitter/name',
  '/submitter/email',
  '/patient/name',
  '/patient/birthDate',
]);

const never: Condition = { not: true };
const isNever = (condition: Condition | undefined): boolean =>
  typeof condition === 'object' && 'not' in condition && condition.not === true;

const pointerOf = (section: Section, field: Field): string => {
  const group = groupOf(section);
  return group === undefined ? pathOf(field.id) : `${group}/*${pathOf(field.id)}`;
};

/** The same field wherever a pointer to it is written with or without `*`: `/guardians/name` is `/guardians/{any}/name`. */
const names = (section: Section, field: Field, pointer: string): boolean => {
  const own = pointerOf(section, field);
  return own === pointer || own.replace('/*', '') === pointer;
};

type FieldChange = (field: Field, section: Section) => Field | readonly Field[];

/** The definition with one field changed, or removed by an empty list; `null` if nothing has that pointer. */
function changeField(definition: FormDefinition, pointer: string, change: FieldChange): FormDefinition | null {
  let found = false;
  const steps = definition.steps.map((step) => {
    if (!step.sections.some((section) => section.fields.some((field) => names(section, field, pointer)))) return step;
    found = true;
    const sections = step.sections.map((section) => ({
      ...section,
      fields: section.fields.flatMap((field) => (names(section, field, pointer) ? change(field, section) : field)),
    }));
    return { ...step, sections };
  });
  return found ? { ...definition, steps } : null;
}

const findFieldAt = (definition: FormDefinition, pointer: string): { field: Field; section: Section } | undefined => {
  for (const step of definition.steps)
    for (const section of step.sections)
      for (const field of section.fields) if (names(section, field, pointer)) return { field, section };
  return undefined;
};

/** Does the pointer name this section? By `/{step}/{section}`, by its id, or by its group. */
const isSection = (step: Step, section: Section, pointer: string): boolean =>
  pointer === `/${step.id}/${section.id}` || pointer === `/${section.id}` || pointer === pathOf(section.id);

/** The section that a pointer names; a step's pointer means its last section. */
function findSection(definition: FormDefinition, pointer: string): Section | undefined {
  for (const step of definition.steps) {
    const section = step.sections.find((one) => isSection(step, one, pointer));
    if (section) return section;
  }
  return definition.steps.find(({ id }) => `/${id}` === pointer)?.sections.at(-1);
}

/** Puts a field after a field or at the end of a section; a group is followed by a section of its own. */
function insert(definition: FormDefinition, added: Field, after: string): FormDefinition | null {
  const neighbour = findFieldAt(definition, after);
  const home = neighbour?.section ?? findSection(definition, after);
  if (!home) return null;
  const id = `${home.id}-custom`;
  const before = home.repeat && definition.steps.flatMap(({ sections }) => sections).find((one) => one.id === id);
  // What was added there before keeps its place in front.
  if (before) return insert(definition, added, pointerOf(before, before.fields.at(-1) as Field));
  // It has no title of its own.
  const besides: Section = { id, fields: [added], text: {} };
  const steps = definition.steps.map((step) => ({
    ...step,
    sections: step.sections.flatMap((section): Section | Section[] => {
      if (section !== home) return section;
      if (section.repeat) return [section, besides];
      const index = neighbour ? section.fields.indexOf(neighbour.field) + 1 : section.fields.length;
      return { ...section, fields: section.fields.toSpliced(index, 0, added) };
    }),
  }));
  return { ...definition, steps };
}

type Outcome = FormDefinition | FormProblem['code'];

function add(definition: FormDefinition, given: Field, after: string): Outcome {
  const field = { ...given, id: given.id.startsWith('custom.') ? given.id : `custom.${given.id}` };
  if (findFieldAt(definition, pathOf(field.id))) return 'duplicate';
  return insert(definition, field, after) ?? 'unknown-place';
}

function hide(definition: FormDefinition, pointer: string): Outcome {
  if (needed.has(pointer)) return 'protected';
  const hidden = changeField(definition, pointer, (field) => ({ ...field, visible: never }));
  if (hidden) return hidden;
  const section = findSection(definition, pointer);
  if (!section || definition.steps.some(({ id }) => `/${id}` === pointer)) return 'unknown-target';
  if (section.fields.some((field) => needed.has(pointerOf(section, field)))) return 'protected';
  const steps = definition.steps.map((step) => ({
    ...step,
    sections: step.sections.map((one) => (one === section ? { ...one, visible: never } : one)),
  }));
  return { ...definition, steps };
}

/** Requires a field, and shows it if it was off by default. */
const require = (definition: FormDefinition, pointer: string, when: Condition | undefined): Outcome =>
  changeField(definition, pointer, ({ visible, ...field }) => ({
    ...field,
    required: when ?? true,
    ...(visible !== undefined && !isNever(visible) && { visible }),
  })) ?? 'unknown-target';

function narrow(definition: FormDefinition, pointer: string, codes: readonly string[]): Outcome {
  const target = findFieldAt(definition, pointer);
  if (!target) return 'unknown-target';
  const known = target.field.options?.map(({ code }) => code) ?? [];
  if (!codes.some((code) => known.includes(code))) return 'no-options';
  return changeField(definition, pointer, (field) => narrowed(field, codes)) ?? 'unknown-target';
}

function move(definition: FormDefinition, pointer: string, after: string): Outcome {
  const target = findFieldAt(definition, pointer);
  if (!target) return 'unknown-target';
  const home = findFieldAt(definition, after)?.section ?? findSection(definition, after);
  if (!home) return 'unknown-place';
  // Its answer would have another place: a group's field stays in the group, others stay out.
  if ((target.section.repeat || home.repeat) && home !== target.section) return 'in-group';
  const without = changeField(definition, pointer, () => []);
  // After itself, the field has no neighbour left to stand by: it stays where it was.
  if (!without || names(target.section, target.field, after)) return definition;
  if (!home.repeat) return insert(without, target.field, after) ?? 'unknown-place';
  return reorderInGroup(definition, target.section, target.field, after);
}

function reorderInGroup(definition: FormDefinition, section: Section, field: Field, after: string): FormDefinition {
  const others = section.fields.filter((one) => one !== field);
  const index = others.findIndex((one) => names(section, one, after));
  const fields = others.toSpliced(index < 0 ? others.length : index + 1, 0, field);
  const steps = definition.steps.map((step) => ({
    ...step,
    sections: step.sections.map((one) => (one === section ? { ...one, fields } : one)),
  }));
  return { ...definition, steps };
}

function text(definition: FormDefinition, operation: Extract<FormOperation, { text: string }>): Outcome {
  const { label, hint, why, options } = operation;
  return (
    changeField(definition, operation.text, (field) => ({
      ...field,
      ...(label && { text: label }),
      ...(hint && { help: hint }),
      ...(why && { why }),
      ...(options &&
        field.options && {
          options: field.options.map((option) =>
            options[option.code] ? { ...option, text: options[option.code] } : option,
          ),
        }),
    })) ?? 'unknown-target'
  );
}

function apply(definition: FormDefinition, operation: FormOperation): { outcome: Outcome; pointer: string } {
  if ('add' in operation)
    return { outcome: add(definition, operation.add, operation.after), pointer: `/custom/${operation.add.id}` };
  if ('hide' in operation) return { outcome: hide(definition, operation.hide), pointer: operation.hide };
  if ('require' in operation)
    return { outcome: require(definition, operation.require, operation.when), pointer: operation.require };
  if ('narrow' in operation)
    return { outcome: narrow(definition, operation.narrow, operation.options), pointer: operation.narrow };
  if ('move' in operation)
    return { outcome: move(definition, operation.move, operation.after), pointer: operation.move };
  return { outcome: text(definition, operation), pointer: operation.text };
}

/** The definition with the operations applied in order, and those that could not be. */
export function applyOperations(definition: FormDefinition, operations: readonly FormOperation[]): AppliedOperations {
  const problems: FormProblem[] = [];
  let current = definition;
  operations.forEach((operation, index) => {
    const { outcome, pointer } = apply(current, operation);
    if (typeof outcome === 'string') problems.push({ operation: index, code: outcome, pointer });
    else current = outcome;
  });
  return { definition: current, problems };
}
