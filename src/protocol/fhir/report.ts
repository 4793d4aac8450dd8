/** Everything of a questionnaire that the form does not act on is named; it comes back on export. */
import { isObject } from '../pointer.ts';
import { isActedOn } from './carried.ts';
import type { FhirProblem, ItemHead, Questionnaire } from './questionnaire.ts';

export type Report = (problem: FhirProblem) => void;

/** Members of an item that the importer reads, or that say nothing by themselves. */
const read: ReadonlySet<string> = new Set([
  'linkId',
  'type',
  'text',
  '_text',
  'prefix',
  '_prefix',
  'required',
  'repeats',
  'readOnly',
  'maxLength',
  'enableWhen',
  'enableBehavior',
  'answerOption',
  'answerValueSet',
  'initial',
  'extension',
]);

/** What a questionnaire says about itself, or what is read. */
const about: ReadonlySet<string> = new Set([
  'resourceType',
  'id',
  'meta',
  'url',
  'identifier',
  'version',
  'name',
  'title',
  '_title',
  'status',
  'experimental',
  'subjectType',
  'date',
  'publisher',
  'contact',
  'useContext',
  'jurisdiction',
  'approvalDate',
  'lastReviewDate',
  'effectivePeriod',
  'language',
  'contained',
  'extension',
  'item',
]);

/** URLs of all extensions in a part, those of its texts and options included. */
function extensionsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(extensionsIn);
  if (!isObject(part)) return [];
  return Object.entries(part).flatMap(([name, value]): readonly string[] =>
    name === 'extension' && Array.isArray(value)
      ? value.flatMap((one): string[] => (isObject(one) ? [String(one['url'])] : []))
      : extensionsIn(value),
  );
}

function report(at: string, part: object, known: ReadonlySet<string>, to: Report): void {
  for (const url of new Set(extensionsIn(part)))
    if (!isActedOn(url)) to({ at, code: 'extension', what: url, effect: 'kept' });
  for (const name of Object.keys(part)) if (!known.has(name)) to({ at, code: 'member', what: name, effect: 'kept' });
}

/** Of an item. */
export function reportItem(head: ItemHead, to: Report): void {
  report(head.linkId, head, read, to);
  if (head.readOnly) to({ at: head.linkId, code: 'read-only', what: 'readOnly', effect: 'kept' });
}

/** Of the resource, without its items and what it contains. */
export function reportResource(questionnaire: Questionnaire, to: Report): void {
  const { item: _items, contained: _contained, ...head } = questionnaire;
  report('', head, about, to);
}
