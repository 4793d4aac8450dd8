/**
 * Reading the descriptor before the route table is there: the one request of a first view. Everything else goes through
 * `createClient`, which comes with what happens after the first field works.
 */
import type { Program } from '../protocol/program.ts';
import { parsedJson, problemOf, UnreachableError } from './errors.ts';
import { exchange, type Exchange } from './exchange.ts';
import { insist, type Patience, type Tools } from './patience.ts';

/**
 * `GET /program` (the route `program.read`).
 * @param base resolves to the base URL.
 * @throws ProblemError, UnreachableError (`configuration` where the answer is no descriptor).
 */
export const readProgram = (
  base: () => Promise<string>,
  language: string,
  tools: Exchange & Tools,
  patience: Patience,
): Promise<Program> =>
  insist(tools, patience, async () => {
    const headers = { 'Accept-Language': language };
    const { response, text } = await exchange(tools, `${await base()}/program`, { headers }, patience);
    if (!response.ok) throw problemOf(response, text);
    const body = parsedJson(text) as Program | null | undefined;
    if (typeof body?.id !== 'string') throw new UnreachableError('configuration');
    return body;
  });

/** Looks an address up once; a failure is forgotten, so that the next call looks again. */
export function onceFound(find: () => Promise<string>): () => Promise<string> {
  let found: Promise<string> | null = null;
  return () => {
    found ??= find().catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
}
