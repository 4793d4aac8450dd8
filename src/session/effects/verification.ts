/** Codes by e-mail: the check of the address, and the step-up before a report (protocol.md 4). */
import type { VerificationState, Work } from '../../journey/state.ts';
import type { Context, Reactions } from '../context.ts';

interface Code {
  readonly purpose: 'email' | 'report';
  readonly current: () => VerificationState;
  readonly tell: (verification: VerificationState) => void;
  readonly verified: () => void;
}

export function createVerification(
  context: Context,
  reload: () => void,
): { readonly reactions: Reactions; readonly sendReportCode: () => void } {
  const { client, state, dispatch } = context;

  const say =
    ({ tell, current }: Code, running: VerificationState) =>
    (work: Work) => {
      if (work.phase === 'running') tell(running);
      else if (work.phase === 'failed') tell({ phase: 'failed', problem: work.problem });
      // Signed out meanwhile: nothing was asked.
      else if (work.phase === 'idle' && (current().phase === 'sending' || current().phase === 'checking'))
        tell({ phase: 'none' });
    };

  const send = (code: Code): void => {
    if (!client || state().referral.phase !== 'held' || code.current().phase === 'done') return;
    void context.work({
      name: `code.${code.purpose}`,
      report: say(code, { phase: 'sending' }),
      async run(patience) {
        // A second mail does no harm; no mail does.
        const { body } = await client.call('verification.start', {
          body: { purpose: code.purpose },
          repeatable: true,
          ...patience,
        });
        code.tell({ phase: 'asked', ...body, wrong: false });
      },
    });
  };

  const enter = (code: Code, entered: string): void => {
    const asked = code.current();
    if (!client || asked.phase !== 'asked') return;
    const { id, expiresAt, attemptsLeft } = asked;
    void context.work({
      name: `attempt.${code.purpose}`,
      report: say(code, { phase: 'checking', id, expiresAt, attemptsLeft }),
      async run({ signal }) {
        // Each try counts, so nothing is tried again without the person.
        const { body } = await client.call('verification.attempt', {
          params: { id },
          body: { code: entered.trim() },
          signal,
        });
        if (!body.verified)
          return code.tell({ phase: 'asked', id, expiresAt, attemptsLeft: body.attemptsLeft, wrong: true });
        code.tell({ phase: 'done' });
        code.verified();
      },
    });
  };

  const email: Code = {
    purpose: 'email',
    current: () => state().email,
    tell: (verification) => dispatch({ type: 'email', verification }),
    verified: reload,
  };
  const report: Code = {
    purpose: 'report',
    current: () => state().stepUp,
    tell: (verification) => dispatch({ type: 'step-up', verification }),
    verified: reload,
  };

  return {
    sendReportCode: () => send(report),
    reactions: {
      'send-email-code': () => send(email),
      'enter-email-code': ({ code }) => enter(email, code),
      'send-report-code': () => send(report),
      'enter-report-code': ({ code }) => enter(report, code),
      // The receipt asks for the code, so it is on its way by then.
      submitted({ place }) {
        if (place.name === 'registered' && email.current().phase === 'none') send(email);
      },
    },
  };
}
