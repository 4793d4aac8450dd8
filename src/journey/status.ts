/** The status page: what the backend said last, and the acts that wait for its answer. */
import { type Handlers, unchanged } from './handlers.ts';
import { placed } from './place.ts';

/** Events that this file answers. */
type StatusEventType =
  | 'show-status'
  | 'answer-request'
  | 'accept-quote'
  | 'pay'
  | 'add-images'
  | 'answer-study'
  | 'remove-study'
  | 'send-studies'
  | 'studies'
  | 'imaging-sent'
  | 'reissue-imaging-link'
  | 'open-report'
  | 'send-message'
  | 'withdraw'
  | 'invite-guardian'
  | 'revoke-share'
  | 'sign'
  | 'refuse'
  | 'refreshing'
  | 'messages'
  | 'report.address'
  | 'acting';

export const statusHandlers: Handlers<StatusEventType> = {
  'show-status': (state) =>
    // Without a referral there is nothing to show, unless a page handed the status view in.
    state.referral.phase === 'held' || state.status ? placed(state, { name: 'status' }) : state,
  'answer-request': unchanged,
  'accept-quote': unchanged,
  pay: unchanged,
  'add-images': unchanged,
  'answer-study': unchanged,
  'remove-study': unchanged,
  'send-studies': unchanged,
  studies: (state, { studies, looking }) => ({ ...state, studies, looking }),
  'imaging-sent': unchanged,
  'reissue-imaging-link': unchanged,
  'open-report': unchanged,
  'send-message': unchanged,
  withdraw: unchanged,
  'invite-guardian': unchanged,
  'revoke-share': unchanged,
  sign: unchanged,
  refuse: unchanged,

  refreshing: (state, { work }) => ({ ...state, refreshing: work }),
  messages: (state, { messages }) => ({ ...state, messages }),
  'report.address': (state, { address }) => ({ ...state, reportAddress: address }),
  acting: (state, { action, work }) => ({ ...state, acting: { ...state.acting, [action]: work } }),
};
