/** Which property of a component is which event of its element; `test/react` compares it with the elements' own docs. */
import type { EventName } from '@lit/react';
import type {
  RsoErrorEvent,
  RsoReadyEvent,
  RsoRecordsChangeEvent,
  RsoStatusChangeEvent,
  RsoStepChangeEvent,
  RsoSubmitEvent,
  RsoSubmittedEvent,
} from '../elements/events.ts';

const always = {
  onReady: 'rso-ready' as EventName<RsoReadyEvent>,
  onError: 'rso-error' as EventName<RsoErrorEvent>,
};
const records = { onRecordsChange: 'rso-records-change' as EventName<RsoRecordsChangeEvent> };
const status = { onStatusChange: 'rso-status-change' as EventName<RsoStatusChangeEvent> };
const form = {
  onStepChange: 'rso-step-change' as EventName<RsoStepChangeEvent>,
  onSubmit: 'rso-submit' as EventName<RsoSubmitEvent>,
  onSubmitted: 'rso-submitted' as EventName<RsoSubmittedEvent>,
};

export const componentEvents = {
  'rso-referral': { ...always, ...form, ...records, ...status },
  'rso-access-form': { ...always, ...form, ...records },
  'rso-records': { ...always, ...records },
  'rso-imaging': always,
  'rso-status': { ...always, ...status },
  'rso-contact': always,
} as const;
