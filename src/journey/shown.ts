/** What a view shows of the form and of the program, read from the state: elements compute none of it themselves. */
import { type Resolution, type ResolvedField, type ResolvedStep, resolve } from '../form/resolve.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { JsonObject } from '../protocol/merge-patch.ts';
import { type Feature, offers } from '../protocol/features.ts';
import type { Contact, Program } from '../protocol/program.ts';
import { localDateTime } from '../protocol/local-date-time.ts';
import type { JourneyState } from './state.ts';
import { currentStep } from './steps.ts';

let last: {
  readonly definition: FormDefinition;
  readonly answers: JsonObject;
  readonly resolution: Resolution;
} | null = null;

/** The form resolved against the answers; `null` until the program is known. The same answers are resolved once. */
export function shownForm({ program, answers }: JourneyState): Resolution | null {
  if (program.phase !== 'ready') return null;
  const { definition } = program;
  if (last?.definition !== definition || last.answers !== answers)
    last = { definition, answers, resolution: resolve(definition, answers) };
  return last.resolution;
}

/** The step on screen, resolved; `null` where the place is none. */
export function shownStep(state: JourneyState): ResolvedStep | null {
  const step = currentStep(state);
  return step ? (shownForm(state)?.steps.find((one) => one.step.id === step.id) ?? null) : null;
}

/** Fields of the step on screen that the person sees. */
export const shownFields = (state: JourneyState): readonly ResolvedField[] => {
  const step = currentStep(state);
  return step ? (shownForm(state)?.fields.filter((one) => one.visible && one.step.id === step.id) ?? []) : [];
};

/** Is the intake team there at this moment? In the team's own time zone. `now` in milliseconds. */
export function teamIsOpen(contact: Pick<Contact, 'hours' | 'timeZone'>, now: number): boolean {
  const { date, time } = localDateTime(new Date(now), contact.timeZone);
  const day = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return contact.hours.some(({ days, from, to }) => days.includes(day) && time >= from && time < to);
}

/** Does the program offer this? What it does not offer is not shown. False until the program is known. */
export const isOffered = ({ program }: JourneyState, feature: Feature): boolean =>
  program.phase === 'ready' && offers(program.program, feature);

/** The program's descriptor; `null` until it is known. */
export const describedProgram = ({ program }: JourneyState): Program | null =>
  program.phase === 'ready' ? program.program : null;
