/** Views that the first step does not need, each behind a door; a chunk that fails to load is a retryable problem. */
import type { CSSResult, nothing, TemplateResult } from 'lit';
import { learnFields } from './fields/later-types.ts';
import { learnParts } from './form/later-parts.ts';
import type { View } from './view.ts';

export type ViewTemplate = (view: View) => TemplateResult | typeof nothing;

/** What a door brings: a view and the styles that only it needs. */
interface Part {
  readonly view: ViewTemplate | null;
  readonly styles?: readonly CSSResult[];
  /** Makes known what it brings, once its styles are here too: nothing shows itself bare. */
  readonly learn?: () => void;
}

const doors = {
  'later-fields': async () => {
    const { laterFields, ...parts } = await import('./form/later.ts');
    const learn = () => {
      learnFields(laterFields);
      learnParts(parts);
    };
    return { view: null, learn };
  },
  records: async () => {
    const [{ recordsView }, { chips, records }] = await Promise.all([
      import('./records/records-view.ts'),
      import('../styles/records.ts'),
    ]);
    return { view: recordsView, styles: [chips, records] };
  },
  ways: async () => {
    const [{ ways }, { learnWays }, styles] = await Promise.all([
      import('./records/ways.ts'),
      import('./records/ways-door.ts'),
      import('../styles/ways.ts'),
    ]);
    return { view: null, styles: [styles.ways], learn: () => learnWays(ways) };
  },
  conflicts: async () => ({ view: (await import('./form/conflicts.ts')).conflicts }),
  services: async () => ({ view: (await import('./views/fee-view.ts')).feeView }),
  review: async () => ({ view: (await import('./views/review-view.ts')).reviewView }),
  registered: async () => ({
    view: (await import('./views/registered-view.ts')).registeredView,
    styles: [(await import('../styles/records.ts')).chips],
  }),
  submitted: async () => ({ view: (await import('./views/submitted-view.ts')).submittedView }),
  stopped: async () => ({ view: (await import('./views/stopped-view.ts')).stoppedView }),
  later: async () => ({ view: (await import('./views/later-view.ts')).laterView }),
  draft: async () => ({ view: (await import('./views/later-view.ts')).draftFound }),
  signing: async () => ({ view: (await import('./views/signing-view.ts')).signingView }),
  link: async () => ({ view: (await import('./views/link-view.ts')).linkView }),
  studies: async () => {
    const [{ studiesView }, { studies }] = await Promise.all([
      import('./imaging/studies-view.ts'),
      import('../styles/studies.ts'),
    ]);
    return { view: studiesView, styles: [studies] };
  },
  status: async () => {
    const [{ statusView }, { learn }, { chips, records }, { status }] = await Promise.all([
      import('./status/status-view.ts'),
      import('./status/cards.ts'),
      import('../styles/records.ts'),
      import('../styles/status.ts'),
    ]);
    return { view: statusView, styles: [chips, records, status], learn };
  },
} as const satisfies Record<string, () => Promise<Part>>;

/** Counting records. Rejects where the chunk cannot be fetched; calling again tries again. */
export const loadRecordsSummary = () => import('./records/records-summary.ts');

export type DoorName = keyof typeof doors;

const open = new Map<DoorName, Part>();
const opening = new Map<DoorName, Promise<void>>();

/** Is this part here already? */
export const isHere = (name: DoorName): boolean => open.has(name);

/** The view behind a door that is open; null for one that brings no view, or is still closed. */
export const viewBehind = (name: DoorName): ViewTemplate | null => open.get(name)?.view ?? null;

/** Styles that came with a part. */
export const stylesBehind = (name: DoorName): readonly CSSResult[] => open.get(name)?.styles ?? [];

/** Fetches a part. Rejects where the chunk cannot be fetched; calling again tries again. */
export function fetchPart(name: DoorName): Promise<void> {
  const known = opening.get(name);
  if (known) return known;
  const work = Promise.all([doors[name]() as Promise<Part>, import('../styles/later.ts')]).then(
    ([part, { laterStyles }]) => {
      part.learn?.();
      open.set(name, { ...part, styles: [...laterStyles, ...(part.styles ?? [])] });
    },
    (cause: unknown) => {
      opening.delete(name);
      throw cause;
    },
  );
  opening.set(name, work);
  return work;
}
