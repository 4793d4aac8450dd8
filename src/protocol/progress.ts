/**
 * Applies the lifecycle table: `applyEvent(progress, event) → progress and what happened`, or why not. Pure: time,
 * guards' facts and the calendar are passed in (lifecycle.md 3; contract.md "Lifecycle").
 */
import {
  type ActorRole,
  type Gates,
  type Guard,
  initialGates,
  lifecycle,
  type LifecycleEventType,
  type ReferralState,
} from './lifecycle.ts';
import { localDateTime } from './local-date-time.ts';
import {
  type BusinessCalendar,
  businessDaysBetween,
  dayZeroOf,
  reportWindow,
  type ReportWindow,
} from './report-window.ts';

/**
 * The report clock. `elapsed` are business days used before the running (or paused) stretch, under policy `pause`;
 * always 0 under `restart`.
 */
export type Clock =
  | { readonly phase: 'not-started' }
  | { readonly phase: 'running'; readonly startedAt: string; readonly elapsed: number; readonly window: ReportWindow }
  | { readonly phase: 'stopped'; readonly stoppedAt: string; readonly elapsed: number };

/** Where a referral stands. */
export interface Progress {
  readonly state: ReferralState | 'deleted';
  readonly gates: Gates;
  readonly clock: Clock;
}

export const initialProgress: Progress = { state: 'draft', gates: initialGates, clock: { phase: 'not-started' } };

export interface LifecycleEvent {
  readonly type: LifecycleEventType;
  readonly actor: ActorRole;
  /** RFC 3339 instant, from the server's clock. */
  readonly at: string;
  readonly reasonCode?: string;
}

/** What the backend knows at this moment, and the program's rules. */
export interface LifecycleContext {
  /** A guard that is not named holds, except those that this module computes from the gates itself. */
  readonly facts: Partial<Record<Guard, boolean>>;
  readonly calendar: BusinessCalendar & { readonly onBlockingRequest: 'restart' | 'pause' };
  /** 0: a delivered report closes at once. */
  readonly followUpDays: number;
}

/** One entry of the append-only history, without its sequence number. No health data. */
export interface Happened {
  readonly type: LifecycleEventType | 'clock.started' | 'clock.stopped' | 'gate.changed';
  readonly actorRole: ActorRole;
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly gate?: keyof Gates;
  readonly reasonCode?: string;
}

export type Applied =
  | { readonly ok: true; readonly progress: Progress; readonly happened: readonly Happened[] }
  | { readonly ok: false; readonly why: 'state' | 'actor' | 'gate' | 'reason' }
  | { readonly ok: false; readonly why: 'guard'; readonly guard: Guard };

/** Documentation (documents ∧ imaging ∧ pathology) and fee are all closed (contract.md "Lifecycle"). */
export const requirementsMet = ({ documents, imaging, pathology, fee }: Gates): boolean =>
  documents === 'complete' &&
  ['none', 'verified', 'waived'].includes(imaging) &&
  ['none', 'received', 'accessioned', 'returned', 'waived'].includes(pathology) &&
  ['paid', 'guaranteed', 'waived'].includes(fee);

const computedGuards: Partial<Record<Guard, (progress: Progress) => boolean>> = {
  'email-verified': ({ gates }) => gates.identity === 'verified',
  'guardian-agreed': ({ gates }) => gates.guardianConsent === 'n/a' || gates.guardianConsent === 'signed',
  'requirements-met': ({ gates }) => requirementsMet(gates),
};

function stop(clock: Clock, at: string, { calendar }: LifecycleContext): Clock {
  if (clock.phase !== 'running') return clock;
  const used =
    calendar.onBlockingRequest === 'pause'
      ? clock.elapsed +
        businessDaysBetween(clock.window.dayZero, localDateTime(new Date(at), calendar.timeZone).date, calendar)
      : 0;
  return { phase: 'stopped', stoppedAt: at, elapsed: used };
}

function start(clock: Clock, at: string, { calendar }: LifecycleContext): Clock {
  const elapsed = clock.phase === 'stopped' ? clock.elapsed : 0;
  return { phase: 'running', startedAt: at, elapsed, window: reportWindow(at, calendar, { elapsed }) };
}

