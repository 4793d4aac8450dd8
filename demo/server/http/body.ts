/** Reading a JSON body: bounded, of bounded depth, and of the shape that the wire schema says (clause 1.8). */
import type * as z from 'zod/mini';
import type { Issue } from '../../../src/protocol/index.ts';
import { ProblemError } from './problem.ts';

/** Bytes. */
const LARGEST = 1024 * 1024;
/** Levels of nesting. The answers themselves are held to less by their schema. */
const DEEPEST = 32;

/** The bytes of a body, or `too-large`. Reads no further than the limit. */
export async function boundedBytes(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw new ProblemError('too-large');
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > limit) throw new ProblemError('too-large');
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    // The connection broke: nobody reads the answer, and nothing went wrong here.
    throw new ProblemError('validation', { errors: [{ pointer: '', code: 'body.broken' }] });
  }
  return Buffer.concat(pieces);
}

/** Nesting of JSON text, counted without building anything from it. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (inString) {
      if (character === 92) index += 1;
      else if (character === 34) inString = false;
    } else if (character === 34) inString = true;
    else if (character === 123 || character === 91) deepest = Math.max(deepest, (depth += 1));
    else if (character === 125 || character === 93) depth -= 1;
  }
  return deepest;
}

/** Text of a request and its JSON value; `undefined` where there is no body. */
export async function readJson(request: Request): Promise<{ readonly text: string; readonly value: unknown }> {
  const text = (await boundedBytes(request, LARGEST)).toString('utf8');
  if (text.trim() === '') return { text, value: undefined };
  if (depthOf(text) > DEEPEST) throw new ProblemError('validation', { errors: [{ pointer: '', code: 'json.deep' }] });
  try {
    return { text, value: JSON.parse(text) as unknown };
  } catch {
    throw new ProblemError('validation', { errors: [{ pointer: '', code: 'json.malformed' }] });
  }
}

const escapePart = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** Zod's issues as pointers and codes: no message, no value. */
export const schemaIssues = (issues: readonly z.core.$ZodIssue[]): readonly Issue[] =>
  issues.slice(0, 50).map(({ path, code }) => ({
    pointer: path.map((part) => `/${escapePart(part)}`).join(''),
    code: `schema.${code}`,
  }));

/** Checks a value against a wire schema; unknown members are dropped (clause 1.3). */
export function checked<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new ProblemError('validation', { errors: schemaIssues(result.error.issues) });
  return result.data;
}
