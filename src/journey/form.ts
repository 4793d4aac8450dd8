/** What the person writes and where they go in the form. Nothing they gave is dropped by going anywhere. */
import { placedFields } from '../form/placed-fields.ts';
import { valueAt, withValue } from '../form/pointer.ts';
import type { Json } from '../protocol/merge-patch.ts';
import { type Handlers, unchanged } from './handlers.ts';
import { placed, settledPlace } from './place.ts';
import type { JourneyState } from './state.ts';
import { isReachable, stepBeside } from './steps.ts';
import { within } from './within.ts';

/**
 * Fields whose answer is a consent (`notEmergency` gives C1): the consent follows the answer, as soon as its text has
 * been shown. What was not shown cannot be agreed to.
 */
function withAnsweredConsents(state: JourneyState): JourneyState {
  if (state.program.phase !== 'ready') return state;
  let { consents } = state;
  for (const { field, template } of placedFields(state.program.definition)) {
    const id = field.type === 'consent' ? undefined : field.consent;
    const shown = id === undefined ? undefined : state.consentTexts[id];
    if (id === undefined || !shown) continue;
    const given = valueAt(state.answers, template) === true;
    if (given === (consents[id]?.given ?? false)) continue;
    consents = { ...consents, [id]: { given, lang: shown.lang, sha256: shown.sha256 } };
  }
  return consents === state.consents ? state : { ...state, consents };
}

/** Where the answer that gives a consent stands, if it has one: a field of type `consent` has none. */
function consentAnswer(state: JourneyState, id: string): string | null {
  if (state.program.phase !== 'ready') return null;
  const found = placedFields(state.program.definition).find(
    ({ field }) => field.consent === id && field.type !== 'consent',
  );
  return found?.template ?? null;
}

function answered(state: JourneyState, pointer: string, value: Json | undefined): JourneyState {
  const away = (other: string) => !within(other, pointer) && !within(pointer, other);
  return withAnsweredConsents({
    ...state,
    answers: withValue(state.answers, pointer, value),
    serverIssues: state.serverIssues.filter((issue) => away(issue.pointer)),
  });
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
  | 'keep-draft'
  | 'delete-draft'
  | 'resume-draft'
  | 'save-for-later'
  | 'save-elsewhere'
  | 'draft'
  | 'validated'
  | 'continue.refused'
  | 'answers.loaded'
  | 'saving'
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
    const pointer = consentAnswer(state, id);
    if (pointer !== null) return answered(state, pointer, given ? true : undefined);
    const shown = state.consentTexts[id];
    // What was not shown cannot be agreed to.
    if (!shown) return state;
    return { ...state, consents: { ...state.consents, [id]: { given, lang: shown.lang, sha256: shown.sha256 } } };
  },
  continue: unchanged,
  back(state) {
    const { place, reached } = state;
    if (place.name === 'stopped' && reached !== null) return placed(state, { name: 'form', step: reached });
    if (place.name === 'later') return settledPlace(placed(state, { name: 'form', step: place.step }));
    const before = place.name === 'form' ? stepBeside(state, place.step, -1) : null;
    return before ? placed(state, { name: 'form', step: before.id }) : state;
  },
  go: (state, { step }) => (isReachable(state, step) ? placed(state, { name: 'form', step }) : state),
  'keep-draft': unchanged,
  'delete-draft': unchanged,
  'resume-draft': unchanged,
  'save-for-later': (state) =>
    state.place.name === 'form' ? placed(state, { name: 'later', step: state.place.step }) : state,
  'save-elsewhere': unchanged,
  draft: (state, { draft }) => ({ ...state, draft }),
  validated: (state, { issues }) => ({ ...state, issues }),
  'continue.refused': (state, { issues }) => ({ ...state, issues, summary: state.summary + 1 }),
  'answers.loaded': (state, { answers, conflicts }) => ({ ...state, answers, conflicts: conflicts ?? state.conflicts }),
  saving: (state, { work }) => ({ ...state, saving: work }),
  'server-issues': (state, { issues }) => ({
    ...state,
    serverIssues: issues,
    summary: issues.length > 0 ? state.summary + 1 : state.summary,
  }),
  'consent-texts': (state, { texts }) =>
    withAnsweredConsents({
      ...state,
      consentTexts: {
        ...state.consentTexts,
        ...Object.fromEntries(texts.map((shown) => [shown.descriptor.id, shown])),
      },
    }),
};
