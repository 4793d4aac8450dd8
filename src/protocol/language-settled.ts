/** The rule that lets a record through as far as its language goes. Apart from the schemas: a first view asks it too. */
import type { RecordView } from './record.ts';

/** May this record be submitted, as far as its language goes? (records.md; contract.md "Records …".) */
export function languageSettled(
  record: Pick<RecordView, 'verdict' | 'override' | 'attested'>,
  policy: 'block' | 'warn' | 'off',
): boolean {
  if (policy !== 'block' || record.override) return true;
  if (record.verdict?.verdict === 'accepted') return true;
  return record.verdict?.verdict === 'needs-review' && record.attested === true;
}
