/**
 * Workers under Trusted Types: where a page demands them, `new Worker(url)` is blocked unless a policy made the
 * address. Ours is named `rso` and passes worker scripts beside this module only. embedding.md "Policies".
 */

interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

/** A policy name may be taken once per page: every part of ours, and a second copy of ours, shares this one. */
const key = Symbol.for('rso.script-policy');

const here = new URL(import.meta.url);

/** The folder that this build was served from: the one above this module's own. */
const base = here.pathname.replace(/[^/]+\/[^/]*$/, '');

function isOurs(url: string): boolean {
  const { origin, pathname } = new URL(url);
  return origin === here.origin && pathname.startsWith(base);
}

function policy(): ScriptPolicy | undefined {
  const holder = globalThis as { trustedTypes?: TrustedTypesFactory; [key]?: ScriptPolicy };
  if (holder.trustedTypes === undefined) return undefined;
  holder[key] ??= holder.trustedTypes.createPolicy('rso', {
    createScriptURL: (url) => {
      if (!isOurs(url)) throw new TypeError('not a worker of this build');
      return url;
    },
  });
  return holder[key];
}

/**
 * Starts a module worker. Named and called like the platform's own class where it is used, because the bundler finds
 * `new Worker(new URL('…', import.meta.url))` by its wording and emits the worker as a file of its own.
 * @throws where the page's policies allow no worker, or not from this address.
 */
export const TrustedWorker = function (url: URL, options: WorkerOptions): Worker {
  const address = policy()?.createScriptURL(url.href) ?? url;
  return new globalThis.Worker(address as string | URL, options);
} as unknown as typeof Worker;
