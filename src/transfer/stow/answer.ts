/** What a DICOMweb server says of each instance: the Store Instances Response (PS3.18 10.5.3, Annex I.2), JSON or XML. */
import { readNativeDicom } from './native-dicom.ts';

/** JSON where the server has both: it is the shorter one. Some old servers have XML alone. */
export const answerTypes = 'application/dicom+json, application/dicom+xml;q=0.5';

/** Why an instance was not taken, in our codes; `again`: it may be taken the next time; `full`: once there is room. */
export type FailureCode = 'unsupported' | 'corrupt' | 'refused' | 'again' | 'full';

export interface StowAnswer {
  /** SOP Instance UIDs that the server holds now. */
  readonly stored: ReadonlySet<string>;
  readonly failed: ReadonlyMap<string, FailureCode>;
}

const tag = {
  referenced: '00081199',
  failed: '00081198',
  instance: '00081155',
  reason: '00081197',
} as const;

/** It has an instance of this UID already: the answer to the last time was lost on the way. */
const DUPLICATE = 0x0111;

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function valuesOf(dataset: unknown, name: string): readonly unknown[] {
  const values = member(member(dataset, name), 'Value');
  return Array.isArray(values) ? values : [];
}

/** Failure reasons: PS3.3 C.12.1.1.2 (status codes of the storage service), by their classes. */
export function failureOf(reason: unknown): FailureCode {
  const code = reason === null || reason === '' ? Number.NaN : Number(reason);
  // A7xx: out of resources.
  if (code >> 8 === 0xa7) return 'full';
  // Processing failure, resource limitation, and a failure that says nothing of itself.
  if (code === 0x0110 || code === 0x0213 || Number.isNaN(code)) return 'again';
  // SOP class not supported, referenced transfer syntax not supported.
  if (code === 0x0122 || code === 0xc122) return 'unsupported';
  // A9xx: the data set does not match its SOP class; Cxxx: cannot be understood; 0106, 0115, 0117: values, UIDs.
  if (code >> 8 === 0xa9 || code >> 12 === 0xc || [0x0106, 0x0115, 0x0117, 0x0120].includes(code)) return 'corrupt';
  return 'refused';
}

/** @returns null where it is no such answer: nothing is confirmed by it. */
export function readStowAnswer(text: string): StowAnswer | null {
  let dataset: unknown;
  try {
    // By what it is: servers name their answers as they like.
    const parsed: unknown = text.trimStart().startsWith('<') ? readNativeDicom(text) : JSON.parse(text);
    // One data set, or an array of one: both are met.
    dataset = Array.isArray(parsed) ? parsed[0] : parsed;
  } catch {
    return null;
  }
  if (member(dataset, tag.referenced) === undefined && member(dataset, tag.failed) === undefined) return null;
  const stored = new Set<string>();
  const failed = new Map<string, FailureCode>();
  for (const item of valuesOf(dataset, tag.referenced)) {
    const [uid] = valuesOf(item, tag.instance);
    if (typeof uid === 'string') stored.add(uid);
  }
  for (const item of valuesOf(dataset, tag.failed)) {
    const [uid] = valuesOf(item, tag.instance);
    const [reason] = valuesOf(item, tag.reason);
    if (typeof uid !== 'string') continue;
    if (Number(reason) === DUPLICATE) stored.add(uid);
    else {
      failed.set(uid, failureOf(reason));
      // Said of it twice: what was not taken counts.
      stored.delete(uid);
    }
  }
  return { stored, failed };
}
