/** What a view is given: the session's state as it is now, words, and the one way to say what the person did. */
import type { Words } from '../i18n/words.ts';
import { ownText } from './own-text.ts';
import type { PagePictures } from '../session/page-pictures.ts';
import type { Parts } from './parts.ts';
import type { PersonEvent } from '../journey/events.ts';
import type { JourneyState, Work } from '../journey/state.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { Program } from '../protocol/program.ts';
import type { JsonObject } from '../protocol/merge-patch.ts';
import type { JourneyProblem } from '../journey/state.ts';
import type { WordParams } from '../i18n/pack.ts';

export interface View {
  readonly state: JourneyState;
  readonly words: Words;
  readonly send: (event: PersonEvent) => void;
  readonly program: Program;
  readonly definition: FormDefinition;
  /** Milliseconds since the epoch, for words such as "open now". */
  readonly now: number;
  /** Draws a page of a record on this device; absent: nothing can be drawn here. */
  readonly pagePicture?: PagePictures | undefined;
  /** Asks for parts that only some of what is shown needs. */
  readonly parts?: Pick<Parts, 'need' | 'again'>;
}

/** Is this work on its way? Its button says so and takes no second press. */
export const isBusy = (work: Work | undefined): boolean => work?.phase === 'running' || work?.phase === 'waiting';

/** What the child is called, else the full name; null until one is known. */
export function childName(answers: JsonObject, fromStatus?: string): string | null {
  if (fromStatus) return fromStatus;
  const { patient } = answers as {
    readonly patient?: { readonly name?: { readonly full?: unknown; readonly preferred?: unknown } };
  };
  for (const name of [patient?.name?.preferred, patient?.name?.full])
    if (typeof name === 'string' && name.trim()) return name.trim();
  return null;
}

/** The name of a step: its own words, else ours. */
export const stepName = ({ definition, words }: View, id: string): string =>
  ownText(definition.steps.find((step) => step.id === id)?.text, words.lang) ?? words.t(`step.${id}`);

/** `key.named` with the child's name where it is known, else `key`. */
export const named = (words: Words, key: string, name: string | null, params: WordParams = {}): string =>
  name === null ? words.t(key, params) : words.t(`${key}.named`, { ...params, name });

/** Words for a problem: what happened and what to do; the server's own words only for a code that we do not know. */
export function problemText(problem: JourneyProblem, words: Words): string {
  for (const key of [problem.reason && `problem.${problem.code}.${problem.reason}`, `problem.${problem.code}`])
    if (key && words.has(key)) return words.t(key);
  return problem.detail ?? words.t('problem.other');
}

/** Reads a named box of the form that a submit event came from. */
export const boxText = (event: Event, name: string): string => {
  const value = new FormData(event.currentTarget as HTMLFormElement).get(name);
  return typeof value === 'string' ? value.trim() : '';
};
