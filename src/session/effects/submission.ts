/**
 * Sending a stage. The draft is made when stage 1 is complete: one key for each intent, kept over every retry, so that
 * nothing is lost and nothing is doubled. What the backend answers is the receipt.
 */
import { submissionBlocks } from '../../journey/readiness.ts';
import type { SignedConsent } from '../../protocol/consent.ts';
import { ProblemError } from '../../client/errors.ts';
import type { Context, Patience, Reactions } from '../context.ts';
import type { Creation } from '../drafts.ts';
import { refused } from '../refusals.ts';
import type { SavedAnswers } from '../saved-answers.ts';
import { signedConsents } from '../signed-consents.ts';
import type { Validator } from '../validator.ts';
import type { Drafts } from './drafts.ts';
import { refuseStage, type Stages } from './steps.ts';

/** The intent ended in an answer: a mended second try is another intent. What nobody answered keeps its key. */
const isAnswered = (error: unknown): boolean => error instanceof ProblemError && !error.retryable;

export function createSubmission(
  context: Context,
  validator: Validator,
  saved: SavedAnswers,
  { reload, drafts }: { readonly reload: () => void; readonly drafts: Drafts },
): Stages & { readonly reactions: Reactions } {
  const { client, keeper, state, dispatch, environment } = context;
  const sent = new Map<string, string>();

  const signature = ({ sha256, given }: SignedConsent): string => `${sha256} ${String(given)}`;
  const unsent = (consents: readonly SignedConsent[]) => consents.filter((one) => sent.get(one.id) !== signature(one));
  const remember = (consents: readonly SignedConsent[]) => {
    for (const one of consents) sent.set(one.id, signature(one));
  };

  async function keyed<T>(intent: string, call: (idempotencyKey: string) => Promise<T>): Promise<T> {
    try {
      const result = await call(context.keyOf(intent));
      context.settle(intent);
      return result;
    } catch (error) {
      if (isAnswered(error)) context.settle(intent);
      throw error;
    }
  }

  function creationOf(pin: string | undefined): Creation {
    const body = {
      form: validator.answers(),
      consents: signedConsents(state(), 1),
      page: environment.location.page(),
      language: state().lang,
      ...(pin === undefined ? {} : { pin }),
    };
    return { key: context.keyOf('create'), body };
  }

  async function createDraft(patience: Patience, pin = validator.pin()): Promise<void> {
    if (!client || keeper.held()) return;
    // What an earlier visit sent and heard no answer to is sent again as it was: the changes since then follow it.
    const creation = drafts.creation() ?? creationOf(pin);
    await drafts.holdCreation(creation);
    const { key, body } = creation;
    try {
      const { body: made } = await client.call('referral.create', { body, idempotencyKey: key, ...patience });
      context.settle('create');
      const { id, reference, capability } = made;
      remember(body.consents);
      saved.adopt(body.form, null);
      keeper.hold({ id, reference, capability });
      dispatch({ type: 'referral.held', id, reference, capability });
    } catch (error) {
      if (isAnswered(error)) {
        context.settle('create');
        await drafts.holdCreation(null);
      }
      throw error;
    }
  }

  /** Saves at the hospital what there is, right or wrong, and has a link to it mailed. */
  function saveElsewhere(email: string, pin: string | undefined): void {
    if (!client) return;
    void context.work({
      name: 'save-elsewhere',
      report: (work) => dispatch({ type: 'acting', action: 'save-elsewhere', work }),
      end: { phase: 'done' },
      async run(patience) {
        await createDraft(patience, pin);
        await saved.flush(patience);
        const reference = keeper.held()?.reference;
        const body = { email, page: environment.location.page(), ...(reference ? { reference } : {}) };
        await client.call('accessLink.request', { body, repeatable: true, ...patience });
      },
      caught: (error) =>
        error instanceof ProblemError && error.code === 'ineligible' && refused(context, error, () => {}),
    });
  }

  async function submit(stage: 'registration' | 'records', patience: Patience): Promise<void> {
    const held = keeper.held();
    if (!client || !held) return;
    await saved.flush(patience);
    const consents = unsent(signedConsents(state(), stage === 'records' ? 2 : 1));
    const pin = validator.pin();
    const body = {
      stage,
      ...(consents.length > 0 ? { consents } : {}),
      // Chosen after the draft was made, or anew.
      ...(pin === undefined ? {} : { pin }),
    };
    const { body: receipt } = await keyed(stage, (idempotencyKey) =>
      client.call('referral.submit', { params: { id: held.id }, body, idempotencyKey, ...patience }),
    );
    remember(consents);
    dispatch({ type: 'submitted', receipt, place: { name: stage === 'records' ? 'submitted' : 'registered' } });
  }

  const send = (stage: 'registration' | 'records', run: (patience: Patience) => Promise<void>): void => {
    const sending = context.work({
      name: 'submit',
      report: (work) => dispatch({ type: 'submitting', work }),
      run,
      caught: (error) =>
        refused(context, error, () => void refuseStage(context, validator, stage === 'records' ? 2 : 1)),
    });
    // Refused: what the backend knows is looked at anew, records and all.
    void sending.then((done) => {
      if (!done) reload();
    });
  };

  return {
    register() {
      if (!client || refuseStage(context, validator, 1)) return;
      send('registration', async (patience) => {
        await createDraft(patience);
        await submit('registration', patience);
      });
    },
    submitRecords() {
      if (!client || refuseStage(context, validator, 2)) return;
      // The view names each block by the same selector.
      if (submissionBlocks(state(), context.today()).length > 0)
        return dispatch({ type: 'continue.refused', issues: [] });
      send('records', (patience) => submit('records', patience));
    },
    reactions: {
      'save-elsewhere': ({ email, pin }) => saveElsewhere(email.trim(), pin ?? validator.pin()),
      'referral.signed-out': ({ forget }) => forget && sent.clear(),
    },
  };
}
