/** Where the person is, and how they get somewhere else. */
import type { JourneyState, Place } from './state.ts';
import { furthest, stepsOf } from './steps.ts';

/** Puts the person somewhere. What was shown of the last place's mistakes goes with it. */
export function placed(state: JourneyState, place: Place): JourneyState {
  const moved: JourneyState = { ...state, place, issues: [], summary: 0 };
  return place.name === 'form' ? { ...moved, reached: furthest(state, place.step) } : moved;
}

/** A place that the definition has: the first step where the one asked for is not in it. */
export function settledPlace(state: JourneyState): JourneyState {
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
