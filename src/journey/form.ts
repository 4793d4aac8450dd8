/** What the person writes and where they go in the form. Nothing they gave is dropped by going anywhere. */
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { Program } from '../protocol/program.ts';
import { withAnswer, within } from './answers.ts';
import { type Handlers, unchanged } from './handlers.ts';
import type { JourneyState, Place } from './state.ts';
import { formSteps, furthest, isReachable, stepBeside, stepsOf } from './steps.ts';

/** Puts the person somewhere. What was shown of the last place's mistakes goes with it. */
export function placed(state: JourneyState, place: Place): JourneyState {
  const moved: JourneyState = { ...state, place, issues: [], summary: 0 };
  return place.name === 'form' ? { ...moved, reached: furthest(state, place.step) } : moved;
}

/** A place that the definition has: the first step where the one asked for is not in it. */
function settledPlace(state: JourneyState): JourneyState {
  const steps = stepsOf(state);
  const [first] = steps;
  if (!first) return state;
  const has = (id: string | null) => steps.some((step) => step.id === id);
  const reached = has(state.reached) ? state.reached : null;
  const { place } = state;
  if (place.name !== 'form') return { ...state, reached };
  const step = has(place.step) ? place.step : first.id;
  return { ...state, place: { name: 'form', step }, reached: furthest({ ...state, reached }, step) };
}

/** Consents whose text the program no longer has are asked again. */
function currentConsents(state: JourneyState, program: Program): JourneyState['consents'] {
  return Object.fromEntries(
    Object.entries(state.consents).filter(([id, { sha256 }]) => {
      const descriptor = program.consents.find((consent) => consent.id === id);
      return Object.values(descriptor?.texts ?? {}).some((text) => text.sha256 === sha256);
    }),
  );
}

/** Where the answer to a consent stands in the form, if it is asked there. */
export function consentPointer(definition: FormDefinition, id: string): string | null {
  for (const step of formSteps(definition))
    for (const section of step.sections)
      for (const field of section.fields) if (field.consent === id) return `/${field.id.replaceAll('.', '/')}`;
  return null;
}

function answered(state: JourneyState, pointer: string, value: Parameters<typeof withAnswer>[2]): JourneyState {
  const away = (other: string) => !within(other, pointer) && !within(pointer, other);
  return {
    ...state,
    answers: withAnswer(state.answers, pointer, value),
    serverIssues: state.serverIssues.filter((issue) => away(issue.pointer)),
  };
}

/** Events that this file answers. */
type FormEventType =
  | 'change'
  | 'leave-field'
  | 'resolve-conflict'
  | 'consent'
  | 'continue'
  | 'back'
  | 'go'
  | 'choose-language'
  | 'retry'
  | 'program.ready'
  | 'program.failed'
  | 'definition.ready'
  | 'online'
  | 'validated'
  | 'continue.refused'
  | 'place'
  | 'answers.loaded'
  | 'saving'
  | 'submitting'
  | 'server-issues'
  | 'consent-texts';

export const formHandlers: Handlers<FormEventType> = {
  change: (state, { change }) => answered(state, change.pointer, change.value),
  'leave-field': (state, { pointer }) => ({ ...state, touched: { ...state.touched, [pointer]: true } }),
  'resolve-conflict'(state, { pointer, keep }) {
    const conflict = state.conflicts.find((candidate) => candidate.pointer === pointer);
    if (!conflict) return state;
    const resolved = { ...state, conflicts: state.conflicts.filter((other) => other !== conflict) };
    return answered(resolved, pointer, conflict[keep]);
  },
  consent(state, { id, given }) {
    const { program, consentTexts } = state;
    const pointer = program.phase === 'ready' ? consentPointer(program.definition, id) : null;
    const next = pointer ? answered(state, pointer, given ? true : undefined) : state;
    const shown = consentTexts[id];
    // What was not shown cannot be agreed to.
    if (!shown) return next;
    const { lang, sha256 } = shown;
    return { ...next, consents: { ...next.consents, [id]: { given, lang, sha256 } } };
  },
  continue: unchanged,
  back(state) {
    const { place, reached } = state;
    if (place.name === 'stopped' && reached !== null) return placed(state, { name: 'form', step: reached });
    const before = place.name === 'form' ? stepBeside(state, place.step, -1) : null;
    return before ? placed(state, { name: 'form', step: before.id }) : state;
  },
  go: (state, { step }) => (isReachable(state, step) ? placed(state, { name: 'form', step }) : state),
  'choose-language': (state, { lang }) => ({ ...state, lang }),
  retry: unchanged,

  'program.ready': (state, { program, definition }) =>
    settledPlace({
      ...state,
      program: { phase: 'ready', program, definition },
      consents: currentConsents(state, program),
    }),
  'program.failed': (state, { problem }) =>
    // A program that is there stays: a failed look for a newer one takes nothing away.
    state.program.phase === 'ready' ? state : { ...state, program: { phase: 'failed', problem } },
  'definition.ready': (state, { definition }) =>
    state.program.phase === 'ready' ? settledPlace({ ...state, program: { ...state.program, definition } }) : state,
  online: (state, { online }) => ({ ...state, online }),
  validated: (state, { issues }) => ({ ...state, issues }),
  'continue.refused': (state, { issues }) => ({ ...state, issues, summary: state.summary + 1 }),
  place: (state, { place }) => settledPlace(placed(state, place)),
  'answers.loaded': (state, { answers, conflicts }) => ({ ...state, answers, conflicts: conflicts ?? state.conflicts }),
  saving: (state, { work }) => ({ ...state, saving: work }),
  submitting: (state, { work }) => ({ ...state, submitting: work }),
  'server-issues': (state, { issues }) => ({
    ...state,
    serverIssues: issues,
    summary: issues.length > 0 ? state.summary + 1 : state.summary,
  }),
  'consent-texts': (state, { texts }) => ({
    ...state,
    consentTexts: { ...state.consentTexts, ...Object.fromEntries(texts.map((shown) => [shown.descriptor.id, shown])) },
  }),
};
