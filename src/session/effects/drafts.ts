/** The draft on this device: kept from the moment the person asks for it, gone with the submission or one press. */
import type { DraftState } from '../../journey/state.ts';
import type { JsonObject } from '../../protocol/merge-patch.ts';
import type { Context, Reactions } from '../context.ts';
import { deviceDrafts } from '../device-drafts.ts';
import { type Creation, DRAFT_MS, type DeviceDraft } from '../drafts.ts';
import { mergeAnswers } from '../merge.ts';
import type { SavedAnswers } from '../saved-answers.ts';
import { withoutPin } from '../validator.ts';

export interface Drafts {
  /** A creation that an earlier visit began and nobody knows the end of. */
  readonly creation: () => Creation | null;
  /** Before it is sent: so that a killed browser sends the same again. `null`: it ended in an answer. */
  readonly holdCreation: (creation: Creation | null) => Promise<void>;
  readonly reactions: Reactions;
}

export function createDrafts(context: Context, saved: SavedAnswers): Drafts {
  const { state, dispatch, keeper, environment } = context;
  const store = context.drafts === undefined ? deviceDrafts(environment.now) : context.drafts;
  let kept = false;
  let looked = false;
  let creation: Creation | null = null;
  /** What was found and waits for the person, or for the referral that it belongs to. */
  let found: DeviceDraft | null = null;
  let owed: DeviceDraft | null = null;

  const programId = (): string | null => {
    const { program } = state();
    return program.phase === 'ready' ? program.program.id : null;
  };
  const tell = (draft: DraftState): void => dispatch({ type: 'draft', draft });

  function snapshot(): DeviceDraft {
    const { answers, place, reached } = state();
    const held = keeper.held();
    const base = saved.base();
    return {
      v: 1,
      savedAt: environment.now(),
      answers,
      step: place.name === 'form' || place.name === 'later' ? place.step : reached,
      ...(base ? { base } : {}),
      ...(held ? { referral: { id: held.id, reference: held.reference } } : {}),
      ...(creation ? { creation } : {}),
    };
  }

  // One at a time, the newest last: writes that meet would leave the older one.
  let writing: Promise<void> | null = null;
  let again = false;
  async function writeOut(): Promise<void> {
    do {
      again = false;
      const program = programId();
      // What is still owed to a referral is not written over before it is in the answers.
      if (!kept || !store || program === null || owed) return;
      const draft = snapshot();
      await store.write(program, draft);
      tell({ phase: 'kept', until: draft.savedAt + DRAFT_MS });
    } while (again);
  }
  function write(): Promise<void> {
    if (!kept) return Promise.resolve();
    again = true;
    writing ??= writeOut()
      .catch(() => {
        kept = false;
        tell({ phase: 'failed' });
      })
      .finally(() => {
        writing = null;
        // Changed in the moment between the last look and now.
        if (again && kept) void write();
      });
    return writing;
  }

  async function remove(): Promise<void> {
    const was = kept || found !== null || owed !== null;
    kept = false;
    found = null;
    owed = null;
    creation = null;
    await writing;
    const program = programId();
    if (!was || !store || program === null) return;
    await store.remove(program).then(
      () => tell({ phase: 'none' }),
      () => tell({ phase: 'failed' }),
    );
  }

  async function look(): Promise<void> {
    const program = programId();
    if (looked || program === null) return;
    looked = true;
    if (!store) return tell({ phase: 'unavailable' });
    const draft = await store.read(program).catch(() => null);
    if (!draft) return;
    const held = keeper.held();
    if (held && draft.referral?.id === held.id) {
      // A reload of the same tab: nothing to ask, what was not sent yet is merged in.
      kept = true;
      owed = draft;
      if (saved.base()) return settle();
      return;
    }
    found = draft;
    tell({ phase: 'found', savedAt: draft.savedAt });
  }

  /** Brings a draft's unsent answers into those of the referral that it belongs to. */
  function settle(): void {
    const held = keeper.held();
    const draft = owed;
    if (!draft || !held) return;
    owed = null;
    // Somebody else's referral was opened instead: the draft waits.
    if (draft.referral && draft.referral.id !== held.id) return void (found = draft);
    bring(draft.base ?? {}, withoutPin(draft.answers), state().answers);
    void write();
  }

  function bring(base: JsonObject, mine: JsonObject, theirs: JsonObject): void {
    const merged = mergeAnswers(base, mine, theirs);
    dispatch({
      type: 'answers.loaded',
      answers: merged.answers,
      conflicts: [...state().conflicts, ...merged.conflicts],
    });
  }

  function resume(): void {
    const draft = found;
    if (!draft) return;
    found = null;
    kept = true;
    tell({ phase: 'kept', until: draft.savedAt + DRAFT_MS });
    const { referral } = draft;
    if (referral && keeper.held()?.id !== referral.id) {
      // The hospital has the most of it: a link and the second fact, and the rest joins it there.
      owed = draft;
      dispatch({ type: 'referral.signed-out', reference: referral.reference });
      return;
    }
    creation = draft.creation ?? null;
    bring({}, draft.answers, state().answers);
    if (draft.step !== null)
      dispatch({ type: 'place', place: { name: 'form', step: draft.step }, reached: draft.step });
    void write();
  }

  const soon = (): void => void write();

  return {
    creation: () => creation,
    async holdCreation(next) {
      creation = next;
      await write();
    },
    reactions: {
      'program.ready': () => void look(),
      'definition.ready': () => void look(),
      'keep-draft'() {
        if (!store) return;
        found = null;
        kept = true;
        void write();
      },
      'delete-draft': () => void remove(),
      'resume-draft': resume,
      'answers.loaded'() {
        const held = keeper.held();
        // Whoever opened the referral with its second fact is asked no more whether its draft is theirs.
        if (held && found?.referral?.id === held.id) {
          owed = found;
          found = null;
          kept = true;
        }
        if (owed && held) settle();
        else soon();
      },
      change: soon,
      consent: soon,
      'resolve-conflict': soon,
      'referral.held': soon,
      saving: soon,
      'sign-out': () => void remove(),
      // Nothing of whoever cannot be helped here is kept.
      place({ place }) {
        if (place.name === 'stopped') void remove();
        else soon();
      },
      submitted({ place }) {
        creation = null;
        if (place.name === 'submitted') void remove();
        else soon();
      },
    },
  };
}
