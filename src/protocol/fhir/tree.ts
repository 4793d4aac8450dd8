/**
 * A definition as the tree of items that FHIR wants: of an imported one the very items it came from, of ours one group a
 * step, one a section.
 */
import type { Field, FormDefinition, Section } from '../form-definition.ts';
import { isObject } from '../pointer.ts';
import type { FhirSource } from './import-questionnaire.ts';
import { optionCodes, optionsOfItem, optionValue } from './options.ts';
import { answerPointer, groupPointer, type Leaf, type Node, type Tree } from './node.ts';
import { ownField, ownTree } from './own-items.ts';
import { type FhirPlace, type FhirProblem, isPlace, type Questionnaire } from './questionnaire.ts';

export const isSource = (value: unknown): value is FhirSource =>
  isObject(value) && isObject(value['head']) && Array.isArray(value['kept']);

/** Where the answers of an imported question are, and what it offers. */
function leafOf(section: Section, field: Field, { head }: FhirPlace, { head: resource, valueSets }: FhirSource): Leaf {
  const group = groupPointer(section);
  const questionnaire = resource as unknown as Questionnaire;
  const options = (optionsOfItem(head, questionnaire, valueSets) ?? []).flatMap((option) => optionValue(option) ?? []);
  const values = options.map(({ value }) => value);
  return {
    pointer: answerPointer(section, field),
    field,
    options: values,
    optionKeys: options.map(({ key }) => key),
    codes: optionCodes(values),
    ...(field.type === 'choices' && { list: true }),
    ...(group !== undefined && field.id === 'value' && { each: group }),
  };
}

/** The tree of an imported definition; what a program added since stands at the end of its section, or of all. */
function importedTree(definition: FormDefinition, source: FhirSource): Tree {
  const byPlace = new Map<string, Node>();
  const added: Node[] = [];
  const problems: FhirProblem[] = [];
  const report = (problem: FhirProblem): void => void problems.push(problem);
  const put = ({ at, head }: FhirPlace, more: Partial<Node> = {}): void => {
    byPlace.set(at.join('.'), { head, children: [], ...more });
  };
  source.kept.forEach((place) => put(place));
  for (const section of definition.steps.flatMap(({ sections }) => sections)) {
    const group = groupPointer(section);
    if (isPlace(section.fhir)) put(section.fhir, group === undefined ? {} : { group });
    for (const field of section.fields) {
      if (!isPlace(field.fhir)) {
        added.push(...ownField(section, field, new Map(), report));
        continue;
      }
      put(field.fhir, field.type === 'display' ? {} : { leaf: leafOf(section, field, field.fhir, source) });
    }
  }
  const nodes: Node[] = [];
  const order = (place: string): number => Number(place.slice(place.lastIndexOf('.') + 1));
  for (const place of [...byPlace.keys()].sort((a, b) => order(a) - order(b))) {
    const node = byPlace.get(place) as Node;
    const above = place.includes('.') ? byPlace.get(place.slice(0, place.lastIndexOf('.'))) : undefined;
    (above?.children ?? nodes).push(node);
  }
  return { nodes: [...nodes, ...added], problems };
}

/** The items of a definition, ours or imported. */
export const treeOf = (definition: FormDefinition): Tree =>
  isSource(definition.fhir) ? importedTree(definition, definition.fhir) : ownTree(definition);
