/**
 * Frames under a content policy, in the browsers' test server: `/under-policy/<name>/` is a page that runs
 * `test/records/under-policy.ts` under the policy that README promises to live with. It comes with every file, as a
 * host sends it: a worker has the policy that its own script came with.
 */

const base =
  "style-src 'self'; connect-src 'self'; img-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'self'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html rso";

const policies: Readonly<Record<string, string>> = {
  'without-wasm': `default-src 'none'; script-src 'self'; ${base}`,
  'with-wasm': `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; ${base}`,
};

const underPolicy = /^\/under-policy\/([\w-]+)(\/.*)$/;

interface Context {
  readonly path: string;
  url: string;
  body: unknown;
  type: string;
  set(name: string, value: string): void;
}

/** Middleware for @web/test-runner (koa). */
export function framesUnderPolicy(): (context: Context, next: () => Promise<void>) => Promise<void> {
  return async (context, next) => {
    const [, name = '', path = ''] = underPolicy.exec(context.path) ?? [];
    const policy = policies[name];
    if (policy === undefined) return next();
    if (path === '/') {
      context.type = 'html';
      context.body =
        '<!doctype html><html lang="en"><title>Page</title><script type="module" src="test/records/under-policy.ts"></script></html>';
    } else {
      // The same files as ever, under addresses of their own: a browser keeps them apart from those without a policy.
      context.url = path;
      await next();
    }
    context.set('Content-Security-Policy', policy);
  };
}
