/** Settings of `npm start` that name services beside it; each is optional, and what they mean stands in `README.md`. */
import { type ClamdPlace, clamdPlaceOf } from '../records/clamd.ts';
import { type S3Place, s3PlaceOf } from '../records/s3/place.ts';

export interface ServiceSettings {
  /** Where bytes lie instead of in the data folder. */
  readonly s3: S3Place | null;
  /** Who scans records instead of the search for the test string. */
  readonly clamd: ClamdPlace | null;
}

/** @throws Error that says in plain words which setting is wrong, and names no value of any */
export function serviceSettings(env: NodeJS.ProcessEnv): ServiceSettings {
  const clamdUrl = env['CLAMD_URL'];
  return { s3: s3PlaceOf(env), clamd: clamdUrl === undefined || clamdUrl === '' ? null : clamdPlaceOf(clamdUrl) };
}
