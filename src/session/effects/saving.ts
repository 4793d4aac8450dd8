/** Answers are saved as the person goes on, once there is a draft to save them in. Until then nothing leaves the device. */
import type { Context, Reactions } from '../context.ts';
import { ProblemError } from '../../client/errors.ts';
import type { SavedAnswers } from '../saved-answers.ts';

/** Milliseconds after the last change. */
const QUIET = 1500;

export function savingEffect(context: Context, saved: SavedAnswers): Reactions {
  const { state, dispatch, environment, signal } = context;
  let timer: AbortController | null = null;

  async function save(): Promise<void> {
    if (state().referral.phase !== 'held' || !saved.pending()) return;
    const done = await context.work({
      name: 'save',
      report: (work) => dispatch({ type: 'saving', work }),
      run: (patience) => saved.flush(patience),
      // After records were submitted the form is closed: the answers stay here, and the status says where it stands.
      caught: (error) => error instanceof ProblemError && error.code === 'state-conflict',
    });
    // What was written meanwhile.
    if (done && saved.pending()) later();
  }

  function later(): void {
    if (state().referral.phase !== 'held') return;
    timer?.abort();
    const mine = new AbortController();
    timer = mine;
    environment.pause(QUIET, AbortSignal.any([signal, mine.signal])).then(
      () => void save(),
      () => {},
    );
  }

  const soon = (): void => {
    timer?.abort();
    void save();
  };
  const stopWatching = environment.visibility.onChange(() => environment.visibility.hidden() && soon());
  signal.addEventListener('abort', stopWatching, { once: true });

  return {
    change: later,
    consent: later,
    'resolve-conflict': later,
    'answers.loaded': later,
    place: soon,
    back: soon,
    go: soon,
    'referral.signed-out': ({ forget }) => forget && saved.forget(),
  };
}
