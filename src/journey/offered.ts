/** What a view shows of the program, read from the state. */
import { type Feature, offers } from '../protocol/features.ts';
import type { Contact, Program } from '../protocol/program.ts';
import { localDateTime } from '../protocol/local-date-time.ts';
import type { JourneyState } from './state.ts';

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
