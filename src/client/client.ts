/**
 * One `call` over the route table: fills the path, adds the headers, tries again where nothing can be doubled by it,
 * and turns whatever went wrong into one of two errors. Knows nothing of journeys.
 */
import {
  headers as headerNames,
  type RouteName,
  type RouteParameters,
  routePath,
  routes,
  type RouteShape,
} from '../protocol/routes.ts';
import type { RequestOf, ResponseOf } from '../protocol/wire.ts';
import { baseOf } from './discovery.ts';
import { parsedJson, problemOf, UnreachableError } from './errors.ts';
import { type Arrived, exchange } from './exchange.ts';
import { onceFound } from './first-read.ts';
import { hasPromisedShape } from './load.ts';
import { insist, type Waiting } from './patience.ts';
import { type Pause, pauseByTimer } from './pause.ts';

export interface ClientOptions {
  /** Full base URL (`https://…/rso/v1`), or an origin, which is looked up once; or a way to find it. */
  readonly base: string | (() => Promise<string>);
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
type Body<Name extends RouteName> =
  undefined extends RequestOf<Name> ? { readonly body?: undefined } : { readonly body: RequestOf<Name> };
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
  call<Name extends RouteName>(
    route: Name,
    input: CallInput<Name> & { readonly ifNoneMatch: string },
  ): Promise<Answer<Name> | NotModified>;
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
  } = options;
  const tools = { fetch, online, timeout: options.timeout, now, random, pause };
  const { base } = options;
  const page = options.page ?? globalThis.location?.href;
  const findBase = typeof base === 'string' ? onceFound(() => baseOf(base, page, tools)) : base;
  let renewing: Promise<string | null> | null = null;

  /** Requests that were refused together get one new capability between them. */
  const renewed = (refused: string): Promise<string | null> => {
    renewing ??= (options.onUnauthorized?.(refused) ?? Promise.resolve(null)).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  async function once(url: string, shape: RouteShape, init: RequestInit, signal?: AbortSignal): Promise<Arrived> {
    const authorized = (token: string | null): RequestInit => {
      const headers = new Headers(init.headers);
      if (token !== null) headers.set('Authorization', `Bearer ${token}`);
      return { ...init, headers };
    };
    const capability = async () => (shape.scope === null ? null : ((await options.getCapability?.()) ?? null));
    const raw = shape.raw === true;
    const token = await capability();
    let arrived = await exchange(tools, url, authorized(token), { raw, signal });
    if (arrived.response.status === 401 && token !== null) {
      // Another request may have had it renewed since this one was sent.
      const current = await capability();
      const other = current !== null && current !== token ? current : await renewed(token);
      if (other !== null) arrived = await exchange(tools, url, authorized(other), { raw, signal });
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
    set(
      'Content-Type',
      input.body === undefined ? undefined : shape.conditional ? 'application/merge-patch+json' : 'application/json',
    );
    set('If-Match', input.ifMatch);
    set('If-None-Match', input.ifNoneMatch);
    set(headerNames.idempotencyKey, input.idempotencyKey);
    set('Accept-Language', language);
    return {
      method: shape.method,
      headers,
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    };
  }

  async function request<Name extends RouteName>(route: Name, input: CallInput<Name>) {
    const shape: RouteShape = routes[route];
    const { signal, attempts = DEFAULT_ATTEMPTS } = input;
    const init = initOf(shape, input);
    const path = routePath(route, (input.params ?? {}) as RouteParameters<Name>);
    const query = input.query ? `?${new URLSearchParams(input.query).toString()}` : '';
    const patience = { attempts: canRepeat(shape, input) ? attempts : 1, onWaiting: input.onWaiting, signal };
    return insist(tools, patience, async () => once((await findBase()) + path + query, shape, init, signal));
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

  return {
    call: call as Client['call'],
    open: async (route, input) => (await request(route, input)).response,
    base: findBase,
  };
}
