/** What every effect is given. Effects turn events into work, and work into events; they hold no state of the journey. */
import type { Client } from '../client/client.ts';
import type { Waiting } from '../client/patience.ts';
import type { EventOf, EventType } from '../journey/handlers.ts';
import type { WorkEvent } from '../journey/events.ts';
import type { JourneyState, Work } from '../journey/state.ts';
import type { createStow } from '../transfer/stow/index.ts';
import type { createTransfer } from '../transfer/transfer.ts';
import type { checkRecord } from '../records/index.ts';
import type { DraftStore } from './drafts.ts';
import type { RecordPages } from '../records/pages/pages.ts';
import type { Environment } from './environment.ts';
import type { Keeper } from './keeper.ts';

/** Reactions to events, by type. `before`: the state in which the event came. */
export type Reactions = { readonly [Type in EventType]?: (event: EventOf<Type>, before: JourneyState) => void };

/** Work that is told to the person and tried again: by itself where nothing is doubled by it, else when they ask. */
export interface Task {
  /** One at a time: a task that is under way is not begun again. */
  readonly name: string;
  readonly report: (work: Work) => void;
  /** Handed to the client's calls, `patience` makes them wait for a connection instead of giving up. */
  readonly run: (patience: Patience) => Promise<void>;
  /** The phase after success. Default: `idle`. */
  readonly end?: Work;
  /** A problem that the task deals with itself; `true`: it did. */
  readonly caught?: (error: unknown) => boolean;
}

/** For a client's call: never gives up while trying again can help, and says that it waits. */
export interface Patience {
  readonly attempts: number;
  readonly onWaiting: Waiting;
  readonly signal: AbortSignal;
}

/** What a session knows before its effects are there. */
export interface Core {
  readonly environment: Environment;
  /** Finds the base URL of the backend; `null`: everything was given by property, nothing is sent. */
  readonly base: (() => Promise<string>) | null;
  /** Milliseconds without an answer. */
  readonly timeout: number | undefined;
  readonly keeper: Keeper;
  /** Aborted when the session ends. */
  readonly signal: AbortSignal;
  readonly state: () => JourneyState;
  readonly dispatch: (event: WorkEvent) => void;
  /** Begins a task. Resolves when it is over, to whether it succeeded; never rejects. */
  readonly work: (task: Task) => Promise<boolean>;
  /** Ends every wait and begins again what failed and may succeed. */
  readonly retry: () => void;
  /** Is a task of this name under way? */
  readonly working: (name: string) => boolean;
  /** The idempotency key of an intent: made once, kept until `settle` says what became of it. */
  readonly keyOf: (intent: string) => string;
  readonly settle: (intent: string) => void;
  /** Today where the person is, ISO date. */
  readonly today: () => string;
  /** The token from a link in the page's address; gone after it was taken. */
  readonly link: { token: string | null };
  readonly specialty: string | null;
  /** The version of the status view that was read before the effects were there. */
  readonly seen: { statusTag: string | null };
  /** Files that the person gave in this visit, by client id. They are held as the browser holds them, and stored nowhere. */
  readonly files: Map<string, File>;
  readonly createTransfer: typeof createTransfer | null;
  readonly createStow: typeof createStow | null;
  readonly checkRecord: typeof checkRecord | null;
  /** Where a draft on this device is kept; `undefined`: in the browser's own database, `null`: nowhere. */
  readonly drafts: DraftStore | null | undefined;
  /** Shows pages and takes pages out. */
  readonly recordPages: RecordPages | null;
}

export interface Context extends Core {
  /** `null`: everything was given by property, nothing is sent. */
  readonly client: Client | null;
}
