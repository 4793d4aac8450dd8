/** The handler of every route of the protocol. */
import type { Handlers } from '../http/router.ts';
import { accessLinkRedeem } from './accessLink.redeem.ts';
import { accessLinkRequest } from './accessLink.request.ts';
import { capabilityRefresh } from './capability.refresh.ts';
import { capabilityRevoke } from './capability.revoke.ts';
import { consentsSign } from './consents.sign.ts';
import { eligibilityAsk } from './eligibility.ask.ts';
import { eventsStream } from './events.stream.ts';
import { formPatch } from './form.patch.ts';
import { formRead } from './form.read.ts';
import { imagingComplete } from './imaging.complete.ts';
import { imagingRead } from './imaging.read.ts';
import { imagingReissue } from './imaging.reissue.ts';
import { messageSend } from './message.send.ts';
import { messagesList } from './messages.list.ts';
import { paymentStart } from './payment.start.ts';
import { programRead } from './program.read.ts';
import { quoteAccept } from './quote.accept.ts';
import { quoteRead } from './quote.read.ts';
import { recordPatch } from './record.patch.ts';
import { recordRemove } from './record.remove.ts';
import { recordsDeclare } from './records.declare.ts';
import { recordsList } from './records.list.ts';
import { referralCreate } from './referral.create.ts';
import { referralRead } from './referral.read.ts';
import { referralSubmit } from './referral.submit.ts';
import { referralWithdraw } from './referral.withdraw.ts';
import { reportOpen } from './report.open.ts';
import { reportRead } from './report.read.ts';
import { requestRespond } from './request.respond.ts';
import { requestsList } from './requests.list.ts';
import { shareCreate } from './share.create.ts';
import { shareRevoke } from './share.revoke.ts';
import { recordInstances } from './record.instances.ts';
import { studiesList } from './studies.list.ts';
import { studyDeclare } from './study.declare.ts';
import { studyRemove } from './study.remove.ts';
import { studyStowed } from './study.stowed.ts';
import { verificationAttempt } from './verification.attempt.ts';
import { verificationStart } from './verification.start.ts';

export const handlers: Handlers = {
  'program.read': programRead,
  'eligibility.ask': eligibilityAsk,
  'referral.create': referralCreate,
  'referral.read': referralRead,
  'form.read': formRead,
  'form.patch': formPatch,
  'referral.submit': referralSubmit,
  'consents.sign': consentsSign,
  'records.declare': recordsDeclare,
  'records.list': recordsList,
  'record.patch': recordPatch,
  'record.remove': recordRemove,
  'referral.withdraw': referralWithdraw,
  'share.create': shareCreate,
  'share.revoke': shareRevoke,
  'accessLink.request': accessLinkRequest,
  'accessLink.redeem': accessLinkRedeem,
  'capability.refresh': capabilityRefresh,
  'capability.revoke': capabilityRevoke,
  'verification.start': verificationStart,
  'verification.attempt': verificationAttempt,
  'events.stream': eventsStream,
  'requests.list': requestsList,
  'request.respond': requestRespond,
  'messages.list': messagesList,
  'message.send': messageSend,
  'quote.read': quoteRead,
  'quote.accept': quoteAccept,
  'payment.start': paymentStart,
  'imaging.read': imagingRead,
  'imaging.reissue': imagingReissue,
  'imaging.complete': imagingComplete,
  'studies.list': studiesList,
  'study.declare': studyDeclare,
  'study.remove': studyRemove,
  'study.stowed': studyStowed,
  'record.instances': recordInstances,
  'report.read': reportRead,
  'report.open': reportOpen,
};
