/** Is this record about this child? It warns and is answered; it never blocks. records.md "Is it this child's?". */
import type { IdentityMatch } from '../../protocol/verdict.ts';
import type { ExpectedPatient } from '../options.ts';
import { sameDate } from './dates.ts';
import type { FoundIdentity } from './find.ts';
import { comparable, sharedParts } from './names.ts';

type Likeness = 'same' | 'part' | 'different' | 'unknown';

/** Of all names found the one most like the patient's. */
function likenessOf(names: readonly string[], patient: ExpectedPatient): Likeness {
  const expected = [patient.name, patient.latin].filter((name) => name !== undefined && name.trim() !== '') as string[];
  let best: Likeness = 'unknown';
  const rank: Readonly<Record<Likeness, number>> = { unknown: 0, different: 1, part: 2, same: 3 };
  for (const found of names) {
    for (const name of expected) {
      if (!comparable(found, name)) continue;
      const { shared, of } = sharedParts(found, name);
      const like: Likeness = shared >= Math.min(2, of) ? 'same' : shared > 0 ? 'part' : 'different';
      if (rank[like] > rank[best]) best = like;
    }
  }
  return best;
}

/**
 * Compares what was found with the form. Spelling, script, order, initials and accents do not count, nor do days and
 * months that have changed places. `differs` where a labelled name or date of birth is somebody else's.
 */
export function compareIdentity(found: FoundIdentity, patient: ExpectedPatient): IdentityMatch {
  const names = [...found.names];
  const birthDates = [...found.birthDates];
  const like = likenessOf(names, patient);
  const expected = patient.birthDate ?? '';
  const dated = birthDates.length > 0 && expected !== '';
  const sameBirth = dated && birthDates.some((date) => sameDate(date, expected));
  const outcome = ((): IdentityMatch['outcome'] => {
    if (like === 'same') return dated && !sameBirth ? 'differs' : 'matches';
    // A family name alone is a sibling's as well: the date of birth decides.
    if (like === 'part') return sameBirth ? 'matches' : 'differs';
    if (like === 'different') return 'differs';
    if (dated) return sameBirth ? 'matches' : 'differs';
    return 'not-found';
  })();
  return { outcome, names, birthDates };
}
