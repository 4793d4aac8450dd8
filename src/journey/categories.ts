/** What a record can be, for choosing from. */
import { recordCategories, type RecordCategory } from '../protocol/record-categories.ts';

/** Categories of records, in the order of the list. */
export const categoryCodes = Object.keys(recordCategories) as readonly RecordCategory[];
