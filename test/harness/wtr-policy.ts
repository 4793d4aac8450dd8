/**
 * Frames under a content policy, in the browsers' test server: `/under-policy/<name>/` is a page that runs
 * `test/records/under-policy.ts` under the policy that README promises to live with; workers that it starts get the same.
 */

const base =
  "style-src 'self'; connect-src 'self'; img-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'self'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html rso";

const policies: Readonly<Record<string, string>> = {
  'without-wasm': `default-src 'none'; script-src 'self'; ${base}`,
  'with-wasm': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ${base}`,
};

const framePath = /\/under-policy\/([\w-]+)\/$/;

interface Context {
  readonly path: string;
  readonly headers: Record<string, string | string[] | undefined>;
  body: unknown;
  type: string;
  set(name: string, value: string): void;
}

/** Middleware for @web/test-runner (koa). */
export function framesUnderPolicy(): (context: Context, next: () => Promise<void>) => Promise<void> {
  return async (context, next) => {
    const own = policies[framePath.exec(context.path)?.[1] ?? ''];
    if (own !== undefined) {
      context.set('Content-Security-Policy', own);
      context.type = 'html';
      context.body =
        '<!doctype html><html lang="en"><title>Page</title><script type="module" src="/test/records/under-policy.ts"></script></html>';
      return;
    }
    // A worker has the policy that its own script came with: a host sends it with every file, or with none.
    const from = framePath.exec(new URL(String(context.headers['referer'] ?? 'about:blank')).pathname)?.[1];
    const ofStarter = context.path.endsWith('.worker.ts') ? policies[from ?? ''] : undefined;
    if (ofStarter === undefined) return next();
    // Never mistaken for the copy that another page, without a policy, has in the browser's cache.
    delete context.headers['if-none-match'];
    delete context.headers['if-modified-since'];
    await next();
    context.set('Content-Security-Policy', ofStarter);
    context.set('Cache-Control', 'no-store');
  };
}
