/** Lists that may be empty on purpose: "list", "none" or "unknown" has to be said (IPS pattern). */
import type { Issue, Json, JsonObject } from '../../protocol/index.ts';
import { escapeName, isGiven, isObject, itemKeys } from '../pointer.ts';
import { type Asked, type Check, error, malformed } from './check.ts';
import { pastDateIssues } from './date.ts';
import { textIssues } from './text.ts';

const TEXT_LENGTH = 500;

type ItemCheck = (asked: Asked, pointer: string, item: JsonObject) => readonly Issue[];

function needed(pointer: string, value: Json | undefined): readonly Issue[] {
  return isGiven(value) ? textIssues(pointer, value as Json, { max: TEXT_LENGTH }) : [error(pointer, 'required')];
}

const checkItem: ItemCheck = (_asked, pointer, item) => needed(`${pointer}/text`, item['text']);

const checkMedication: ItemCheck = ({ context }, pointer, item) => [
  ...needed(`${pointer}/name`, item['name']),
  ...(isGiven(item['dose']) ? textIssues(`${pointer}/dose`, item['dose'] as Json, { max: TEXT_LENGTH }) : []),
  ...(isGiven(item['since']) ? pastDateIssues(`${pointer}/since`, item['since'], context.today) : []),
];

const listOf =
  (each: ItemCheck): Check =>
  (asked) => {
    const { field, pointer, value } = asked;
    if (!isObject(value)) return malformed(pointer);
    const { state } = value;
    if (state === 'none' || state === 'unknown') return [];
    if (state === undefined) return [error(pointer, 'required')];
    if (state !== 'list') return malformed(pointer);
    const keys = itemKeys(value, '/items');
    const { max } = field;
    if (keys.length === 0) return [error(pointer, 'list.empty')];
    return [
      ...(max !== undefined && keys.length > max ? [error(pointer, 'list.too-many', { max })] : []),
      ...keys.flatMap((key) =>
        each(asked, `${pointer}/items/${escapeName(key)}`, (value['items'] as JsonObject)[key] as JsonObject),
      ),
    ];
  };

export const checkList = listOf(checkItem);
export const checkMedications = listOf(checkMedication);
