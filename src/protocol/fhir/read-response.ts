/**
 * A FHIR R4 QuestionnaireResponse as answers. Whatever of it no field takes, or takes in another shape, is reported: an
 * answer is as a field holds it only if it would go out again as it came.
 */
import type { FormDefinition } from '../form-definition.ts';
import { type Json, type JsonObject, sameJson } from '../merge-patch.ts';
import { escapeName, isObject, withValue } from '../pointer.ts';
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
import { decodeValue, encodeValue } from './values.ts';

export interface ReadResponse {
  readonly answers: JsonObject;
  readonly problems: readonly FhirProblem[];
}

interface Reading {
  answers: JsonObject;
  readonly problems: FhirProblem[];
}

type Effect = FhirProblem['effect'];
const note = (reading: Reading, at: string, code: string, what: string, effect: Effect = 'left-out'): void =>
  void reading.problems.push({ at, code, what, effect });

const list = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]).filter((one) => isObject(one)) : [];

const orderOf = (item: Pick<ResponseItem, 'extension'>, index: number): number => {
  const found = list(item.extension).find(({ url }) => url === ownExtension('order'))?.['valueDecimal'];
  return typeof found === 'number' ? found : index + 1;
};

/** Key of an item that another system wrote: its place. */
const keyOf = (item: { readonly id?: unknown }, index: number): string =>
  typeof item.id === 'string' && item.id !== '' ? item.id : `i${index + 1}`;

const own = new Set(['order', 'given'].map(ownExtension));
const foreign = (extension: readonly Extension[] | undefined): readonly string[] =>
  list(extension).flatMap(({ url }) => (own.has(url) ? [] : [url]));

/** An answer without what stands beside its value. */
const bare = ({ id: _id, item: _item, extension: _extension, ...value }: ResponseAnswer): object => value;

function decoded(node: Node, answer: ResponseAnswer, reading: Reading): Json | undefined {
  const { head, leaf } = node;
  if (!leaf) return undefined;
  const value = decodeValue(leaf, head, answer);
  const said = bare(answer);
  for (const url of foreign(answer.extension)) note(reading, head.linkId, 'extension', url);
  const back = value === undefined ? undefined : encodeValue(leaf, head, value);
  // A value of another type has no place in this field.
  if (!back) return undefined;
  if (!sameJson(bare(back) as Json, said as Json)) note(reading, head.linkId, 'value', head.type, 'changed');
  return value;
}

function readLeaf(node: Node, item: ResponseItem, bound: Bound, reading: Reading): void {
  const { head, leaf } = node;
  if (!leaf) return;
  const set = (pointer: string, value: Json | undefined): void => {
    if (value === undefined) note(reading, head.linkId, 'value', head.type);
    else reading.answers = withValue(reading.answers, pointer, value);
  };
  const given = list(item.answer);
  if (leaf.each !== undefined) {
    const group = bind(leaf.each, bound);
    given.forEach((answer, index) => {
      const pointer = `${group}/${escapeName(keyOf(answer, index))}`;
      const here: Bound = [...bound, [`${group}/*`, pointer]];
      const value = decoded(node, answer, reading);
      const under = list(answer.item);
      if (value !== undefined || under.length === 0) set(bind(leaf.pointer, here), value);
      set(`${pointer}/order`, orderOf(answer, index));
      read(node.children, under, here, reading);
    });
    return;
  }
  const pointer = bind(leaf.pointer, bound);
  const said = given.filter(
    (answer) => Object.keys(answer).some((name) => name.startsWith('value') || name === 'extension') || !answer.item,
  );
  if (leaf.list) {
    const values = said.map((answer) => decoded(node, answer, reading)).filter((value) => value !== undefined);
    if (values.length < said.length) note(reading, head.linkId, 'value', head.type);
    if (values.length > 0) set(pointer, values);
    return;
  }
  const [first, ...more] = said;
  if (first) set(pointer, decoded(node, first, reading));
  if (more.length > 0) note(reading, head.linkId, 'nesting', 'repeats');
}

function read(nodes: readonly Node[], items: readonly ResponseItem[], bound: Bound, reading: Reading): void {
  const seen = new Map<Node, number>();
  for (const item of items) {
    const node = nodes.find(({ head }) => head.linkId === item.linkId);
    if (!node) {
      note(reading, String(item.linkId), 'unknown-item', 'item');
      continue;
    }
    const { head, group, leaf, children } = node;
    for (const url of foreign(item.extension)) note(reading, head.linkId, 'extension', url);
    const index = seen.get(node) ?? 0;
    seen.set(node, index + 1);
    let here = bound;
    if (group !== undefined) {
      const place = bind(group, bound);
      const pointer = `${place}/${escapeName(keyOf(item, index))}`;
      reading.answers = withValue(reading.answers, `${pointer}/order`, orderOf(item, index));
      here = [...bound, [`${place}/*`, pointer]];
    } else if (index > 0) {
      // There is one place only: a second item must not overwrite the first.
      note(reading, head.linkId, 'nesting', 'repeats');
      continue;
    }
    if (!leaf && list(item.answer).some((answer) => Object.keys(bare(answer)).length > 0))
      note(reading, head.linkId, 'value', head.type);
    readLeaf(node, item, here, reading);
    if (leaf?.each === undefined)
      read(children, [...list(item.item), ...list(item.answer).flatMap((answer) => list(answer.item))], here, reading);
  }
}

/** The answers of a response to this definition's questionnaire; what no field takes is reported. */
export function fromQuestionnaireResponse(definition: FormDefinition, response: QuestionnaireResponse): ReadResponse {
  const reading: Reading = { answers: {}, problems: [] };
  read(treeOf(definition).nodes, list(response.item), [], reading);
  return { answers: reading.answers, problems: reading.problems };
}
