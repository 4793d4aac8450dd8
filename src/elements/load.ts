/** Views that the first step does not need, each behind a door; a chunk that fails to load is a retryable problem. */
import type { TemplateResult } from 'lit';
import { learnFields } from './fields/by-type.ts';
import type { View } from './view.ts';

export type ViewTemplate = (view: View) => TemplateResult;

const doors = {
  'later-fields': async () => {
    learnFields((await import('./fields/later.ts')).laterFields);
    return null;
  },
  records: async () => (await import('./records/records-view.ts')).recordsView,
  services: async () => (await import('./views/fee-view.ts')).feeView,
  review: async () => (await import('./views/review-view.ts')).reviewView,
  registered: async () => (await import('./views/registered-view.ts')).registeredView,
  submitted: async () => (await import('./views/submitted-view.ts')).submittedView,
  stopped: async () => (await import('./views/stopped-view.ts')).stoppedView,
  link: async () => (await import('./views/link-view.ts')).linkView,
  status: async () => (await import('./status/status-view.ts')).statusView,
} as const satisfies Record<string, () => Promise<ViewTemplate | null>>;

export type DoorName = keyof typeof doors;

const open = new Map<DoorName, ViewTemplate | null>();
const opening = new Map<DoorName, Promise<void>>();

/** Is this part here already? */
export const isHere = (name: DoorName): boolean => open.has(name);

/** The view behind a door that is open; null for one that brings no view, or is still closed. */
export const viewBehind = (name: DoorName): ViewTemplate | null => open.get(name) ?? null;

/** Fetches a part. Rejects where the chunk cannot be fetched; calling again tries again. */
export function fetchPart(name: DoorName): Promise<void> {
  const known = opening.get(name);
  if (known) return known;
  const work = doors[name]().then(
    (template) => {
      open.set(name, template);
    },
    (cause: unknown) => {
      opening.delete(name);
      throw cause;
    },
  );
  opening.set(name, work);
  return work;
}
