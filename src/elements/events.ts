/**
 * Every event that the elements fire, one class each. They bubble and cross shadow roots, and they carry ids, counts
 * and codes only: a host page runs analytics, so never answers, names or file names (architecture.md "Names").
 */

/** Fired once the program is known and the first view can be used. */
export class RsoReadyEvent extends Event {
  static readonly type = 'rso-ready';
  constructor() {
    super(RsoReadyEvent.type, { bubbles: true, composed: true });
  }
}

/** The person is somewhere else: another step of the form, or another view (`registered`, `submitted`, `status` …). */
export class RsoStepChangeEvent extends Event {
  static readonly type = 'rso-step-change';
  /** Name of the view. */
  readonly view: string;
  /** Id of the step while `view` is `form`, else null. */
  readonly step: string | null;
  constructor(view: string, step: string | null) {
    super(RsoStepChangeEvent.type, { bubbles: true, composed: true });
    this.view = view;
    this.step = step;
  }
}

/** The list of records changed: how many there are, how many the server holds, how many ask something of the person. */
export class RsoRecordsChangeEvent extends Event {
  static readonly type = 'rso-records-change';
  readonly count: number;
  readonly stored: number;
  readonly waiting: number;
  constructor(count: number, stored: number, waiting: number) {
    super(RsoRecordsChangeEvent.type, { bubbles: true, composed: true });
    this.count = count;
    this.stored = stored;
    this.waiting = waiting;
  }
}

/** Before a stage is sent. `preventDefault()` keeps it from being sent. */
export class RsoSubmitEvent extends Event {
  static readonly type = 'rso-submit';
  readonly stage: 'registration' | 'records';
  constructor(stage: 'registration' | 'records') {
    super(RsoSubmitEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.stage = stage;
  }
}

/** The backend confirmed a stage. */
export class RsoSubmittedEvent extends Event {
  static readonly type = 'rso-submitted';
  /** `RSO-7K4M-29QN`: opens nothing. */
  readonly reference: string;
  /** State of the referral after it. */
  readonly state: string;
  constructor(reference: string, state: string) {
    super(RsoSubmittedEvent.type, { bubbles: true, composed: true });
    this.reference = reference;
    this.state = state;
  }
}

/** The referral moved. */
export class RsoStatusChangeEvent extends Event {
  static readonly type = 'rso-status-change';
  readonly state: string;
  /** Something is asked of the family. */
  readonly actionNeeded: boolean;
  constructor(state: string, actionNeeded: boolean) {
    super(RsoStatusChangeEvent.type, { bubbles: true, composed: true });
    this.state = state;
    this.actionNeeded = actionNeeded;
  }
}

/** Scripts on the page that could read what a person writes. `codes` name kinds of scripts, never what they saw. */
export class RsoHygieneEvent extends Event {
  static readonly type = 'rso-hygiene';
  readonly codes: readonly string[];
  constructor(codes: readonly string[]) {
    super(RsoHygieneEvent.type, { bubbles: true, composed: true });
    this.codes = codes;
  }
}

/** Something did not work: a problem code of the protocol, or one of ours (`chunk`, `missing-words`, `other-version`). */
export class RsoErrorEvent extends Event {
  static readonly type = 'rso-error';
  readonly code: string;
  constructor(code: string) {
    super(RsoErrorEvent.type, { bubbles: true, composed: true });
    this.code = code;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'rso-ready': RsoReadyEvent;
    'rso-step-change': RsoStepChangeEvent;
    'rso-records-change': RsoRecordsChangeEvent;
    'rso-submit': RsoSubmitEvent;
    'rso-submitted': RsoSubmittedEvent;
    'rso-status-change': RsoStatusChangeEvent;
    'rso-hygiene': RsoHygieneEvent;
    'rso-error': RsoErrorEvent;
  }
}
