/** Opening the report: its bytes come after a code by e-mail, are proven, and are shown without being kept. */
import { ProblemError, UnreachableError } from '../../client/errors.ts';
import { sha256 } from '../../protocol/digest-tree.ts';
import type { Context, Reactions } from '../context.ts';

/** SHA-256 of a `Repr-Digest` header (RFC 9530) as hex, where there is one. */
export function reprSha256(header: string | null): string | null {
  const encoded = /sha-256=:([\w+/=]{1,100}):/u.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  return Array.from(atob(encoded), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

export function reportEffect(context: Context, sendReportCode: () => void, reload: () => void): Reactions {
  const { client, keeper, dispatch, environment } = context;
  const { documents } = environment;
  context.signal.addEventListener('abort', documents.forget, { once: true });
  return {
    'referral.signed-out': documents.forget,
    'open-report'() {
      const held = keeper.held();
      if (!client || !held) return;
      void context.work({
        name: 'open-report',
        report: (work) => dispatch({ type: 'acting', action: 'open-report', work }),
        end: { phase: 'done' },
        async run(patience) {
          const response = await client.open('report.open', { params: { id: held.id }, ...patience });
          const bytes = await response.arrayBuffer().catch((cause: unknown) => {
            throw new UnreachableError('unreachable', { cause });
          });
          const promised = reprSha256(response.headers.get('Repr-Digest'));
          if (promised !== null && promised !== (await sha256(bytes))) throw new UnreachableError('unreachable');
          const type = response.headers.get('Content-Type') ?? 'application/pdf';
          const address = documents.show(new Blob([bytes], { type }));
          dispatch({ type: 'report.address', address });
          reload();
        },
        caught(error) {
          if (!(error instanceof ProblemError) || error.code !== 'step-up-required') return false;
          // The ten minutes are over, or never began: the code is on its way.
          dispatch({ type: 'step-up', verification: { phase: 'none' } });
          sendReportCode();
          return true;
        },
      });
    },
  };
}
