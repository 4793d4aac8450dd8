/** The items of a questionnaire before anything is made of them: what cannot be told apart or ends nowhere is taken out. */
import { isObject } from '../pointer.ts';
import type { Item } from './questionnaire.ts';
import type { Report } from './report.ts';

/** Deeper than this nothing of a questionnaire is; deeper input is an attack on whoever walks it. */
const DEEPEST = 20;

/**
 * Items as they are used: each with a `linkId` of its own and a type. Others are reported and left out; they are not in
 * an export either, as nothing could be answered to them.
 */
export function checkedItems(given: unknown, report: Report): readonly Item[] {
  const used = new Set<string>();
  const walk = (items: unknown, depth: number): readonly Item[] => {
    if (items === undefined) return [];
    if (!Array.isArray(items) || depth > DEEPEST) {
      report({ at: '', code: 'nesting', what: 'item', effect: 'left-out' });
      return [];
    }
    return items.flatMap((item: unknown): readonly Item[] => {
      const { linkId, type, item: inner, ...head } = isObject(item) ? (item as unknown as Item) : ({} as Partial<Item>);
      if (typeof linkId !== 'string' || linkId === '' || typeof type !== 'string' || used.has(linkId)) {
        report({ at: String(linkId ?? ''), code: 'link-id', what: 'item', effect: 'left-out' });
        return [];
      }
      used.add(linkId);
      const children = inner === undefined ? undefined : walk(inner, depth + 1);
      return [{ ...(head as Item), linkId, type, ...(children && { item: children }) }];
    });
  };
  return walk(given, 1);
}

/** Ids of fields are paths of names; a linkId may be anything. The same questionnaire always gives the same ids. */
export function idsFor(items: readonly Item[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const used = new Set<string>();
  const walk = (item: Item): void => {
    const plain = `q-${item.linkId.replace(/[^\w-]+/g, '-')}`.slice(0, 60);
    let id = plain;
    for (let twin = 2; used.has(id); twin += 1) id = `${plain}-${twin}`;
    used.add(id);
    ids.set(item.linkId, id);
    item.item?.forEach(walk);
  };
  items.forEach(walk);
  return ids;
}
