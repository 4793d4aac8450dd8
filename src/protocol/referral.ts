/** The referral as its people see it: creation, answers, submissions, status view, history (protocol.md 3). */
import * as z from 'zod/mini';
import { capability, share } from './capability.ts';
import { signedConsent } from './consent.ts';
import { quote } from './fee.ts';
import { answers, issue } from './form-definition.ts';
import { actorRoles, gateStates, referralStates } from './lifecycle.ts';
import { id, instant, isoDate, languageTag } from './scalars.ts';

export const referralState = z.enum(referralStates);

/** `POST /referrals`: makes the draft. `page` is the embedding page; its origin must be on the program's list. */
export const createReferral = z.object({
  form: answers,
  consents: z.array(signedConsent),
  page: z.string().check(z.maxLength(2000)),
  language: languageTag,
  /** Second fact where the birth date may be partial or the child unborn. */
  pin: z.optional(z.string().check(z.minLength(4), z.maxLength(12))),
});
export type CreateReferral = z.infer<typeof createReferral>;

export const createdReferral = z.object({
  id,
  reference: z.string(),
  state: referralState,
  capability,
});
export type CreatedReferral = z.infer<typeof createdReferral>;

export const formDocument = z.object({ form: answers });

export const submission = z.object({
  stage: z.enum(['registration', 'records', 'information']),
  requestId: z.optional(id),
  consents: z.optional(z.array(signedConsent)),
  /** As in `createReferral`, where it was asked for after the draft was made. */
  pin: z.optional(z.string().check(z.minLength(4), z.maxLength(12))),
});
/** The receipt: what the server holds, so that nothing is believed sent that is not (threats.md 52). */
export const submitted = z.object({
  reference: z.string(),
  state: referralState,
  at: instant,
  records: z.object({ count: z.int(), bytes: z.int() }),
  warnings: z.optional(z.array(issue)),
});
export type Submitted = z.infer<typeof submitted>;

const gates = z.object({
  identity: z.enum(gateStates.identity),
  guardianConsent: z.enum(gateStates.guardianConsent),
  documents: z.enum(gateStates.documents),
  imaging: z.enum(gateStates.imaging),
  pathology: z.enum(gateStates.pathology),
  fee: z.enum(gateStates.fee),
});

/** What a person can do now; `needed` ones are asked of them and become the headline. */
export const actionCode = z.enum([
  'continue-form',
  'verify-email',
  'upload-records',
  'submit-records',
  'answer-request',
  'accept-quote',
  'pay',
  'send-imaging',
  'reissue-imaging-link',
  'sign-consent',
  /** Somebody else applies, and a guardian has not been asked to sign yet. */
  'invite-guardian',
  'open-report',
  'ask-question',
  'message',
  'withdraw',
  'reopen',
  'discard',
]);
export type ActionCode = z.infer<typeof actionCode>;
export const action = z.object({
  code: z.string(),
  needed: z.boolean(),
  requestId: z.optional(id),
  /** Local date by which it is asked. */
  due: z.optional(isoDate),
});
export type Action = z.infer<typeof action>;

/** One entry of the history. Ids and codes only: no health data. */
export const referralEvent = z.object({
  id,
  seq: z.int(),
  type: z.string(),
  at: instant,
  actorRole: z.enum(actorRoles),
  from: z.string(),
  to: z.string(),
  gate: z.optional(z.string()),
  reasonCode: z.optional(z.string()),
});
export type ReferralEvent = z.infer<typeof referralEvent>;
export const eventList = z.object({ events: z.array(referralEvent) });

export const informationRequest = z.object({
  id,
  state: z.enum(['open', 'answered', 'closed']),
  blocking: z.boolean(),
  items: z.array(z.object({ category: z.string(), text: z.string() })),
  /** The desk's words to the family. */
  reason: z.optional(z.string()),
  due: z.optional(isoDate),
  createdAt: instant,
  answeredAt: z.optional(instant),
});
export type InformationRequest = z.infer<typeof informationRequest>;
export const informationResponse = z.object({
  text: z.optional(z.string().check(z.maxLength(4000))),
  recordIds: z.optional(z.array(id)),
  /** "I do not have it": an answer too. */
  unavailable: z.optional(z.boolean()),
});

