/** Studies of images as a person sees them: what was found in what they picked, and how far each has come. */
import type { IdentityAnswer, StudyState } from '../protocol/index.ts';
import type { JourneyProblem } from './state.ts';

/**
 * How far a study has come. `held`: found, not sent before the person says so. `server`: what the backend holds of it;
 * only `stored` is all of it. `begun`: bytes of it are still to come, and nothing here is sending them.
 */
export type StudyCarried =
  | { readonly phase: 'held' }
  | { readonly phase: 'queued' }
  | { readonly phase: 'sending'; readonly sent: number }
  | { readonly phase: 'paused'; readonly sent: number }
  | { readonly phase: 'connection'; readonly sent: number }
  | {
      readonly phase: 'server';
      readonly state: StudyState | 'begun';
      readonly stored: number;
      readonly refused: number;
    }
  | { readonly phase: 'failed'; readonly problem: JourneyProblem };

/** An image that was not taken, and why: `type`, `malware`, `digest-mismatch`, `unsupported`, `corrupt` … */
export interface RefusedImage {
  readonly path: string;
  readonly reason: string;
}

/** One study, from this device or from the backend. Names and birth date never leave the device. */
export interface StudyItem {
  readonly clientId: string;
  readonly names: readonly string[];
  readonly birthDate?: string;
  /** Is it the child of the form? */
  readonly identity: 'matches' | 'differs' | 'not-found';
  /** What the person says where it names somebody else. */
  readonly identityAnswer?: IdentityAnswer;
  readonly date?: string;
  readonly description?: string;
  readonly modalities: readonly string[];
  readonly bodyParts: readonly string[];
  /** Number of series. */
  readonly series: number;
  readonly images: number;
  /** Numbers missing between the images of its series. */
  readonly missing: number;
  readonly bytes: number;
  /** Its files are here: it can be sent. */
  readonly here: boolean;
  /** Address of a small picture. */
  readonly cover?: string;
  /** Paths of files that could not be read while it was sent. */
  readonly unreadable: readonly string[];
  /** Images that were not taken. */
  readonly refused: readonly RefusedImage[];
  readonly carried: StudyCarried;
}

/** Looking through what was picked. `left`: how many files are no images, by what they are. */
export type Looking =
  | { readonly phase: 'idle' }
  | { readonly phase: 'looking'; readonly done: number; readonly total: number }
  | {
      readonly phase: 'done';
      readonly found: number;
      readonly left: Readonly<Record<string, number>>;
      readonly unreadable: number;
      readonly duplicates: number;
    };
