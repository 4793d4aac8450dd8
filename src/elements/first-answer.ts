/**
 * The autoloader asks for the program while the code of a tag is still coming; the answer is handed over on the tag,
 * to be taken once by the session that the tag makes.
 */
import type { FirstAnswer } from '../session/begin.ts';

export const firstAnswer: unique symbol = Symbol.for('rso-intake first answer') as never;

export interface TagWithAnswer {
  [firstAnswer]?: FirstAnswer | undefined;
}

/** Takes the answer from the tag. */
export function takeAnswer(tag: TagWithAnswer): FirstAnswer | undefined {
  const found = tag[firstAnswer];
  tag[firstAnswer] = undefined;
  return found;
}
