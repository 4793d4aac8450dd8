/**
 * When answers of the backend begin to be held to their schemas: with the first thing that a person does, so that whoever
 * only looks at the form does not carry them (a megabyte of memory, 14 kB on the way).
 */
import { warmSchemas } from '../../client/load.ts';
import type { Context, Reactions } from '../context.ts';

export function schemasEffect({ client, environment, state }: Context): Reactions {
  if (!client) return {};
  // Asked for once, not with every key; again only where they could not be fetched.
  let asked = false;
  const warm = (): void => {
    if (asked) return;
    asked = true;
    environment.whenIdle(() => {
      void warmSchemas().then((here) => {
        asked = here;
      });
    });
  };
  // Who comes by a link, or back to a referral, asks the backend without a word.
  if (state().place.name !== 'form') warm();
  return {
    change: warm,
    consent: warm,
    continue: warm,
    go: warm,
    'save-for-later': warm,
    place: warm,
    'referral.held': warm,
  };
}
