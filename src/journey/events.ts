/** Everything that can happen in a journey: what the person does, and what the work they caused came to. */
import type {
  Capability,
  FormDefinition,
  IdentityAnswer,
  Issue,
  JsonObject,
  Message,
  PageVerdict,
  Program,
  RecordVerdict,
  RecordView,
  SecondFact,
  StatusView,
  Submitted,
  Translation,
} from '../protocol/index.ts';
import type {
  AnswerConflict,
  CarriedState,
  Change,
  ConsentShown,
  DraftState,
  JourneyProblem,
  Looking,
  Place,
  RecordItem,
  StudyItem,
  VerificationState,
  Work,
} from './state.ts';

/** What a person does. Elements send these and nothing else. */
export type PersonEvent =
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'leave-field'; readonly pointer: string }
  /** One of two devices' answers is chosen; the other is gone. */
  | { readonly type: 'resolve-conflict'; readonly pointer: string; readonly keep: 'mine' | 'theirs' }
  | { readonly type: 'consent'; readonly id: string; readonly given: boolean }
  | { readonly type: 'continue' }
  | { readonly type: 'back' }
  /** Only to a step that was reached before. */
  | { readonly type: 'go'; readonly step: string }
  | { readonly type: 'choose-language'; readonly lang: string }
  /** On this device: begin to keep a draft, delete it, go on with the one that was found. */
  | { readonly type: 'keep-draft' }
  | { readonly type: 'delete-draft' }
  | { readonly type: 'resume-draft' }
  | { readonly type: 'save-for-later' }
  /** Saves at the hospital and mails a link. `pin`: the second fact, where no whole birth date is known yet. */
  | { readonly type: 'save-elsewhere'; readonly email: string; readonly pin?: string }
  | { readonly type: 'show-status' }
  | { readonly type: 'retry' }
  | { readonly type: 'send-email-code' }
  | { readonly type: 'enter-email-code'; readonly code: string }
  | { readonly type: 'send-report-code' }
  | { readonly type: 'enter-report-code'; readonly code: string }
  | { readonly type: 'redeem-link'; readonly fact: SecondFact }
  /** What was given as a birth date is none. It is not sent: whatever does not match costs one of five tries. */
  | { readonly type: 'unclear-fact' }
  | { readonly type: 'request-link'; readonly email: string; readonly reference?: string }
  | { readonly type: 'sign-out' }
  | {
      readonly type: 'add-records';
      readonly files: readonly File[];
      /** Client id or record id of the record that the files take the place of. */
      readonly replaces?: string;
      /** Client id of the record that the files are a translation of. */
      readonly translates?: string;
      readonly requestId?: string;
    }
  | { readonly type: 'repick-record'; readonly clientId: string; readonly file: File }
  | {
      readonly type: 'describe-record';
      readonly clientId: string;
      readonly category?: string;
      readonly documentDate?: string;
      readonly language?: string;
    }
  | { readonly type: 'override-record'; readonly clientId: string; readonly reason: string }
  | { readonly type: 'attest-record'; readonly clientId: string }
  /**
   * A record is a translation of another one (client ids), with the statement once the person gave it. `null`: it is none
   * after all.
   */
  | {
      readonly type: 'pair-record';
      readonly clientId: string;
      readonly original: string | null;
      readonly translation?: Translation;
    }
  /** A copy without these pages (1-based) takes the record's place; the person's file is not changed. */
  | { readonly type: 'leave-pages-out'; readonly clientId: string; readonly pages: readonly number[] }
  /** The whole file takes the place of its copy again. */
  | { readonly type: 'restore-pages'; readonly clientId: string }
  | { readonly type: 'answer-identity'; readonly clientId: string; readonly answer: IdentityAnswer }
  | { readonly type: 'remove-record'; readonly clientId: string }
  | { readonly type: 'pause-records' }
  | { readonly type: 'resume-records' }
  | { readonly type: 'submit-records' }
  | {
      readonly type: 'answer-request';
      readonly requestId: string;
      readonly text?: string;
      readonly unavailable?: boolean;
    }
  | { readonly type: 'accept-quote'; readonly version: number }
  | { readonly type: 'pay' }
  /** A folder, a CD, archives, files: with the place of each in what was picked. */
  | { readonly type: 'add-images'; readonly files: readonly { readonly path: string; readonly file: File }[] }
  | { readonly type: 'answer-study'; readonly clientId: string; readonly answer: IdentityAnswer }
  | { readonly type: 'remove-study'; readonly clientId: string }
  | { readonly type: 'send-studies' }
  | { readonly type: 'imaging-sent' }
  | { readonly type: 'reissue-imaging-link' }
  | { readonly type: 'open-report' }
  | { readonly type: 'send-message'; readonly kind: Message['kind']; readonly text: string }
  | { readonly type: 'withdraw'; readonly reason?: string }
  /** Mails a guardian the link with which they sign. `email`: where the answers hold none for them. */
  | { readonly type: 'invite-guardian'; readonly guardian?: string; readonly email?: string }
  /** A link that was sent opens nothing any more. */
  | { readonly type: 'revoke-share'; readonly id: string }
  /** A guardian's word on the texts that were asked of them, under their typed name. */
  | { readonly type: 'sign'; readonly name: string }
  | { readonly type: 'refuse' };

