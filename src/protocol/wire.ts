/**
 * THE WIRE: request and response schema of each route, by its name in `routes.ts`. Client and backend validate with
 * these very objects. A route that is missing a side has no body there.
 */
import * as z from 'zod/mini';
import {
  accessLinkRequest,
  capability,
  redemption,
  redemptionRequest,
  share,
  shareRequest,
  verification,
  verificationAttempt,
  verificationRequest,
  verificationResult,
} from './capability.ts';
import { signedConsent } from './consent.ts';
import { quote } from './fee.ts';
import { answers } from './form-definition.ts';
import { program } from './program.ts';
import { declaredRecord, declareRecords, recordList, recordPatch, recordView } from './record.ts';
import {
  createdReferral,
  createReferral,
  eligibilityAnswer,
  eligibilityQuestion,
  formDocument,
  imagingTransfer,
  informationRequest,
  informationResponse,
  message,
  messageList,
  newMessage,
  nothing,
  paymentSession,
  paymentSessionRequest,
  quoteAcceptance,
  reportMetadata,
  statusView,
  submission,
  submitted,
  withdrawal,
} from './referral.ts';
import { instanceList, stowedReport, studyDeclaration, studyList, studyView } from './study.ts';
import type { RouteName } from './routes.ts';

interface Sides {
  readonly request?: z.ZodMiniType;
  readonly response?: z.ZodMiniType;
}

export const wire = {
  'program.read': { response: program },
  'eligibility.ask': { request: eligibilityQuestion, response: eligibilityAnswer },
  'referral.create': { request: createReferral, response: createdReferral },
  'referral.read': { response: statusView },
  'form.read': { response: formDocument },
  'form.patch': { request: answers, response: formDocument },
  'referral.submit': { request: submission, response: submitted },
  'consents.sign': { request: z.object({ consents: z.array(signedConsent) }), response: nothing },
  'records.declare': { request: declareRecords, response: z.array(declaredRecord) },
  'records.list': { response: recordList },
  'record.patch': { request: recordPatch, response: recordView },
  'record.remove': {},
  'referral.withdraw': { request: withdrawal, response: statusView },
  'share.create': { request: shareRequest, response: share },
  'share.revoke': {},
  'accessLink.request': { request: accessLinkRequest, response: nothing },
  'accessLink.redeem': { request: redemptionRequest, response: redemption },
  'capability.refresh': { response: capability },
  'capability.revoke': {},
  'verification.start': { request: verificationRequest, response: verification },
  'verification.attempt': { request: verificationAttempt, response: verificationResult },
  'events.stream': {},
  'requests.list': { response: z.object({ requests: z.array(informationRequest) }) },
  'request.respond': { request: informationResponse, response: informationRequest },
  'messages.list': { response: messageList },
  'message.send': { request: newMessage, response: message },
  'quote.read': { response: quote },
  'quote.accept': { request: quoteAcceptance, response: quote },
  'payment.start': { request: paymentSessionRequest, response: paymentSession },
  'imaging.read': { response: imagingTransfer },
  'imaging.reissue': { response: nothing },
  'studies.list': { response: studyList },
  'study.declare': { request: studyDeclaration, response: studyView },
  'study.remove': {},
  'study.stowed': { request: stowedReport, response: studyView },
  'record.instances': { response: instanceList },
  'imaging.complete': { response: imagingTransfer },
  'report.read': { response: reportMetadata },
  'report.open': {},
} as const satisfies Record<RouteName, Sides>;

type Wire = typeof wire;
/** The JSON body that a route takes. */
export type RequestOf<Name extends RouteName> = Wire[Name] extends { request: infer Schema extends z.ZodMiniType }
  ? z.infer<Schema>
  : undefined;
/** The JSON body that a route answers with. */
export type ResponseOf<Name extends RouteName> = Wire[Name] extends { response: infer Schema extends z.ZodMiniType }
  ? z.infer<Schema>
  : undefined;