/** What the system does by itself once an event has been applied: emitted in the same transaction. */
function consequence(progress: Progress, context: LifecycleContext): LifecycleEventType | null {
  if (progress.state === 'awaiting-requirements' && requirementsMet(progress.gates)) return 'requirements.met';
  if (progress.state === 'report-delivered') return context.followUpDays > 0 ? 'followUp.open' : 'close';
  return null;
}

function applyOne(progress: Progress, event: LifecycleEvent, context: LifecycleContext): Applied {
  const rule = lifecycle.find((candidate) => candidate.type === event.type);
  if (!rule || progress.state === 'deleted' || !rule.from.includes(progress.state)) return { ok: false, why: 'state' };
  if (!rule.actors.includes(event.actor)) return { ok: false, why: 'actor' };
  if (rule.reason && !event.reasonCode) return { ok: false, why: 'reason' };
  const before = rule.gate && progress.gates[rule.gate.gate];
  if (rule.gate && !(rule.gate.from as readonly string[]).includes(before ?? '')) return { ok: false, why: 'gate' };
  const failed = rule.guards?.find((guard) => !(computedGuards[guard]?.(progress) ?? context.facts[guard] ?? true));
  if (failed) return { ok: false, why: 'guard', guard: failed };

  const state = rule.to ?? progress.state;
  const gates = rule.gate ? { ...progress.gates, [rule.gate.gate]: rule.gate.to } : progress.gates;
  const mark = { actorRole: event.actor, at: event.at, ...(event.reasonCode ? { reasonCode: event.reasonCode } : {}) };
  const happened: Happened[] = [{ type: event.type, ...mark, from: progress.state, to: state }];
  if (rule.gate)
    happened.push({ type: 'gate.changed', ...mark, gate: rule.gate.gate, from: before ?? '', to: rule.gate.to });

  let clock = progress.clock;
  if (event.type === 'requirements.met') clock = start(clock, event.at, context);
  // Only what leaves the review stops the clock; a delta quote during the review does not (lifecycle.md 3).
  else if (state !== 'expert-review' && !hasReport(state)) clock = stop(clock, event.at, context);
  if (clock !== progress.clock)
    happened.push({
      type: clock.phase === 'running' ? 'clock.started' : 'clock.stopped',
      actorRole: 'system',
      at: event.at,
      from: progress.clock.phase,
      to: clock.phase,
    });
  return { ok: true, progress: { state, gates, clock }, happened };
}

const hasReport = (state: Progress['state']): boolean =>
  ['report-ready', 'report-delivered', 'follow-up', 'closed'].includes(state);

/**
 * Applies one event and what follows from it by itself. Nothing changes unless the whole is allowed.
 * t0 of the report window is the instant of the event that closed the last gate.
 */
export function applyEvent(progress: Progress, event: LifecycleEvent, context: LifecycleContext): Applied {
  let applied = applyOne(progress, event, context);
  // Each consequence leaves its state for good, so this ends; the bound is for readers.
  for (let step = 0; applied.ok && step < 4; step += 1) {
    const next = consequence(applied.progress, context);
    if (!next) break;
    const followed = applyOne(applied.progress, { type: next, actor: 'system', at: event.at }, context);
    if (!followed.ok) break;
    applied = { ...followed, happened: [...applied.happened, ...followed.happened] };
  }
  return applied;
}

/** Business day on which a stretch that began at `at` counts as day zero; shown beside the window. */
export const countedFrom = (at: string, calendar: BusinessCalendar): string => dayZeroOf(new Date(at), calendar);

/** Event types that an actor may cause now, by state and gate alone: what a person can do in each state. */
export const allowedEvents = (progress: Progress, actor: ActorRole): readonly LifecycleEventType[] =>
  lifecycle
    .filter(
      (rule) =>
        progress.state !== 'deleted' &&
        rule.from.includes(progress.state) &&
        rule.actors.includes(actor) &&
        (!rule.gate || (rule.gate.from as readonly string[]).includes(progress.gates[rule.gate.gate])),
    )
    .map((rule) => rule.type);
