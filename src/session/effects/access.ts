/** Links from mails, asking for one, keeping the capability fresh, and signing out. */
import { ProblemError } from '../../client/errors.ts';
import type { Work } from '../../journey/state.ts';
import type { Capability } from '../../protocol/capability.ts';
import type { Context, Reactions } from '../context.ts';

/** Milliseconds before the end of a capability at which a new one is asked for. */
const FRESH = 30 * 60_000;
/** Milliseconds that signing out waits for the backend; the tab forgets in any case. */
const FAREWELL = 5000;

/** Tries that are left, where the backend says so. */
function attemptsLeftIn(error: unknown): number | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const left = error.errors?.map(({ params }) => params?.['attemptsLeft']).find((value) => typeof value === 'number');
  return typeof left === 'number' ? left : undefined;
}

export interface Access {
  readonly reactions: Reactions;
  /** A new capability in place of the one at hand. Calls never overlap. Rejects where there is none to be had. */
  readonly refresh: () => Promise<Capability>;
}

export function createAccess(context: Context, farewell: () => Promise<void>): Access {
  const { client, keeper, dispatch, environment, signal, link } = context;
  let refreshing: Promise<Capability> | null = null;
  /** The referral that this tab last touched. */
  let last: string | null = null;

  async function renewed(): Promise<Capability> {
    const held = keeper.held();
    if (!client || !held) throw new ProblemError({ code: 'unauthorized', status: 401, retryable: false });
    // A lost answer does no harm: the old capability lives on for a while.
    const { body: capability } = await client.call('capability.refresh', { signal, repeatable: true });
    const now = keeper.held();
    if (now?.id === held.id) {
      keeper.hold({ ...now, capability });
      dispatch({ type: 'referral.held', id: now.id, reference: now.reference, capability });
    }
    return capability;
  }
  const refresh = (): Promise<Capability> => {
    refreshing ??= renewed().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const stayFresh = (): void => {
    const held = keeper.held();
    if (!client || !held || Date.parse(held.capability.expiresAt) - environment.now() > FRESH) return;
    // Where it cannot be renewed now, the old one still works until it does not.
    refresh().catch(() => {});
  };

  const atLink = (work: Work, more: { readonly attemptsLeft?: number } = {}): void => {
    const opened = link.token === null ? {} : { opened: true as const };
    dispatch({ type: 'place', place: { name: 'link', work, ...opened, ...more } });
  };

  const act = (action: string, run: Parameters<Context['work']>[0]['run']): void => {
    void context.work({
      name: action,
      report: (work) => dispatch({ type: 'acting', action, work }),
      end: { phase: 'done' },
      run,
    });
  };

  return {
    refresh,
    reactions: {
      'redeem-link'({ fact }) {
        const { token } = link;
        if (!client || token === null || context.working('redeem')) return;
        void context.work({
          name: 'redeem',
          // The place itself follows from what comes back.
          report: (work) => {
            if (work.phase === 'running' || work.phase === 'failed') atLink(work);
          },
          async run() {
            const { body } = await client.call('accessLink.redeem', { body: { token, fact }, signal });
            link.token = null;
            const { id, reference, capability } = body;
            // Answers of one referral never meet another's.
            if (id !== last) dispatch({ type: 'referral.signed-out', forget: true });
            keeper.hold({ id, reference, capability });
            dispatch({ type: 'referral.held', id, reference, capability });
          },
          caught(error) {
            if (!(error instanceof ProblemError) || error.retryable) return false;
            const attemptsLeft = attemptsLeftIn(error);
            // The fact was wrong and may be tried again; anything else needs another link.
            if (error.code !== 'fact-required' && (attemptsLeft ?? 0) <= 0) link.token = null;
            const { code, retryable, detail } = error;
            const problem = { code, retryable, ...(detail === undefined ? {} : { detail }) };
            atLink({ phase: 'failed', problem }, attemptsLeft === undefined ? {} : { attemptsLeft });
            return true;
          },
        });
      },
      'request-link'({ email, reference }) {
        if (!client) return;
        const body = { email: email.trim(), page: environment.location.page(), ...(reference ? { reference } : {}) };
        act('request-link', async (patience) => {
          // The answer is the same whoever asks, and a second mail does no harm.
          await client.call('accessLink.request', { body, repeatable: true, ...patience });
        });
      },
      'sign-out'() {
        act('sign-out', async () => {
          const goodbye = client?.call('capability.revoke', { signal, attempts: 1 }).then(
            () => {},
            () => {},
          );
          await Promise.race([Promise.all([goodbye, farewell()]), environment.pause(FAREWELL, signal)]);
          keeper.forget();
          dispatch({ type: 'referral.signed-out', forget: true });
        });
      },
      'referral.held'({ id }) {
        last = id;
      },
      status: stayFresh,
      validated: stayFresh,
      'record.declared': stayFresh,
    },
  };
}
