/** What a page under a content policy (`test/harness/wtr-policy.ts`) does: checks the file it is sent, and says what came of it. */
import { checkRecord } from '../../src/records/index.ts';

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  violations.push(`${effectiveDirective} ${blockedURI}`),
);

addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
  if (origin !== location.origin || !(data instanceof Blob)) return;
  const tell = (message: object): void => parent.postMessage(message, location.origin);
  checkRecord(data).then(
    (verdict) => tell({ verdict, violations }),
    (cause: unknown) => tell({ failed: String(cause) }),
  );
});
parent.postMessage('ready', location.origin);
