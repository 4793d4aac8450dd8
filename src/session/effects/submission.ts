/**
 * Sending a stage. The draft is made when stage 1 is complete: one key for each intent, kept over every retry, so that
 * nothing is lost and nothing is doubled. What the backend answers is the receipt.
 */
import { submissionBlocks } from '../../journey/readiness.ts';
import type { SignedConsent } from '../../protocol/consent.ts';
import { ProblemError } from '../../client/errors.ts';
import type { Context, Patience, Reactions } from '../context.ts';
import { refused } from '../refusals.ts';
import type { SavedAnswers } from '../saved-answers.ts';
import { signedConsents } from '../signed-consents.ts';
import type { Validator } from '../validator.ts';
import { refuseStage, type Stages } from './steps.ts';

/** The intent ended in an answer: a mended second try is another intent. What nobody answered keeps its key. */
const isAnswered = (error: unknown): boolean => error instanceof ProblemError && !error.retryable;

export function createSubmission(
  context: Context,
  validator: Validator,
  saved: SavedAnswers,
  reload: () => void,
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

  async function createDraft(patience: Patience): Promise<void> {
    if (!client || keeper.held()) return;
    const form = validator.answers();
    const consents = signedConsents(state(), 1);
    const pin = validator.pin();
    const body = {
      form,
      consents,
      page: environment.location.page(),
      language: state().lang,
      ...(pin === undefined ? {} : { pin }),
    };
    const { body: made } = await keyed('create', (idempotencyKey) =>
      client.call('referral.create', { body, idempotencyKey, ...patience }),
    );
    const { id, reference, capability } = made;
    remember(consents);
    saved.adopt(form, null);
    keeper.hold({ id, reference, capability });
    dispatch({ type: 'referral.held', id, reference, capability });
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
      'referral.signed-out': ({ forget }) => forget && sent.clear(),
    },
  };
}
