/** Every slip that can be made in one rule of the lifecycle table: something less, something more, or another. */
import {
  actorRoles,
  gateStates,
  lifecycle,
  referralStates,
  type Guard,
  type Transition,
} from '../../src/protocol/lifecycle.ts';

export interface Slip {
  readonly type: string;
  /** In words, for the report. */
  readonly what: string;
  /** The rule as it is with the slip; null where it is gone. */
  readonly rule: Transition | null;
}

/** A guard that looks at the gates; whether another one was asked too many can be seen. */
const strange: readonly Guard[] = ['email-verified', 'guardian-agreed', 'requirements-met', 'eligible'];

const without = <T>(list: readonly T[], one: T): readonly T[] => list.filter((other) => other !== one);
const others = <T>(all: readonly T[], list: readonly T[]): readonly T[] => all.filter((one) => !list.includes(one));

function* variants(rule: Transition): Generator<readonly [what: string, rule: object | null]> {
  const { from, to, actors, guards = [], gate, reason } = rule;
  yield ['gone', null];
  for (const state of from) yield [`not from ${state}`, { ...rule, from: without(from, state) }];
  for (const state of others(referralStates, from)) yield [`also from ${state}`, { ...rule, from: [...from, state] }];
  for (const actor of actors) yield [`not by ${actor}`, { ...rule, actors: without(actors, actor) }];
  for (const actor of others(actorRoles, actors)) yield [`also by ${actor}`, { ...rule, actors: [...actors, actor] }];
  // Where a rule holds in one state only, staying there and going there are the same.
  const same = to === null && from.length === 1 ? from : [];
  for (const target of others([...referralStates, 'deleted', null], [to, ...same]))
    yield [`to ${target ?? 'where it is'}`, { ...rule, to: target }];
  for (const guard of guards) yield [`without ${guard}`, { ...rule, guards: without(guards, guard) }];
  // Its gate says so already.
  const implied = gate?.gate === 'identity' && gate.from.join() === 'verified' ? (['email-verified'] as const) : [];
  for (const guard of others(strange, [...guards, ...implied]))
    yield [`with ${guard}`, { ...rule, guards: [...guards, guard] }];
  yield reason ? ['without a reason', { ...rule, reason: undefined }] : ['with a reason', { ...rule, reason: true }];
  if (!gate) return;
  yield ['without its gate', { ...rule, gate: undefined }];
  const all: readonly string[] = gateStates[gate.gate];
  for (const state of gate.from)
    yield [`gate not from ${state}`, { ...rule, gate: { ...gate, from: without<string>(gate.from, state) } }];
  for (const state of others(all, gate.from))
    yield [`gate also from ${state}`, { ...rule, gate: { ...gate, from: [...gate.from, state] } }];
  for (const state of others(all, [gate.to])) yield [`gate to ${state}`, { ...rule, gate: { ...gate, to: state } }];
}

/** @param types only the rules of these events; all where none is named */
export const slips = (types: readonly string[] = []): readonly Slip[] =>
  lifecycle
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .flatMap((rule) =>
      [...variants(rule)].map(([what, slip]) => ({ type: rule.type, what, rule: slip as Transition | null })),
    );
