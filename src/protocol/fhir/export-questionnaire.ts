/** A form definition as a FHIR R4 Questionnaire. An imported one comes back as it was given. */
import type { FormDefinition } from '../form-definition.ts';
import type { Node } from './node.ts';
import { isSource, treeOf } from './tree.ts';
import type { FhirProblem, Item, Questionnaire } from './questionnaire.ts';

export interface ExportedQuestionnaire {
  readonly questionnaire: Questionnaire;
  readonly problems: readonly FhirProblem[];
}

const itemOf = ({ head, children }: Node): Item => ({
  ...head,
  ...(children.length > 0 && { item: children.map(itemOf) }),
});

/**
 * The questionnaire; conditions that `enableWhen` cannot say are reported. `words` gives labels in one language for
 * fields that hold none of their own (key of the label → text).
 */
export function exportQuestionnaire(
  definition: FormDefinition,
  words: (linkId: string) => string | undefined = () => undefined,
): ExportedQuestionnaire {
  const { nodes, problems } = treeOf(definition);
  if (isSource(definition.fhir)) {
    const questionnaire = {
      ...definition.fhir.head,
      ...(nodes.length > 0 && { item: nodes.map(itemOf) }),
    } as unknown as Questionnaire;
    return { questionnaire, problems };
  }
  const worded = (item: Item): Item => {
    const text = item.text ?? words(item.linkId);
    return { ...item, ...(text !== undefined && { text }), ...(item.item && { item: item.item.map(worded) }) };
  };
  return {
    questionnaire: {
      resourceType: 'Questionnaire',
      url: `https://rso-intake.example/fhir/Questionnaire/${definition.id}`,
      version: definition.version,
      status: 'active',
      subjectType: ['Patient'],
      item: nodes.map(itemOf).map(worded),
    },
    problems,
  };
}
