/** When the backend refuses a submission: what it names is put before the person, where they can mend it. */
import { ProblemError } from '../client/errors.ts';
import { findField } from '../form/placed-fields.ts';
import { programForm } from '../form/whole.ts';
import type { Issue } from '../protocol/form-definition.ts';
import type { Context } from './context.ts';

const withoutHash = (pointer: string): string => pointer.replace(/^#/u, '');

/** What the backend found, as issues of our own. */
export const issuesIn = (errors: ProblemError['errors']): readonly Issue[] =>
  (errors ?? []).map(({ pointer, code, params, severity }) => ({
    pointer: withoutHash(pointer),
    code,
    ...(params ? { params } : {}),
    ...(severity ? { severity } : {}),
  }));

/** Leads to the step of the first issue and shows them all; those that no field owns stay in the summary. */
export function showServerIssues({ state, dispatch }: Context, errors: ProblemError['errors']): boolean {
  const issues = issuesIn(errors);
  const { program, place } = state();
  if (issues.length === 0 || program.phase !== 'ready') return false;
  const step = issues.flatMap(({ pointer }) => findField(program.definition, pointer)?.placed.step ?? [])[0];
  if (step && (place.name !== 'form' || place.step !== step.id))
    dispatch({ type: 'place', place: { name: 'form', step: step.id } });
  dispatch({ type: 'server-issues', issues });
  return true;
}

/** Fetches the descriptor anew: consents or the form changed since it was read. */
export async function renewProgram({ client, signal, dispatch, today }: Context): Promise<void> {
  if (!client) return;
  const { body: program } = await client.call('program.read', { signal, attempts: Infinity });
  dispatch({ type: 'program.ready', program, definition: programForm(program, today()).definition });
}

/**
 * What a submission does about a refusal. `true`: the person sees what to do, the problem itself says nothing more.
 * @param again called where the descriptor was renewed and the step has to be judged anew.
 */
export function refused(context: Context, error: unknown, again: () => void): boolean {
  if (!(error instanceof ProblemError)) return false;
  if (error.code === 'validation') return showServerIssues(context, error.errors);
  if (error.code === 'ineligible') {
    context.dispatch({ type: 'place', place: { name: 'stopped', reason: 'ineligible' } });
    return true;
  }
  if (error.code !== 'consent-outdated') return false;
  void renewProgram(context).then(again, () => {});
  return true;
}
