/**
 * Answers as a FHIR R4 QuestionnaireResponse. What both sides have goes over without loss, the keys and order of group
 * items included; what has no place in FHIR is reported by its pointer.
 */
import type { FormDefinition } from '../form-definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../merge-patch.ts';
import { escapeName, isGiven, itemKeys, valueAt, withValue } from '../pointer.ts';
import { bind, type Bound, type Node } from './node.ts';
import { treeOf } from './tree.ts';
import {
  type Extension,
  type FhirProblem,
  ownExtension,
  type QuestionnaireResponse,
  type ResponseAnswer,
  type ResponseItem,
} from './questionnaire.ts';
import { encodeValue } from './values.ts';

export interface WrittenResponse {
  readonly response: QuestionnaireResponse;
  readonly problems: readonly FhirProblem[];
}

interface Writing {
  readonly answers: JsonObject;
  /** What no item has taken yet. */
  rest: JsonObject;
  readonly problems: FhirProblem[];
}

const take = (writing: Writing, pointer: string): void => {
  writing.rest = withValue(writing.rest, pointer, undefined);
};

type Inside = (more: Bound) => ResponseItem[];

/** The answers at one item; `inside` writes what is asked under an answer. */
function leafAnswers(node: Node, bound: Bound, writing: Writing, inside: Inside): ResponseAnswer[] {
  const { head, leaf } = node;
  if (!leaf) return [];
  const encode = (pointer: string, value: Json): ResponseAnswer[] => {
    const answer = encodeValue(leaf, head, value);
    if (!answer) writing.problems.push({ at: pointer, code: 'value', what: head.type, effect: 'left-out' });
    return answer ? [answer] : [];
  };
  if (leaf.each !== undefined) {
    const group = bind(leaf.each, bound);
    return itemKeys(writing.answers, group).flatMap((key) => {
      const item = `${group}/${escapeName(key)}`;
      const here: Bound = [...bound, [`${group}/*`, item]];
      const pointer = bind(leaf.pointer, here);
      const value = valueAt(writing.answers, pointer);
      const order = valueAt(writing.answers, `${item}/order`);
      const under = inside(here);
      take(writing, pointer);
      take(writing, `${item}/order`);
      const [answer] = value === undefined ? [] : encode(pointer, value);
      // An item that was opened and left empty is no answer.
      if (!answer && under.length === 0) return [];
      return [{ ...answer, id: key, ...ordered(order, answer), ...(under.length > 0 && { item: under }) }];
    });
  }
  const pointer = bind(leaf.pointer, bound);
  const value = valueAt(writing.answers, pointer);
  if (value === undefined) return [];
  take(writing, pointer);
  if (!leaf.list) return encode(pointer, value);
  if (!Array.isArray(value)) return encode(pointer, value);
  return (value as readonly Json[]).flatMap((one, index) => encode(`${pointer}/${index}`, one));
}

const ordered = (
  order: Json | undefined,
  { extension = [] }: Pick<ResponseAnswer, 'extension'> = {},
): { extension?: readonly Extension[] } =>
  typeof order === 'number'
    ? { extension: [...extension, { url: ownExtension('order'), valueDecimal: order }] }
    : extension.length > 0
      ? { extension }
      : {};

function write(node: Node, bound: Bound, writing: Writing): ResponseItem[] {
  const { head, children, group } = node;
  const { linkId, text } = head;
  const shared = { linkId, ...(text !== undefined && { text }) };
  const inside = (more: Bound): ResponseItem[] => children.flatMap((child) => write(child, more, writing));
  if (group !== undefined) {
    const actual = bind(group, bound);
    return itemKeys(writing.answers, actual).map((key): ResponseItem => {
      const pointer = `${actual}/${escapeName(key)}`;
      const order = valueAt(writing.answers, `${pointer}/order`);
      const item = inside([...bound, [`${actual}/*`, pointer]]);
      take(writing, `${pointer}/order`);
      return { id: key, ...shared, ...ordered(order), ...(item.length > 0 && { item }) };
    });
  }
  const answer = leafAnswers(node, bound, writing, inside);
  // What is asked under each answer of its own is written already.
  const item = node.leaf?.each === undefined ? inside(bound) : [];
  if (answer.length === 0 && item.length === 0) return [];
  if (!node.leaf) return [{ ...shared, item }];
  const [first, ...more] = answer;
  // Items under a question stand in its first answer, as R4 has it.
  return [{ ...shared, answer: [{ ...first, ...(item.length > 0 && { item }) }, ...more] }];
}

/** Pointers of what is left in a document. */
function leftIn(value: Json | undefined, pointer: string): string[] {
  if (!isGiven(value)) return [];
  if (!isJsonObject(value)) return [pointer];
  return Object.entries(value).flatMap(([name, inner]) => leftIn(inner, `${pointer}/${escapeName(name)}`));
}

/** `answers` should be pruned and in their stored writing. */
export function toQuestionnaireResponse(definition: FormDefinition, answers: JsonObject): WrittenResponse {
  const { nodes } = treeOf(definition);
  const writing: Writing = { answers, rest: answers, problems: [] };
  const item = nodes.flatMap((node) => write(node, [], writing));
  for (const at of leftIn(writing.rest, ''))
    writing.problems.push({ at, code: 'unknown-answer', what: 'answer', effect: 'left-out' });
  const response: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    questionnaire: `${definition.id.includes('://') ? '' : 'https://rso-intake.example/fhir/Questionnaire/'}${definition.id}|${definition.version}`,
    status: 'completed',
    ...(item.length > 0 && { item }),
  };
  return { response, problems: writing.problems };
}
