/**
 * A definition as the tree of items that FHIR wants: of an imported one the very items it came from, of ours one group a
 * step, one a section.
 */
import type { FormDefinition } from '../form-definition.ts';
import { isObject } from '../pointer.ts';
import { optionsOfItem, optionValue } from './import-field.ts';
import type { FhirSource } from './import-questionnaire.ts';
import { answerPointer, groupPointer, type Node, type Tree } from './node.ts';
import { ownField, ownTree } from './own-items.ts';
import { type FhirPlace, isPlace, type Questionnaire } from './questionnaire.ts';

export const isSource = (value: unknown): value is FhirSource =>
  isObject(value) && isObject(value['head']) && Array.isArray(value['kept']);

/** The tree of an imported definition; what a program added since stands at the end of its section, or of all. */
function importedTree(definition: FormDefinition, source: FhirSource): Tree {
  const questionnaire = source.head as unknown as Questionnaire;
  const byPlace = new Map<string, Node>();
  const added: Node[] = [];
  const put = ({ at, head }: FhirPlace, more: Partial<Node> = {}): void => {
    byPlace.set(at.join('.'), { head, children: [], ...more });
  };
  source.kept.forEach((place) => put(place));
  for (const section of definition.steps.flatMap(({ sections }) => sections)) {
    const group = groupPointer(section);
    if (isPlace(section.fhir)) put(section.fhir, group === undefined ? {} : { group });
    for (const field of section.fields) {
      if (!isPlace(field.fhir)) {
        added.push(...ownField(section, field, new Map(), () => undefined));
        continue;
      }
      const values = (optionsOfItem(field.fhir.head, questionnaire) ?? []).flatMap(
        (option) => optionValue(option) ?? [],
      );
      const alone = group !== undefined && field.id === 'value';
      put(field.fhir, {
        leaf: {
          pointer: answerPointer(section, field),
          field,
          options: values.map(({ value }) => value),
          optionKeys: values.map(({ key }) => key),
          ...(field.type === 'choices' && { list: true }),
          ...(alone && { each: group }),
        },
      });
    }
  }
  const nodes: Node[] = [];
  const order = (place: string): number => Number(place.slice(place.lastIndexOf('.') + 1));
  for (const place of [...byPlace.keys()].sort((a, b) => order(a) - order(b))) {
    const node = byPlace.get(place) as Node;
    const above = place.includes('.') ? byPlace.get(place.slice(0, place.lastIndexOf('.'))) : undefined;
    (above?.children ?? nodes).push(node);
  }
  return { nodes: [...nodes, ...added], problems: [] };
}

/** The items of a definition, ours or imported. */
export const treeOf = (definition: FormDefinition): Tree =>
  isSource(definition.fhir) ? importedTree(definition, definition.fhir) : ownTree(definition);
