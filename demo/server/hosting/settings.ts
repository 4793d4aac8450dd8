/**
 * Settings of `npm start` that name services beside it, and what several processes share; each is optional, and what they
 * mean stands in `README.md`.
 */
import { type ClamdPlace, clamdPlaceOf } from '../records/clamd.ts';
import { type S3Place, s3PlaceOf } from '../records/s3/place.ts';

export interface ServiceSettings {
  /** Where bytes lie instead of in the data folder. */
  readonly s3: S3Place | null;
  /** Who scans records instead of the search for the test string. */
  readonly clamd: ClamdPlace | null;
  /** In place of what the data folder keeps: several processes that serve one program must know the same. */
  readonly secret: string | null;
  readonly deskToken: string | null;
  /** Origin of the hospital's image archive, which the demo's pages may send images to. */
  readonly archive: string | null;
}

/** Shorter ones are guessed. */
const LEAST_SECRET = 20;

function secretOf(env: NodeJS.ProcessEnv, name: 'SECRET' | 'DESK_TOKEN', taken: RegExp, what: string): string | null {
  const value = env[name];
  if (value === undefined || value === '') return null;
  if (value.length < LEAST_SECRET || !taken.test(value))
    throw new Error(`${name} must be ${String(LEAST_SECRET)} characters at least${what}.`);
  return value;
}

function originOf(value: string | undefined, name: string): string | null {
  if (value === undefined || value === '') return null;
  if (!URL.canParse(value) || new URL(value).origin !== value)
    throw new Error(`${name} must be an origin, such as https://archive.example.`);
  return value;
}

/** @throws Error that says in plain words which setting is wrong, and names no value of any */
export function serviceSettings(env: NodeJS.ProcessEnv): ServiceSettings {
  const clamdUrl = env['CLAMD_URL'];
  return {
    s3: s3PlaceOf(env),
    clamd: clamdUrl === undefined || clamdUrl === '' ? null : clamdPlaceOf(clamdUrl),
    secret: secretOf(env, 'SECRET', /^/u, ''),
    // As the bearer tokens that `http/access.ts` takes.
    deskToken: secretOf(env, 'DESK_TOKEN', /^[\w-]{20,200}$/u, ', of A–Z, a–z, 0–9, - and _'),
    archive: originOf(env['ARCHIVE_ORIGIN'], 'ARCHIVE_ORIGIN'),
  };
}
