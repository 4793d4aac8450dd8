/**
 * The answers that the backend holds, and the way the rest gets there: small merge patches, one at a time, each on top of
 * the version it was made from. Another device's changes are merged field by field.
 */
import { ProblemError } from '../client/errors.ts';
import { findField } from '../form/placed-fields.ts';
import { valueAt, withValue } from '../form/pointer.ts';
import type { JourneyState } from '../journey/state.ts';
import { applyMergePatch, diffMergePatch, type JsonObject } from '../protocol/merge-patch.ts';
import type { Context, Patience } from './context.ts';
import { mergeAnswers, type Merged } from './merge.ts';
import type { Validator } from './validator.ts';

export interface SavedAnswers {
  /** What the backend is known to hold. `etag` null: known by content only, its version is asked for before a patch. */
  readonly adopt: (document: JsonObject, etag: string | null) => void;
  /** Reads the backend's answers; this device's unsent ones are merged in. */
  readonly load: (patience: Patience) => Promise<void>;
  /** Returns once the backend holds everything that is not in conflict. */
  readonly flush: (patience: Patience) => Promise<void>;
  /** Is there something to send? */
  readonly pending: () => boolean;
  /** What the backend is known to hold; `null`: nothing is known. */
  readonly base: () => JsonObject | null;
  readonly forget: () => void;
}

/** Patches that keep meeting somebody else's; more often than this is no longer a race. */
const MOST_MERGES = 20;

/**
 * What software fills in (the language of the page, the day of signing) is no question for a person: this device's own
 * stands, which is what was merged.
 */
function withoutAutomatic({ program }: JourneyState, merged: Merged): Merged {
  if (program.phase !== 'ready') return merged;
  const { definition } = program;
  return {
    ...merged,
    conflicts: merged.conflicts.filter(({ pointer }) => findField(definition, pointer)?.placed.field.auto !== true),
  };
}

export function createSavedAnswers(context: Context, validator: Validator): SavedAnswers {
  const { client, keeper, state, dispatch } = context;
  let base: JsonObject = {};
  let etag: string | null = null;
  let known = false;

  const idOf = (): string | null => keeper.held()?.id ?? null;

  /** What should stand at the backend: everything of mine, except where the person has not chosen yet. */
  const wanted = (): JsonObject =>
    state().conflicts.reduce(
      (answers, { pointer }) => withValue(answers, pointer, valueAt(base, pointer)),
      validator.answers(),
    );

  async function load(patience: Patience): Promise<void> {
    const id = idOf();
    if (!client || id === null) return;
    const { body, etag: tag } = await client.call('form.read', { params: { id }, ...patience });
    // Answers from before the first reading are compared with nothing: mine stand, theirs fill in.
    const mine = validator.answers();
    const merged = withoutAutomatic(state(), mergeAnswers(known ? base : {}, mine, body.form));
    base = body.form;
    etag = tag;
    known = true;
    // What is hidden just now stays with the person; only what another device changed comes in.
    const theirs = diffMergePatch(mine, merged.answers);
    const answers = applyMergePatch(state().answers, theirs) as JsonObject;
    const open = state().conflicts.filter(
      ({ pointer }) => !merged.conflicts.some((other) => other.pointer === pointer),
    );
    dispatch({ type: 'answers.loaded', answers, conflicts: [...open, ...merged.conflicts] });
  }

  async function send(patience: Patience): Promise<void> {
    const id = idOf();
    if (!client || id === null) return;
    for (let merges = 0; ;) {
      if (!known || etag === null) await load(patience);
      const target = wanted();
      const patch = diffMergePatch(base, target);
      if (Object.keys(patch).length === 0 || etag === null) return;
      try {
        const { etag: tag } = await client.call('form.patch', {
          params: { id },
          body: patch,
          ifMatch: etag,
          ...patience,
        });
        base = applyMergePatch(base, patch) as JsonObject;
        etag = tag;
      } catch (error) {
        const stale = error instanceof ProblemError && error.status === 412;
        if (!stale || (merges += 1) > MOST_MERGES) throw error;
        await load(patience);
      }
    }
  }

  // One at a time: two patches from one version would only meet each other.
  let last: Promise<void> = Promise.resolve();
  const flush = (patience: Patience): Promise<void> => {
    const mine = last.then(() => send(patience));
    last = mine.catch(() => {});
    return mine;
  };

  return {
    adopt(document, tag) {
      base = document;
      etag = tag;
      known = true;
    },
    load,
    flush,
    pending: () => known && idOf() !== null && Object.keys(diffMergePatch(base, wanted())).length > 0,
    base: () => (known ? base : null),
    forget() {
      base = {};
      etag = null;
      known = false;
    },
  };
}
