/** What must hold where a record says that it is a translation of another one (8.3). */
import type { Issue, Translation } from '../../../src/protocol/index.ts';
import { ProblemError } from '../http/problem.ts';
import type { RecordRow } from './record-row.ts';

interface Paired {
  readonly translationOf?: string | undefined;
  readonly translation?: Translation | undefined;
}

/**
 * The original is a record of the same referral and no translation itself, the statement comes with it, and no page is
 * named twice.
 * @param records the referral's. @param id the translation's own, once it has one.
 * @throws `validation`
 */
export function requirePaired(
  records: readonly RecordRow[],
  { translationOf, translation }: Paired,
  pointer: string,
  id?: string,
): void {
  if (translationOf === undefined && translation === undefined) return;
  const wrong = (member: string, code: string): never => {
    const issue: Issue = { pointer: `${pointer}/${member}`, code };
    throw new ProblemError('validation', { errors: [issue] });
  };
  if (translation === undefined) return wrong('translation', 'required');
  const original = records.find((record) => record.id === translationOf);
  const isTranslated = records.some((record) => record.translationOf === id && id !== undefined);
  if (!original || original.id === id || original.translationOf !== null || isTranslated)
    return wrong('translationOf', 'record.unknown');
  const pages = translation.pages.map(({ page }) => page);
  if (new Set(pages).size < pages.length) return wrong('translation', 'record.page-twice');
}
