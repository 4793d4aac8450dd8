/**
 * R-ENG, the rule that lets a record through as far as its language goes; the same on both sides (records.md; contract.md
 * "Records …"). Apart from the schemas: a first view asks it too.
 */
import type { RecordView } from './record.ts';
import type { PageVerdictKind } from './verdict.ts';

export type EnglishPolicy = 'block' | 'warn' | 'off';

/** What the rule looks at. */
export type LanguageFacts = Pick<RecordView, 'verdict' | 'override' | 'attested'>;
/** A record that is paired with the one in question as its translation. */
export type TranslationFacts = LanguageFacts & Pick<RecordView, 'translation'>;

/** Does a translation count? It has the translator's statement, and its own language is settled. */
const counts = (one: TranslationFacts, policy: EnglishPolicy): boolean =>
  one.translation?.faithful === true && languageSettled(one, policy);

/** Kinds of pages that need the person: no translation of them counts yet, nobody has given a word for them. */
const OPEN: ReadonlySet<PageVerdictKind> = new Set(['not-english', 'mixed', 'unreadable']);

/** Pages of a record that are not in English, or not for certain, and that no translation covers. */
export function openPages(
  { verdict }: LanguageFacts,
  policy: EnglishPolicy,
  translations: readonly TranslationFacts[] = [],
): NonNullable<LanguageFacts['verdict']>['pages'] {
  const covered = new Set(
    translations
      .filter((one) => counts(one, policy))
      .flatMap(({ translation }) => translation?.pages ?? [])
      .map(({ page }) => page),
  );
  return (verdict?.pages ?? []).filter((page) => OPEN.has(page.verdict) && !covered.has(page.page));
}

/**
 * May this record be submitted, as far as its language goes?
 *
 * Under `block`: an accepted record may. One with a reason for a human may. A refused one may where translations cover every
 * page that is not in English; what is left uncertain then, as in every record that needs review, takes the person's word.
 * @param translations every record that names this one in `translationOf`.
 */
export function languageSettled(
  record: LanguageFacts,
  policy: EnglishPolicy,
  translations: readonly TranslationFacts[] = [],
): boolean {
  if (policy !== 'block' || record.override) return true;
  const { verdict, attested } = record;
  if (!verdict) return false;
  if (verdict.verdict === 'accepted') return true;
  const open = openPages(record, policy, translations);
  // A reading that broke off says nothing of the pages after it.
  const whole = verdict.reason === undefined && verdict.pages.some(({ verdict: kind }) => OPEN.has(kind));
  if (whole && open.length === 0) return true;
  const refused =
    verdict.pages.length === 0 ? verdict.verdict === 'refused' : open.some((page) => page.verdict === 'not-english');
  return !refused && attested === true;
}
