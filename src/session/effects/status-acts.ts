/** What the person does on the status page: answer a request, accept a quote, pay, send imaging, write, withdraw. */
import { ProblemError, UnreachableError } from '../../client/errors.ts';
import { isAllowedRedirect } from '../../journey/allowed-redirect.ts';
import { isStored } from '../../journey/carried.ts';
import type { SignedConsent } from '../../protocol/consent.ts';
import type { Context, Patience, Reactions } from '../context.ts';
import { guardiansWord } from '../signed-consents.ts';
import type { Billing } from './billing.ts';

/** Milliseconds between looks at records that an answer waits for. */
const LOOK = 1000;

export function statusActsEffect(context: Context, reload: () => void, billing: Billing): Reactions {
  const { client, keeper, state, dispatch, environment } = context;

  /** An act with one key for the intent; the status is read anew after it, whatever came of it. */
  function act(
    action: string,
    intent: string,
    run: (id: string, idempotencyKey: string, patience: Patience) => Promise<void>,
    caught: (error: unknown) => boolean = () => false,
  ): void {
    const held = keeper.held();
    if (!client || !held) return;
    void context
      .work({
        name: action,
        report: (work) => dispatch({ type: 'acting', action, work }),
        end: { phase: 'done' },
        async run(patience) {
          try {
            await run(held.id, context.keyOf(intent), patience);
            context.settle(intent);
          } catch (error) {
            if (error instanceof ProblemError && !error.retryable) context.settle(intent);
            throw error;
          }
        },
        caught,
      })
      .then(reload);
  }

  /** Records that go with an answer, once each of them is safe at the backend. */
  async function answeredWith(requestId: string, { signal }: Patience): Promise<string[]> {
    for (;;) {
      const mine = state().records.filter(
        (record) => record.requestId === requestId && record.carried.phase !== 'failed',
      );
      if (mine.every(isStored)) return mine.flatMap(({ recordId }) => recordId ?? []);
      if (mine.some(({ carried }) => carried.phase === 'server' && carried.state === 'rejected'))
        throw new ProblemError({ code: 'file-rejected', status: 422, retryable: false });
      await environment.pause(LOOK, signal);
    }
  }

  /** Accepted with whom the receipt is made out to, where that is asked. */
  async function acceptQuote(version: number): Promise<void> {
    if (!(await billing.isComplete())) return;
    const form = billing.form();
    const body = { version, ...(form ? { form } : {}) };
    const accept = async (id: string, idempotencyKey: string, patience: Patience) => {
      await client?.call('quote.accept', { params: { id }, body, idempotencyKey, ...patience });
      billing.accepted();
    };
    act('accept-quote', `quote ${version}`, accept, billing.refused);
  }

  /** Said twice it is said once: the last word on each text stands. */
  const sign = (consents: readonly SignedConsent[]): void =>
    act('sign', 'sign', async (id, _key, patience) => {
      await client?.call('consents.sign', {
        params: { id },
        body: { consents: [...consents] },
        repeatable: true,
        ...patience,
      });
    });

  return {
    'answer-request'({ requestId, text, unavailable }) {
      act('answer-request', `answer ${requestId}`, async (id, idempotencyKey, patience) => {
        const recordIds = await answeredWith(requestId, patience);
        const body = {
          ...(text?.trim() ? { text: text.trim() } : {}),
          ...(recordIds.length > 0 ? { recordIds } : {}),
          ...(unavailable ? { unavailable } : {}),
        };
        await client?.call('request.respond', { params: { id, rid: requestId }, body, idempotencyKey, ...patience });
      });
    },
    'accept-quote': ({ version }) => void acceptQuote(version),
    pay() {
      act('pay', 'pay', async (id, idempotencyKey, patience) => {
        const body = { returnTo: environment.location.page() };
        const answer = await client?.call('payment.start', { params: { id }, body, idempotencyKey, ...patience });
        const { program } = state();
        const hosts = program.phase === 'ready' ? (program.program.redirectHosts ?? []) : [];
        if (!answer || !isAllowedRedirect(answer.body.redirectUrl, hosts)) throw new UnreachableError('configuration');
        environment.location.assign(answer.body.redirectUrl);
      });
    },
    'imaging-sent'() {
      act('send-imaging', 'imaging', async (id, idempotencyKey, patience) => {
        await client?.call('imaging.complete', { params: { id }, idempotencyKey, ...patience });
      });
    },
    'reissue-imaging-link'() {
      act('reissue-imaging-link', 'reissue', async (id, _key, { signal }) => {
        await client?.call('imaging.reissue', { params: { id }, signal });
      });
    },
    'send-message'({ kind, text }) {
      act('message', 'message', async (id, idempotencyKey, patience) => {
        await client?.call('message.send', {
          params: { id },
          body: { kind, text: text.trim() },
          idempotencyKey,
          ...patience,
        });
        const answer = await client?.call('messages.list', { params: { id }, signal: patience.signal });
        if (answer) dispatch({ type: 'messages', messages: answer.body.messages });
      });
    },
    'invite-guardian'({ guardian, email }) {
      act('invite-guardian', `invite ${guardian ?? ''} ${email ?? ''}`, async (id, idempotencyKey, patience) => {
        const body = {
          kind: 'guardian-sign' as const,
          ...(guardian === undefined ? {} : { guardian }),
          ...(email?.trim() ? { email: email.trim() } : {}),
        };
        await client?.call('share.create', { params: { id }, body, idempotencyKey, ...patience });
      });
    },
    'revoke-share'({ id: rid }) {
      act('revoke-share', `revoke ${rid}`, async (id, _key, patience) => {
        await client?.call('share.revoke', { params: { id, rid }, ...patience });
      });
    },
    sign({ name }) {
      const consents = guardiansWord(state(), { given: true, name: name.trim() });
      if (consents.length > 0) sign(consents);
    },
    refuse() {
      const consents = guardiansWord(state(), { given: false });
      if (consents.length > 0) sign(consents);
    },
    withdraw({ reason }) {
      act('withdraw', 'withdraw', async (id, idempotencyKey, patience) => {
        const body = reason?.trim() ? { reason: reason.trim() } : {};
        const answer = await client?.call('referral.withdraw', { params: { id }, body, idempotencyKey, ...patience });
        if (answer) dispatch({ type: 'status', status: answer.body });
      });
    },
  };
}
