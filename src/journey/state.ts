/**
 * What the person is doing: the one state that elements render. A pure reducer (`reduce.ts`) makes the next state from
 * an event; the session turns events into work and work into events. Nothing here is believed sent before the
 * backend said so.
 */
import type {
  Capability,
  ConsentDescriptor,
  DeviceDiffers,
  FormDefinition,
  IdentityAnswer,
  Issue,
  Json,
  JsonObject,
  LeftOut,
  Message,
  PageVerdict,
  Problem,
  Program,
  RecordVerdict,
  StatusView,
  Submitted,
  TransferState,
  Translation,
} from '../protocol/index.ts';

import type { Looking, StudyItem } from './studies-state.ts';

export type * from './studies-state.ts';

/** A problem as the person meets it: the wire's code, or one of ours for what never reached the backend. */
export interface JourneyProblem {
  /** A problem code of the protocol, or `offline`, `timeout`, `unreachable`, `configuration`, `chunk`, `copy-failed`. */
  readonly code: string;
  /** The server's words, shown only where the code is unknown to us. */
  readonly detail?: string;
  /** Trying the same again can help, and the session does so by itself where nothing is lost by it. */
  readonly retryable: boolean;
  readonly errors?: Problem['errors'];
  /** `file-rejected`: why. */
  readonly reason?: string;
}

/** Work that a person waits for. `waiting`: no connection or a busy server; it is tried again by itself. */
export type Work =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running' }
  | { readonly phase: 'waiting'; readonly problem: JourneyProblem; readonly since: number; readonly nextTry: number }
  | { readonly phase: 'failed'; readonly problem: JourneyProblem }
  /** The backend confirmed it. Where it leads somewhere else the place changes too; here it only says "sent". */
  | { readonly phase: 'done' };

/** The descriptor and the program's own form (default definition with the descriptor's operations applied). */
export type ProgramState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly program: Program; readonly definition: FormDefinition }
  | { readonly phase: 'failed'; readonly problem: JourneyProblem };

/**
 * Where the person is.
 * - `form`: a step of the access form (the records step included).
 * - `later`: going on later, on this device or another; `step` is where they came from.
 * - `registered`: the receipt of stage 1: reference, e-mail code, what comes next.
 * - `submitted`: the receipt of stage 2.
 * - `status`: the status page, for the rest of the journey.
 * - `signing`: a guardian who signs by a link of their own: what it is about, and the texts.
 * - `link`: opened from a mail: a click and the second fact are needed first.
 * - `stopped`: an emergency or not eligible: nothing was stored, advice is shown.
 */
export type Place =
  | { readonly name: 'form'; readonly step: string }
  | { readonly name: 'later'; readonly step: string }
  | { readonly name: 'registered' }
  | { readonly name: 'submitted' }
  | { readonly name: 'status' }
  | { readonly name: 'signing' }
  | {
      readonly name: 'link';
      readonly work: Work;
      readonly attemptsLeft?: number;
      /** The link's token is at hand: the second fact opens it. Without it only a new link can be asked for. */
      readonly opened?: true;
    }
  | { readonly name: 'stopped'; readonly reason: 'emergency' | 'ineligible' | 'hospitalised' };

/**
 * A draft on this device. `none`: nothing is kept. `found`: one of another visit waits for the person's word. `kept`: every
 * change is written to it. Times in milliseconds since the epoch. `unavailable`: this browser has no safe place for one.
 */
export type DraftState =
  | { readonly phase: 'none' }
  | { readonly phase: 'unavailable' }
  | { readonly phase: 'found'; readonly savedAt: number }
  | { readonly phase: 'kept'; readonly until: number }
  | { readonly phase: 'failed' };

/** The referral as the backend confirmed it; `none` until the draft is made. */
export type ReferralRef =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'held';
      readonly id: string;
      readonly reference: string;
      readonly role: Capability['role'];
      readonly scopes: Capability['scopes'];
    }
  /** The capability has run out or was revoked: a link and the second fact are needed. */
  | { readonly phase: 'signed-out'; readonly reference?: string };

/** A code asked by e-mail: the e-mail check, or the step-up before a report. */
export type VerificationState =
  | { readonly phase: 'none' }
  | { readonly phase: 'sending' }
  | {
      readonly phase: 'asked';
      readonly id: string;
      readonly expiresAt: string;
      readonly attemptsLeft: number;
      readonly wrong: boolean;
    }
  | { readonly phase: 'checking'; readonly id: string; readonly expiresAt: string; readonly attemptsLeft: number }
  | { readonly phase: 'done' }
  | { readonly phase: 'failed'; readonly problem: JourneyProblem };

/**
 * How far the English check of a record has come on this device.
 * `unchecked`: the record came from another device or an earlier visit; the server's verdict is what there is.
 */
export type CheckState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'reading'; readonly pages: readonly PageVerdict[]; readonly pageCount?: number }
  | { readonly phase: 'done'; readonly verdict: RecordVerdict }
  | { readonly phase: 'unchecked'; readonly verdict?: RecordVerdict };

