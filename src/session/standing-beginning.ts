import { readStatus } from '../client/first-status.ts';
import { reduceKnown } from '../journey/known.ts';
import type { FormDefinition } from '../protocol/form-definition.ts';
import type { Beginning } from './beginning.ts';

/** Nobody is asked anything before the whole form is there. */
const nothingAsked: FormDefinition = { id: 'none', version: '0', steps: [] };

/** Where a referral stands, and no form: read once as soon as its capability is known. */
export const standingBeginning: Beginning = {
  startForm: () => nothingAsked,
  reduce: reduceKnown,
  unknown: { name: 'link', work: { phase: 'idle' } },
  async look({ base, keeper, state, dispatch, seen, signal }, tools) {
    const held = keeper.held();
    if (!base || !held) return;
    const { status, etag } = await readStatus(base, held.id, held.capability.token, state().lang, tools, signal);
    if (signal.aborted) return;
    seen.statusTag = etag;
    dispatch({ type: 'status', status });
  },
};
