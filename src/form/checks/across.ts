/** What only several answers together can say: who is guardian, who is reachable, who is of age (access-form.md 2–4). */
import type { Issue, JsonObject } from '../../protocol/index.ts';
import { isGiven, itemKeys, valueAt, valuesAt } from '../pointer.ts';
import type { ResolvedSection } from '../resolve.ts';
import { error } from './check.ts';

type Across = (answers: JsonObject, pointer: string, min: number) => readonly Issue[];

/** Groups whose items have to add up to something. */
const across: Readonly<Record<string, Across>> = {
  '/guardians': (answers, pointer, min) => {
    const keys = itemKeys(answers, pointer);
    const primary = valuesAt(answers, `${pointer}/*/primaryContact`).filter((value) => value === true).length;
    const issues: Issue[] = primary > 1 ? [error(pointer, 'primary-contact.several')] : [];
    if (min === 0 || keys.length === 0) return issues;
    const reachable = (key: string): boolean =>
      ['email', 'phone'].some((name) => isGiven(valueAt(answers, `${pointer}/${key}/${name}`)));
    const entitled = valuesAt(answers, `${pointer}/*/hasLegalAuthority`);
    if (entitled.length === keys.length && !entitled.includes(true))
      issues.push(error(pointer, 'guardian.authority-missing'));
    if (!keys.some(reachable)) issues.push(error(pointer, 'guardian.unreachable'));
    return issues;
  },
};

/** Issues of a repeating group as a whole. */
export function groupIssues({ visible, group }: ResolvedSection, answers: JsonObject): readonly Issue[] {
  if (!visible || !group) return [];
  const { pointer, items, min, max } = group;
  return [
    ...(items.length < min ? [error(pointer, 'group.too-few', { min })] : []),
    ...(items.length > max ? [error(pointer, 'group.too-many', { max })] : []),
    ...(across[pointer]?.(answers, pointer, min) ?? []),
  ];
}