/** What the work came to. Only the session sends these. */
export type WorkEvent =
  | { readonly type: 'program.ready'; readonly program: Program; readonly definition: FormDefinition }
  | { readonly type: 'program.failed'; readonly problem: JourneyProblem }
  | { readonly type: 'definition.ready'; readonly definition: FormDefinition }
  | { readonly type: 'online'; readonly online: boolean }
  | { readonly type: 'validated'; readonly issues: readonly Issue[] }
  /** The step holds issues after Continue. */
  | { readonly type: 'continue.refused'; readonly issues: readonly Issue[] }
  /** `reached`: how far the form was filled in on another visit. */
  | { readonly type: 'place'; readonly place: Place; readonly reached?: string }
  | { readonly type: 'referral.held'; readonly id: string; readonly reference: string; readonly capability: Capability }
  /** `forget`: the person signed out, so nothing of theirs stays; a capability that ran out loses no answer. */
  | { readonly type: 'referral.signed-out'; readonly forget?: true; readonly reference?: string }
  | { readonly type: 'draft'; readonly draft: DraftState }
  | { readonly type: 'answers.loaded'; readonly answers: JsonObject; readonly conflicts?: readonly AnswerConflict[] }
  | { readonly type: 'saving'; readonly work: Work }
  | { readonly type: 'submitting'; readonly work: Work }
  | { readonly type: 'server-issues'; readonly issues: readonly Issue[] }
  | { readonly type: 'submitted'; readonly receipt: Submitted; readonly place: Place }
  | { readonly type: 'consent-texts'; readonly texts: readonly ConsentShown[] }
  | { readonly type: 'email'; readonly verification: VerificationState }
  | { readonly type: 'step-up'; readonly verification: VerificationState }
  | { readonly type: 'record.added'; readonly record: RecordItem }
  | { readonly type: 'record.page'; readonly clientId: string; readonly page: PageVerdict; readonly pageCount?: number }
  | { readonly type: 'record.checked'; readonly clientId: string; readonly verdict: RecordVerdict }
  | { readonly type: 'record.declared'; readonly clientId: string; readonly recordId: string }
  | { readonly type: 'record.carried'; readonly clientId: string; readonly carried: CarriedState }
  | { readonly type: 'record.removed'; readonly clientId: string }
  | { readonly type: 'records.listed'; readonly records: readonly RecordView[] }
  /** What `studies.ts` made of something that happened to them. */
  | { readonly type: 'studies'; readonly studies: readonly StudyItem[]; readonly looking: Looking }
  | { readonly type: 'status'; readonly status: StatusView }
  | { readonly type: 'refreshing'; readonly work: Work }
  | { readonly type: 'messages'; readonly messages: readonly Message[] }
  | { readonly type: 'report.address'; readonly address: string | null }
  | { readonly type: 'acting'; readonly action: string; readonly work: Work };

export type JourneyEvent = PersonEvent | WorkEvent;
