/**
 * What few visits to the status page need comes when it is shown. Its place is kept until then, and a part that could not be
 * fetched says so and is asked for again.
 */
import type { nothing, TemplateResult } from 'lit';
import { partMissing } from '../part-missing.ts';
import type { View } from '../view.ts';
import { coming } from './coming.ts';

type Shown = TemplateResult | typeof nothing;
type Parts = NonNullable<View['parts']>;

export interface Lazy<Part> {
  /** The part, once it is here. */
  readonly here: () => Part | null;
  /** What is shown of it; its place while it is on its way. */
  readonly show: (view: View, shown: (part: Part) => Shown) => Shown;
}

export function lazy<Part>(load: () => Promise<Part>): Lazy<Part> {
  let part: Part | null = null;
  let state: 'closed' | 'opening' | 'failed' = 'closed';
  /** Elements that show themselves again when something has changed. */
  const waiting = new Set<Parts>();
  const tell = (next: typeof state): void => {
    state = next;
    for (const parts of waiting) parts.again();
    waiting.clear();
  };

  const again = (parts: Parts): void => {
    waiting.add(parts);
    tell('closed');
  };

  return {
    here: () => part,
    show(view, shown) {
      if (part) return shown(part);
      const { parts } = view;
      if (parts && state === 'failed') return partMissing(view, { again: () => again(parts) });
      if (parts) waiting.add(parts);
      if (state === 'closed') {
        state = 'opening';
        load().then(
          (found) => {
            part = found;
            tell('opening');
          },
          () => tell('failed'),
        );
      }
      return coming;
    },
  };
}
