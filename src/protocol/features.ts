/** What a program's backend offers beyond level 1. Apart from the schemas: a first view asks it too. */
import type { Program } from './program.ts';

/** Features of L2 and L3 that this version of the protocol names. */
export type Feature =
  | 'events'
  | 'requests'
  | 'messages'
  | 'quote'
  | 'payment'
  | 'imaging'
  | 'studies'
  | 'report'
  | 'withdrawal'
  | 'video'
  | 'pathology'
  | 'follow-up'
  | 'share'
  | 'fhir'
  | 'data-requests';

/** Does the program offer this? What it does not offer is not shown. */
export const offers = (described: Pick<Program, 'protocol'>, feature: Feature): boolean =>
  described.protocol.features.includes(feature);
