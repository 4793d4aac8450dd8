/**
 * One `call` over the route table: fills the path, adds the headers, tries again where nothing can be doubled by it,
 * and turns whatever went wrong into one of two errors. Knows nothing of journeys.
 */
import { headers as headerNames, type RouteName, type RouteParameters, routePath, routes, type RouteShape } from '../protocol/routes.ts';
import type { RequestOf, ResponseOf } from '../protocol/wire.ts';
import { baseOf } from './discovery.ts';
import { parsedJson, problemOf, ProblemError, UnreachableError } from './errors.ts';
import { hasPromisedShape } from './load.ts';
import { backOff, type Pause, pauseByTimer } from './pause.ts';

export interface ClientOptions {
  /** Full base URL (`https://…/rso/v1`), or an origin, which is looked up once. */
  readonly base: string;
  /** Against which a relative `base` is read. Default: the page's address. */
  readonly page?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** The capability for the next request, if there is one. Asked for each request, never kept. */
  readonly getCapability?: () => string | null | Promise<string | null>;
  /**
   * A capability was refused. Resolves to another one, or null if there is none to be had. Calls never overlap: requests
   * that fail together wait for the same answer.
   */
  readonly onUnauthorized?: (refused: string) => Promise<string | null>;
  /** For `Accept-Language`. */
  readonly language?: () => string;
  readonly random?: () => number;
  readonly now?: () => number;
  readonly pause?: Pause;
  readonly online?: () => boolean;
  /** Milliseconds without an answer. 30,000. */
  readonly timeout?: number;
}

/** Told before each wait. `nextTry`: milliseconds since the epoch. */
export type Waiting = (error: ProblemError | UnreachableError, nextTry: number) => void;

interface Common {
  /** A strong ETag; required by conditional routes. */
  readonly ifMatch?: string;
  /** The ETag of what the caller holds: 304 where nothing changed. */
  readonly ifNoneMatch?: string;
  /** Made once per intent by the caller and kept over its retries; required by idempotent routes. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How often it is tried in all, where trying again is safe. 3; `Infinity` never gives up while it can help. */
  readonly attempts?: number;
  /** The caller knows that doing it twice is doing it once. */
  readonly repeatable?: boolean;
  readonly onWaiting?: Waiting;
}

type Parameters<Name extends RouteName> = keyof RouteParameters<Name> extends never
  ? { readonly params?: undefined }
  : { readonly params: RouteParameters<Name> };
type Body<Name extends RouteName> = undefined extends RequestOf<Name>
  ? { readonly body?: undefined }
  : { readonly body: RequestOf<Name> };
export type CallInput<Name extends RouteName> = Common & Parameters<Name> & Body<Name>;

export interface Answer<Name extends RouteName> {
  readonly status: number;
  readonly body: ResponseOf<Name>;
  readonly etag: string | null;
  readonly headers: Headers;
}
/** 304: what the caller holds is what there is. */
export interface NotModified {
  readonly status: 304;
  readonly body: null;
  readonly etag: string | null;
  readonly headers: Headers;
}

export interface Client {
  /**
   * Calls a route.
   * @throws ProblemError the backend said no. @throws UnreachableError there was no answer, or one of another shape.
   */
  call<Name extends RouteName>(route: Name, input: CallInput<Name> & { readonly ifNoneMatch: string }): Promise<Answer<Name> | NotModified>;
  call<Name extends RouteName>(route: Name, input: CallInput<Name>): Promise<Answer<Name>>;
  /** Calls a route whose answer is not JSON; the body is the caller's to read. Throws as `call` does. */
  open<Name extends RouteName>(route: Name, input: CallInput<Name>): Promise<Response>;
  /** The base URL, looked up where only an origin was given. Throws UnreachableError. */
  base(): Promise<string>;
}

const DEFAULT_ATTEMPTS = 3;

/** May this be sent again when nobody knows what became of it? A conditional write answers 412 the second time. */
const canRepeat = (shape: RouteShape, input: Common): boolean =>
  input.repeatable === true ||
  shape.method === 'GET' ||
  shape.method === 'DELETE' ||
  (shape.conditional === true && input.ifMatch !== undefined) ||
  (shape.idempotent === true && input.idempotencyKey !== undefined);

