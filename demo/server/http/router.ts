/**
 * Puts a handler behind its route of the protocol's table: origin, capability, scope, body, idempotency, in this order,
 * then the answer's headers. What the table says is enforced here once, for every route.
 */
import type { Context, Hono } from 'hono';
import {
  headers as names,
  offers,
  protocolVersion,
  type ResponseOf,
  type RouteName,
  type RouteShape,
  routes,
  wire,
} from '../../../src/protocol/index.ts';
import type { HostedProgram, Service } from '../service.ts';
import { accessOf, requireOwn, requireScope } from './access.ts';
import { checked, readJson } from './body.ts';
import type { Access, Authorized, Exchange, GuardedHandler, OpenHandler, Reply } from './exchange.ts';
import { once } from './idempotency.ts';
import { callerOf, permit } from './origin.ts';
import { failureResponse, ProblemError, problemResponse } from './problem.ts';

/** Every route with its handler; the compiler misses none. */
export type Handlers = {
  readonly [Name in RouteName]: (typeof routes)[Name]['scope'] extends null ? OpenHandler<Name> : GuardedHandler<Name>;
};

type AnyHandler = (exchange: Authorized) => Promise<Reply<unknown> | Response>;

const asPattern = (path: string): string => path.replaceAll(/\{(\w+)\}/gu, ':$1');

/** Routes that anybody may read from anywhere: they say nothing of anyone. */
const isPublic = (route: RouteShape): boolean => route.scope === null && route.method === 'GET';

/** Runs `work` and answers whatever it throws; logs one line. */
export async function answered(
  service: Service,
  route: string,
  request: Request,
  work: () => Promise<Response>,
): Promise<Response> {
  const began = performance.now();
  let failure: string | undefined;
  let response: Response;
  try {
    response = await work();
  } catch (error) {
    if (error instanceof ProblemError) response = problemResponse(error);
    else {
      failure = error instanceof Error ? error.name : 'unknown';
      service.faults.unexpected(error);
      response = failureResponse();
    }
  }
  service.log({
    at: new Date().toISOString(),
    method: request.method,
    route,
    status: response.status,
    ms: Math.round(performance.now() - began),
    ...(failure === undefined ? {} : { error: failure }),
  });
  return response;
}

/** Registers every route that the program offers; what it does not offer answers 404. */
export function mountProtocol(app: Hono, service: Service, hosted: HostedProgram, handlers: Handlers): void {
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: RouteShape = routes[name];
    const offered = route.level === 1 || route.feature === undefined || offers(hosted.program, route.feature);
    if (!offered) continue;
    const handler = handlers[name] as unknown as AnyHandler;
    app.on(route.method, `${hosted.base}${asPattern(route.path)}`, (context) =>
      handle(context, { service, hosted, name, route, handler }),
    );
  }
}

interface Mounted {
  readonly service: Service;
  readonly hosted: HostedProgram;
  readonly name: RouteName;
  readonly route: RouteShape;
  readonly handler: AnyHandler;
}

async function handle(context: Context, mounted: Mounted): Promise<Response> {
  const { service, hosted, name, route } = mounted;
  const request = context.req.raw;
  const allowed = hosted.program.embedding?.allowedOrigins ?? [];
  const caller = callerOf(request, allowed);
  const response = await answered(service, name, request, async () => {
    const refused = caller.kind === 'refused' || (caller.kind === 'absent' && !service.testProfile);
    if (refused && !isPublic(route)) throw new ProblemError('unauthorized');
    const fault = await service.faults.before(name);
    if (fault) return fault;
    return run(context, mounted, caller.kind === 'page' ? caller.origin : null);
  });
  return permit(response, caller);
}

async function run(
  context: Context,
  { service, hosted, name, route, handler }: Mounted,
  origin: string | null,
): Promise<Response> {
  const request = context.req.raw;
  const now = service.clock.now();
  const parameters = context.req.param() as Readonly<Record<string, string>>;
  const guarded = route.scope !== null;
  const access = guarded ? await accessOf(service, request, { programId: hosted.program.id, origin, now }) : null;
  if (access && route.scope)
    requireScope(access, route.scope, routeNamesReferral(route) ? parameters['id'] : undefined);
  if (access) requireOwn(access, route);

  const sides: { readonly request?: (typeof wire)['form.patch']['request'] } = wire[name] as never;
  const json =
    route.method === 'GET' || route.method === 'DELETE' ? { text: '', value: undefined } : await readJson(request);
  const body = sides.request ? checked(sides.request, json.value) : undefined;

  const url = new URL(request.url);
  const base: Omit<Exchange, 'db' | 'transaction'> & { readonly access: Access | null } = {
    service,
    hosted,
    request,
    url,
    parameters: parameters as never,
    body: body as never,
    now,
    origin,
    address: addressOf(context),
    access,
    absolute: (path) =>
      `${service.origins.includes(url.origin) ? url.origin : service.origins[0]}${hosted.base}${path}`,
  };
  if (!route.idempotent) {
    const exchange = {
      ...base,
      db: service.database,
      transaction: (work) => service.database.transaction(work),
    } as Authorized;
    return toResponse(service, name, route, await handler(exchange));
  }
  const scope = `${hosted.base} ${access?.referral.id ?? ''}`;
  return once(
    service.database,
    request,
    { scope, payload: `${url.pathname}\n${json.text}`, now },
    async (transaction) => {
      const exchange = { ...base, db: transaction, transaction: (work) => work(transaction) } as Authorized;
      return toResponse(service, name, route, await handler(exchange));
    },
  ).then((response) => withGeneral(response, route));
}

const routeNamesReferral = (route: RouteShape): boolean => route.path.startsWith('/referrals/{id}');

/** Where a request came from, for rate limits. Behind a proxy the host sets its own resolver in front. */
const addressOf = (context: Context): string => {
  const bindings = context.env as
    { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } } | undefined;
  return bindings?.incoming?.socket?.remoteAddress ?? 'direct';
};

function toResponse(service: Service, name: RouteName, route: RouteShape, reply: Reply<unknown> | Response): Response {
  if (reply instanceof Response) return withGeneral(reply, route);
  const { response: schema } = wire[name] as {
    readonly response?: { readonly safeParse: (value: unknown) => { success: boolean } };
  };
  if (service.testProfile && schema && reply.body !== undefined && reply.status < 300) {
    const answer: ResponseOf<RouteName> = reply.body as never;
    if (!schema.safeParse(answer).success) throw new TypeError(`the answer of ${name} is not what the wire says`);
  }
  const hasBody = reply.body !== undefined && reply.status !== 204 && reply.status !== 304;
  const response = new Response(hasBody ? JSON.stringify(reply.body) : null, {
    status: reply.status,
    headers: { ...(hasBody ? { 'Content-Type': 'application/json' } : {}), ...reply.headers },
  });
  return withGeneral(response, route);
}

function withGeneral(response: Response, route: RouteShape): Response {
  response.headers.set(names.version, protocolVersion);
  response.headers.set('X-Content-Type-Options', 'nosniff');
  if (!isPublic(route) || !response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store');
  return response;
}
