/** What a session begins with, by what is seen first: the form, or where a referral stands. */
import type { Exchange } from '../client/exchange.ts';
import type { JourneyEvent } from '../journey/events.ts';
import type { JourneyState, Place } from '../journey/state.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { Program } from '../protocol/program.ts';
import type { Core } from './context.ts';

export interface Beginning {
  /** The form until the whole one is there. */
  readonly startForm: (program: Program) => FormDefinition | Promise<FormDefinition>;
  /** The state after an event; null for an event that only the whole reducer answers: it waits. */
  readonly reduce: (state: JourneyState, event: JourneyEvent) => JourneyState | null;
  /**
   * Shows a referral that this tab holds before the effects are there. Rejects where it could not be read: they deal with
   * that. Absent: they read it.
   */
  readonly look?: (core: Core, tools: Exchange) => Promise<void>;
  /** Where somebody is who came without a link, and of whose referral this tab knows nothing. Absent: at the form. */
  readonly unknown?: Place;
}