/** Makes a client of one backend. */
export function createClient(options: ClientOptions): Client {
  const {
    fetch = (input, init) => globalThis.fetch(input, init),
    random = Math.random,
    now = Date.now,
    pause = pauseByTimer,
    online = () => globalThis.navigator?.onLine !== false,
    timeout = 30_000,
  } = options;
  let base: Promise<string> | null = null;
  let renewing: Promise<string | null> | null = null;

  const findBase = (): Promise<string> => {
    const page = options.page ?? globalThis.location?.href;
    base ??= baseOf(options.base, { fetch, ...(page === undefined ? {} : { page }) }).catch((error: unknown) => {
      base = null;
      throw error;
    });
    return base;
  };

  /** Requests that were refused together get one new capability between them. */
  const renewed = (refused: string): Promise<string | null> => {
    renewing ??= (options.onUnauthorized?.(refused) ?? Promise.resolve(null)).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  async function send(url: string, init: RequestInit, raw: boolean, outer?: AbortSignal): Promise<Arrived> {
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), timeout);
    try {
      const signal = outer ? AbortSignal.any([outer, cut.signal]) : cut.signal;
      const response = await fetch(url, { ...init, signal });
      // The rest of a body may be lost too: it is part of the same wait.
      return { response, text: raw && response.ok ? '' : await response.text() };
    } catch (cause) {
      outer?.throwIfAborted();
      throw new UnreachableError(cut.signal.aborted ? 'timeout' : online() ? 'unreachable' : 'offline', { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  async function once(url: string, shape: RouteShape, init: RequestInit, signal?: AbortSignal): Promise<Arrived> {
    const authorized = (token: string | null): RequestInit => {
      const headers = new Headers(init.headers);
      if (token !== null) headers.set('Authorization', `Bearer ${token}`);
      return { ...init, headers };
    };
    const capability = async () => (shape.scope === null ? null : ((await options.getCapability?.()) ?? null));
    const raw = shape.raw === true;
    const token = await capability();
    let arrived = await send(url, authorized(token), raw, signal);
    if (arrived.response.status === 401 && token !== null) {
      // Another request may have had it renewed since this one was sent.
      const current = await capability();
      const other = current !== null && current !== token ? current : await renewed(token);
      if (other !== null) arrived = await send(url, authorized(other), raw, signal);
    }
    const { response, text } = arrived;
    if (response.ok || response.status === 304) return arrived;
    throw problemOf(response, text);
  }

  /** Everything of a request that stays the same over its tries. */
  function initOf(shape: RouteShape, input: Common & { readonly body?: unknown }): RequestInit {
    const headers = new Headers(input.headers);
    const language = options.language?.();
    const set = (name: string, value: string | undefined) => value !== undefined && headers.set(name, value);
    set('Content-Type', input.body === undefined ? undefined : shape.conditional ? 'application/merge-patch+json' : 'application/json');
    set('If-Match', input.ifMatch);
    set('If-None-Match', input.ifNoneMatch);
    set(headerNames.idempotencyKey, input.idempotencyKey);
    set('Accept-Language', language);
    return {
      method: shape.method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    };
  }

  async function request<Name extends RouteName>(route: Name, input: CallInput<Name>) {
    const shape: RouteShape = routes[route];
    const { signal, attempts = DEFAULT_ATTEMPTS } = input;
    const init = initOf(shape, input);
    const path = routePath(route, (input.params ?? {}) as RouteParameters<Name>);
    const query = input.query ? `?${new URLSearchParams(input.query).toString()}` : '';
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once((await findBase()) + path + query, shape, init, signal);
      } catch (error) {
        const known = error instanceof ProblemError || error instanceof UnreachableError;
        if (!known || !error.retryable || attempt >= attempts || !canRepeat(shape, input)) throw error;
        const wait = backOff(attempt, random, error instanceof ProblemError ? error.retryAfter : undefined);
        input.onWaiting?.(error, now() + wait);
        await pause(wait, signal);
      }
    }
  }

  async function call<Name extends RouteName>(
    route: Name,
    input: CallInput<Name>,
  ): Promise<Answer<Name> | NotModified> {
    const { response, text } = await request(route, input);
    const { status, headers } = response;
    const etag = headers.get('ETag');
    if (status === 304) return { status, body: null, etag, headers };
    const body = parsedJson(text);
    const missing = status !== 204 && body === undefined;
    if (missing || !hasPromisedShape(route, body)) throw new UnreachableError('configuration');
    return { status, body: body as ResponseOf<Name>, etag, headers };
  }

  return { call: call as Client['call'], open: async (route, input) => (await request(route, input)).response, base: findBase };
}

interface Arrived {
  readonly response: Response;
  /** The body; empty where it is the caller's to read. */
  readonly text: string;
}
