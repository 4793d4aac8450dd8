/**
 * Answers as a FHIR R4 QuestionnaireResponse, and back. What both sides have goes over without loss, the keys and order
 * of group items included; what has no place in FHIR is reported by its pointer.
 */
import type { FormDefinition } from '../form-definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../merge-patch.ts';
import { escapeName, isGiven, itemKeys, valueAt, withValue } from '../pointer.ts';
import type { Node } from './node.ts';
import { treeOf } from './tree.ts';
import {
  type Extension,
  type FhirProblem,
  ownExtension,
  type QuestionnaireResponse,
  type ResponseAnswer,
  type ResponseItem,
} from './questionnaire.ts';
import { decodeValue, encodeValue } from './values.ts';

/** Item that a `*` stands for, by the pointer in front of it. */
type Bound = readonly (readonly [from: string, to: string])[];

const bind = (pointer: string, bound: Bound): string =>
  bound.reduce(
    (at, [from, to]) => (at === from || at.startsWith(`${from}/`) ? to + at.slice(from.length) : at),
    pointer,
  );

export interface ResponseOf {
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

function leafAnswers(node: Node, bound: Bound, writing: Writing): ResponseAnswer[] {
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
      const pointer = bind(leaf.pointer, [...bound, [`${group}/*`, item]]);
      const value = valueAt(writing.answers, pointer);
      const order = valueAt(writing.answers, `${item}/order`);
      take(writing, item);
      return value === undefined
        ? []
        : encode(pointer, value).map((answer) => ({ ...answer, id: key, ...ordered(order, answer) }));
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
  const answer = leafAnswers(node, bound, writing);
  const item = inside(bound);
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
export function toQuestionnaireResponse(definition: FormDefinition, answers: JsonObject): ResponseOf {
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

export interface AnswersOf {
  readonly answers: JsonObject;
  readonly problems: readonly FhirProblem[];
}

interface Reading {
  answers: JsonObject;
  readonly problems: FhirProblem[];
}

const orderOf = (item: Pick<ResponseItem, 'extension'>, index: number): number => {
  const found = item.extension?.find(({ url }) => url === ownExtension('order'))?.['valueDecimal'];
  return typeof found === 'number' ? found : index + 1;
};

/** Key of an item that another system wrote: its place. */
const keyOf = (item: { readonly id?: unknown }, index: number): string =>
  typeof item.id === 'string' && item.id !== '' ? item.id : `i${index + 1}`;

function readLeaf(node: Node, item: ResponseItem, bound: Bound, reading: Reading): void {
  const { head, leaf } = node;
  if (!leaf) return;
  const set = (pointer: string, value: Json | undefined): void => {
    if (value === undefined)
      reading.problems.push({ at: head.linkId, code: 'value', what: head.type, effect: 'left-out' });
    else reading.answers = withValue(reading.answers, pointer, value);
  };
  const given = item.answer ?? [];
  if (leaf.each !== undefined) {
    const group = bind(leaf.each, bound);
    given.forEach((answer, index) => {
      const pointer = `${group}/${escapeName(keyOf(answer as { id?: unknown }, index))}`;
      set(bind(leaf.pointer, [...bound, [`${group}/*`, pointer]]), decodeValue(leaf, head, answer));
      set(`${pointer}/order`, orderOf(answer, index));
    });
    return;
  }
  const pointer = bind(leaf.pointer, bound);
  const values = given.map((answer) => decodeValue(leaf, head, answer));
  if (leaf.list)
    set(
      pointer,
      values.filter((value) => value !== undefined),
    );
  else if (given.length > 0) set(pointer, values[0]);
  if (!leaf.list && given.length > 1)
    reading.problems.push({ at: head.linkId, code: 'nesting', what: 'repeats', effect: 'left-out' });
}

function read(nodes: readonly Node[], items: readonly ResponseItem[], bound: Bound, reading: Reading): void {
  const seen = new Map<Node, number>();
  for (const item of items) {
    const node = nodes.find(({ head }) => head.linkId === item.linkId);
    if (!node) {
      reading.problems.push({ at: String(item.linkId), code: 'unknown-item', what: 'item', effect: 'left-out' });
      continue;
    }
    const index = seen.get(node) ?? 0;
    seen.set(node, index + 1);
    let here = bound;
    if (node.group !== undefined) {
      const group = bind(node.group, bound);
      const pointer = `${group}/${escapeName(keyOf(item, index))}`;
      reading.answers = withValue(reading.answers, `${pointer}/order`, orderOf(item, index));
      here = [...bound, [`${group}/*`, pointer]];
    }
    readLeaf(node, item, here, reading);
    const under = [...(item.item ?? []), ...(item.answer ?? []).flatMap((answer) => answer.item ?? [])];
    read(node.children, under, here, reading);
  }
}

/** The answers of a response to this definition's questionnaire; what no field takes is reported. */
export function fromQuestionnaireResponse(definition: FormDefinition, response: QuestionnaireResponse): AnswersOf {
  const reading: Reading = { answers: {}, problems: [] };
  read(treeOf(definition).nodes, response.item ?? [], [], reading);
  return { answers: reading.answers, problems: reading.problems };
}
