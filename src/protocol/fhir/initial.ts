/** What a questionnaire fills in by itself, as answers: nothing is shown that is not also held. */
import type { FormDefinition } from '../form-definition.ts';
import type { JsonObject } from '../merge-patch.ts';
import { isObject } from '../pointer.ts';
import { optionValue } from './options.ts';
import type { Item, ResponseAnswer, ResponseItem } from './questionnaire.ts';
import type { Report } from './report.ts';
import { fromQuestionnaireResponse } from './read-response.ts';

function valuesOf({ initial, answerOption }: Item): readonly ResponseAnswer[] {
  if (Array.isArray(initial)) return (initial as readonly unknown[]).filter(isObject) as readonly ResponseAnswer[];
  const options: readonly unknown[] = Array.isArray(answerOption) ? answerOption : [];
  const chosen = options.filter(isObject).filter((option) => option['initialSelected'] === true);
  return chosen.flatMap((option): ResponseAnswer[] => {
    const found = optionValue(option);
    return found ? [{ [found.key]: found.value }] : [];
  });
}

const responseItem = (item: Item): readonly ResponseItem[] => {
  const answer = item.type === 'group' ? [] : valuesOf(item);
  const inner = (item.item ?? []).flatMap(responseItem);
  if (answer.length === 0 && inner.length === 0) return [];
  return [{ linkId: item.linkId, ...(answer.length > 0 && { answer }), ...(inner.length > 0 && { item: inner }) }];
};

/** The answers that a form of this questionnaire begins with; an initial value that no field takes is reported. */
export function initialAnswers(definition: FormDefinition, items: readonly Item[], report: Report): JsonObject {
  const { answers, problems } = fromQuestionnaireResponse(definition, {
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    item: items.flatMap(responseItem),
  });
  for (const { at, effect } of problems)
    report({ at, code: 'initial', what: 'initial', effect: effect === 'left-out' ? 'kept' : effect });
  return answers;
}
