/** Answers that decline a question ↔ FHIR's data-absent-reason, instead of a code of the question's own system. */
import type { Coding } from './questionnaire.ts';

const absent = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
const reasons: Readonly<Record<string, string>> = { unknown: 'unknown', 'prefer-not-to-say': 'asked-declined' };

/** The coding of a code of ours: of the question's own system, unless it declines the question. */
export const codingOf = (system: string | undefined, code: string): Coding =>
  Object.hasOwn(reasons, code)
    ? { system: absent, code: reasons[code] as string }
    : { ...(system !== undefined && { system }), code };

/** Of which system, and by which code, the form holds a coding; no code for a reason that it does not offer. */
export function heldAs({ system, code }: Coding): Pick<Coding, 'system' | 'code'> {
  const held = system === absent ? Object.keys(reasons).find((name) => reasons[name] === code) : code;
  return {
    ...(system !== undefined && system !== absent && { system }),
    ...(held !== undefined && { code: held }),
  };
}
