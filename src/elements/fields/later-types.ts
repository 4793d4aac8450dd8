/** Field templates that come later than the first step; `load.ts` fetches them. */
import type { nothing, TemplateResult } from 'lit';
import type { FieldAt, FieldHost } from './field.ts';

export type FieldTemplate = (at: FieldAt, on: FieldHost) => TemplateResult;

/** Types of later steps; see `later.ts`. */
export type LaterType =
  | 'address'
  | 'choices'
  | 'coded'
  | 'consent'
  | 'partial-date'
  | 'number-with-unit'
  | 'list-none-unknown'
  | 'medication-list'
  | 'display';

interface Later extends Readonly<Record<LaterType | 'written', FieldTemplate>> {
  /** The text of a consent, to be read where its answer is given. */
  readonly consentText: (consent: string | undefined, on: FieldHost, label: string) => TemplateResult | typeof nothing;
}

let later: Later | null = null;

/** Makes the later types known. */
export const learnFields = (templates: Later): void => {
  later = templates;
};

/** The later types; `null` until they are known. */
export const laterTypes = (): Later | null => later;
