/**
 * What stands behind the door `ways`: pages to look at, and what can be done about a record that is not in English or names
 * somebody else. A list of records that are all right never opens it further than its words.
 */
import type { nothing, TemplateResult } from 'lit';
import type { RecordItem } from '../../journey/state.ts';
import type { View } from '../view.ts';

type Shown = TemplateResult | typeof nothing;

export interface Ways {
  /** Whose record it is: the question, or what the person said. */
  readonly whose: (record: RecordItem, view: View) => Shown;
  /** Ways out beside replacing it and saying that the check is wrong. */
  readonly out: (record: RecordItem, view: View) => Shown;
  /** What has been done about it: its translation, what was left out, where two readings differ. */
  readonly done: (record: RecordItem, view: View) => Shown;
  /** Who translated it, and where each page is: of a record that is a translation. */
  readonly statement: (record: RecordItem, view: View) => Shown;
  /** The first page, small. */
  readonly thumbnail: (record: RecordItem, view: View) => Shown;
  /** One mark for each page. */
  readonly strip: (record: RecordItem, view: View) => Shown;
}

let known: Ways | null = null;

/** Called by the door. */
export const learnWays = (ways: Ways): void => {
  known = ways;
};

/** The ways, once both they and their words are here. */
export function waysHere({ parts, words }: View): Ways | null {
  return known && parts?.need('ways') === 'here' && words.ready('ways') ? known : null;
}