export const imagingTransfer = z.object({
  state: z.enum(gateStates.imaging),
  mode: z.optional(z.string()),
  url: z.optional(z.string()),
  expiresAt: z.optional(instant),
  instructions: z.optional(z.string()),
  /** Bearer for the DICOMweb server at `url` (`stow-rs`), for it alone. Only `imaging.read` answers with it (12.8). */
  token: z.optional(z.string()),
});
export type ImagingTransfer = z.infer<typeof imagingTransfer>;

export const reportMetadata = z.object({
  version: z.int(),
  status: z.enum(['final', 'amended']),
  signedAt: instant,
  language: languageTag,
  /** Bytes. */
  size: z.int(),
  /** When this person first opened it. */
  openedAt: z.optional(instant),
});
export type ReportMetadata = z.infer<typeof reportMetadata>;

export const reportWindowView = z.object({
  dayZero: isoDate,
  earliest: isoDate,
  latest: isoDate,
  timeZone: z.string(),
});

/** What a guardian who signs by a link is told: who asks, for whom, who will see it, and which texts wait for them. */
export const signing = z.object({
  child: z.string(),
  submitter: z.object({ name: z.string(), role: z.string(), organisation: z.optional(z.string()) }),
  physician: z.optional(z.string()),
  payer: z.optional(z.string()),
  consents: z.array(z.object({ id: z.string(), required: z.boolean(), given: z.optional(z.boolean()) })),
});
export type Signing = z.infer<typeof signing>;

/** `GET /referrals/{id}`: everything that the status view shows. Its ETag changes with any of it. */
export const statusView = z.object({
  id,
  reference: z.string(),
  state: referralState,
  gates,
  /** Given name or name of the child, for addressing people kindly; absent where the role may not know it. */
  child: z.optional(z.string()),
  role: z.string(),
  actions: z.array(action),
  window: z.nullable(reportWindowView),
  /** `stopped`: a blocking request or a gate is open; the window is shown again once it closes. */
  clock: z.enum(['not-started', 'running', 'stopped']),
  timeline: z.array(referralEvent),
  specialties: z.array(z.string()),
  requests: z.array(informationRequest),
  quote: z.optional(quote),
  imaging: z.optional(imagingTransfer),
  report: z.optional(reportMetadata),
  /** Records counted as the server holds them. */
  records: z.object({ count: z.int(), stored: z.int(), refused: z.int(), bytes: z.int() }),
  /** Local date of the promised first reply, or of expiry, where the state has one. */
  due: z.optional(isoDate),
  unreadMessages: z.optional(z.int()),
  /** Links that still open something, for whoever had them sent. */
  shares: z.optional(z.array(share)),
  /** For a guardian's own link only. */
  signing: z.optional(signing),
  createdAt: instant,
  updatedAt: instant,
});
export type StatusView = z.infer<typeof statusView>;

/** "7 to 10 business days", "call me back": the thread with the intake team. */
export const message = z.object({
  id,
  from: z.enum(['family', 'team']),
  kind: z.enum(['message', 'call-back']),
  text: z.string(),
  at: instant,
});
export type Message = z.infer<typeof message>;
export const messageList = z.object({ messages: z.array(message) });
export const newMessage = z.object({
  kind: z.enum(['message', 'call-back']),
  text: z.string().check(z.minLength(1), z.maxLength(4000)),
});

export const eligibilityQuestion = z.object({
  country: z.string().check(z.length(2)),
  region: z.optional(z.string().check(z.maxLength(10))),
  /** Years. */
  age: z.optional(z.number()),
  specialty: z.optional(z.string()),
});
export const eligibilityAnswer = z.object({ eligible: z.boolean(), reason: z.optional(z.string()) });

/** `form`: answers of the step `billing`, where the program has one for these answers (11.3). */
export const quoteAcceptance = z.object({ version: z.int(), form: z.optional(answers) });
export const paymentSession = z.object({ redirectUrl: z.string() });
export const paymentSessionRequest = z.object({ returnTo: z.string().check(z.maxLength(2000)) });
export const withdrawal = z.object({ reason: z.optional(z.string().check(z.maxLength(500))) });
/** An answer with nothing to say. */
export const nothing = z.object({});