/**
 * How far its bytes have come. `held`: not sent, because its verdict stands in the way. `repick`: the same file must be
 * chosen again after a reload. `connection`: waiting for a connection; nothing is lost.
 */
export type CarriedState =
  | { readonly phase: 'held' }
  | { readonly phase: 'queued' }
  | { readonly phase: 'sending'; readonly sent: number; readonly bytesPerSecond?: number }
  | { readonly phase: 'paused'; readonly sent: number }
  | { readonly phase: 'connection'; readonly sent: number; readonly nextTry?: number }
  | { readonly phase: 'repick'; readonly sent: number; readonly wrongFile?: boolean }
  | { readonly phase: 'server'; readonly state: TransferState; readonly reason?: string }
  | { readonly phase: 'failed'; readonly problem: JourneyProblem };

/** One record in the list, from this device or from the backend. */
export interface RecordItem {
  /** The client id; stable over reloads. */
  readonly clientId: string;
  /** The backend's id, once declared. */
  readonly recordId?: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly type: string;
  readonly category: string;
  readonly documentDate?: string;
  /** What the person says it is in; absent: what the check found. */
  readonly language?: string;
  /** Its file is at hand on this device, in this visit: its pages can be shown and taken out. */
  readonly here?: true;
  readonly check: CheckState;
  readonly carried: CarriedState;
  /** "I believe this is wrong", with the person's reason. */
  readonly override?: { readonly reason: string };
  /** "This record is in English", where the device could not read it. */
  readonly attested?: boolean;
  /** Whose record it is, where it names somebody else. */
  readonly identityAnswer?: IdentityAnswer;
  /** Client id of the record that this one translates. Without `translation` the statement is still to come. */
  readonly translates?: string;
  readonly translation?: Translation;
  /** It is a copy that was made on a device: what is not in it. */
  readonly leftOut?: LeftOut;
  readonly replaces?: string;
  readonly requestId?: string;
  readonly submitted: boolean;
  /** What the device read otherwise than the backend; the backend's reading stands and this is shown. */
  readonly deviceDiffers?: DeviceDiffers;
}

/** A consent text as it was fetched and shown: the binding one, proven by its hash. */
export interface ConsentShown {
  readonly descriptor: ConsentDescriptor;
  readonly lang: string;
  readonly text: string;
  readonly sha256: string;
  readonly review: 'human' | 'machine';
  /** The person's language, where nobody has reviewed that text: shown beside the binding one, never instead. */
  readonly translation?: { readonly lang: string; readonly text: string };
}

export interface JourneyState {
  readonly program: ProgramState;
  readonly place: Place;
  /** UI language, BCP 47. */
  readonly lang: string;
  readonly online: boolean;
  /** The form as the person filled it; nothing in it is ever clamped or dropped. */
  readonly answers: JsonObject;
  /** Id of the furthest step that was reached; steps up to it may be gone to. `null` until the program is known. */
  readonly reached: string | null;
  /** Answers that two devices changed differently; each is kept until the person chooses one. */
  readonly conflicts: readonly AnswerConflict[];
  /** Pointers that the person has left: their issues may be shown. */
  readonly touched: Readonly<Record<string, true>>;
  /** Everything that is wrong in the current step, shown or not. */
  readonly issues: readonly Issue[];
  /** Continue was pressed with issues: the summary is shown and all of them. Grows by one per press, for focus. */
  readonly summary: number;
  /** Issues that the backend sent back for pointers. They leave as soon as the person changes the field. */
  readonly serverIssues: readonly Issue[];
  readonly consents: Readonly<
    Record<string, { readonly given: boolean; readonly lang: string; readonly sha256: string }>
  >;
  readonly consentTexts: Readonly<Record<string, ConsentShown>>;
  readonly referral: ReferralRef;
  readonly draft: DraftState;
  /** Making the draft, saving answers, submitting a stage. */
  readonly saving: Work;
  readonly submitting: Work;
  readonly receipt?: Submitted;
  readonly email: VerificationState;
  readonly stepUp: VerificationState;
  readonly records: readonly RecordItem[];
  readonly carryingPaused: boolean;
  /** Studies of images; only while the intake team has opened their transfer to this backend. */
  readonly studies: readonly StudyItem[];
  readonly looking: Looking;
  readonly status: StatusView | null;
  /** Fetching the status; `waiting` shows "last seen at". */
  readonly refreshing: Work;
  readonly messages: readonly Message[];
  /** The report is here, but the browser wants the person's own press to show it: where a link to it leads. */
  readonly reportAddress: string | null;
  /** Answering a request, accepting a quote, paying, opening the report, writing a message: by action code. */
  readonly acting: Readonly<Record<string, Work>>;
}

/** The same answer, changed here and on another device since both last agreed. `undefined`: removed there or here. */
export interface AnswerConflict {
  readonly pointer: string;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

/** One answer changed by the person. */
export interface Change {
  readonly pointer: string;
  /** `undefined` removes it. */
  readonly value: Json | undefined;
}
