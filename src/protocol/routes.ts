/**
 * THE ROUTE TABLE: every operation of the protocol with its level, scope and rules. Shapes are in `wire.ts`, under the
 * same names, so that a client can ask before any schema is loaded. Paths are relative to the base URL
 * (`…/rso/v1`). Source: protocol.md 3.
 */
import type { Scope } from './capability.ts';
import type { Feature } from './program.ts';

export interface RouteShape {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly level: 1 | 2 | 3;
  /** `null`: no capability is needed. */
  readonly scope: Scope | null;
  /** The family's own: a link to somebody else finds nothing here. */
  readonly own?: true;
  /** What the descriptor must offer for this route to exist. */
  readonly feature?: Feature;
  /** `Idempotency-Key` is required. */
  readonly idempotent?: true;
  /** `If-Match` is required. */
  readonly conditional?: true;
  /** Not JSON: bytes or an event stream. */
  readonly raw?: true;
  readonly success: readonly number[];
}

export const routes = {
  'program.read': { method: 'GET', path: '/program', level: 1, scope: null, success: [200, 304] },
  'eligibility.ask': { method: 'POST', path: '/eligibility', level: 1, scope: null, success: [200] },
  'referral.create': { method: 'POST', path: '/referrals', level: 1, scope: null, idempotent: true, success: [201] },
  'referral.read': { method: 'GET', path: '/referrals/{id}', level: 1, scope: 'read', success: [200, 304] },
  'form.read': { method: 'GET', path: '/referrals/{id}/form', level: 1, scope: 'edit', success: [200, 304] },
  'form.patch': {
    method: 'PATCH',
    path: '/referrals/{id}/form',
    level: 1,
    scope: 'edit',
    conditional: true,
    success: [200],
  },
  'referral.submit': {
    method: 'POST',
    path: '/referrals/{id}/submissions',
    level: 1,
    scope: 'edit',
    idempotent: true,
    success: [200],
  },
  'consents.sign': { method: 'POST', path: '/referrals/{id}/consents', level: 1, scope: 'sign', success: [201] },
  'records.declare': { method: 'POST', path: '/referrals/{id}/records', level: 1, scope: 'upload', success: [201] },
  'records.list': { method: 'GET', path: '/referrals/{id}/records', level: 1, scope: 'upload', success: [200, 304] },
  'record.patch': { method: 'PATCH', path: '/referrals/{id}/records/{rid}', level: 1, scope: 'upload', success: [200] },
  'record.remove': {
    method: 'DELETE',
    path: '/referrals/{id}/records/{rid}',
    level: 1,
    scope: 'upload',
    success: [204],
  },
  'referral.withdraw': {
    method: 'POST',
    path: '/referrals/{id}/withdrawal',
    level: 2,
    scope: 'edit',
    feature: 'withdrawal',
    idempotent: true,
    success: [200],
  },
  'share.create': {
    method: 'POST',
    path: '/referrals/{id}/capabilities',
    level: 2,
    scope: 'edit',
    feature: 'share',
    idempotent: true,
    success: [201],
  },
  'share.revoke': {
    method: 'DELETE',
    path: '/referrals/{id}/capabilities/{rid}',
    level: 2,
    scope: 'edit',
    feature: 'share',
    success: [204],
  },
  'accessLink.request': { method: 'POST', path: '/access-links', level: 1, scope: null, success: [202] },
  'accessLink.redeem': { method: 'POST', path: '/access-links/redemptions', level: 1, scope: null, success: [200] },
  'capability.refresh': { method: 'POST', path: '/capabilities/refresh', level: 1, scope: 'read', success: [200] },
  'capability.revoke': { method: 'DELETE', path: '/capabilities/current', level: 1, scope: 'read', success: [204] },
  'verification.start': { method: 'POST', path: '/verifications', level: 1, scope: 'read', own: true, success: [202] },
  'verification.attempt': {
    method: 'POST',
    path: '/verifications/{id}/attempts',
    level: 1,
    scope: 'read',
    own: true,
    success: [200],
  },
  'events.stream': {
    method: 'GET',
    path: '/referrals/{id}/events',
    level: 2,
    scope: 'read',
    feature: 'events',
    raw: true,
    success: [200, 204],
  },
  'requests.list': {
    method: 'GET',
    path: '/referrals/{id}/requests',
    level: 2,
    scope: 'read',
    own: true,
    feature: 'requests',
    success: [200],
  },
  'request.respond': {
    method: 'POST',
    path: '/referrals/{id}/requests/{rid}/response',
    level: 2,
    scope: 'upload',
    feature: 'requests',
    idempotent: true,
    success: [201],
  },
  'messages.list': {
    method: 'GET',
    path: '/referrals/{id}/messages',
    level: 2,
    scope: 'read',
    own: true,
    feature: 'messages',
    success: [200],
  },
  'message.send': {
    method: 'POST',
    path: '/referrals/{id}/messages',
    level: 2,
    scope: 'read',
    own: true,
    feature: 'messages',
    idempotent: true,
    success: [201],
  },
  'quote.read': {
    method: 'GET',
    path: '/referrals/{id}/quote',
    level: 2,
    scope: 'pay',
    feature: 'quote',
    success: [200, 304],
  },
  'quote.accept': {
    method: 'POST',
    path: '/referrals/{id}/quote/acceptance',
    level: 2,
    scope: 'pay',
    feature: 'quote',
    idempotent: true,
    success: [201],
  },
  'payment.start': {
    method: 'POST',
    path: '/referrals/{id}/payment-sessions',
    level: 2,
    scope: 'pay',
    feature: 'payment',
    idempotent: true,
    success: [201],
  },
  'imaging.read': {
    method: 'GET',
    path: '/referrals/{id}/imaging',
    level: 2,
    scope: 'read',
    own: true,
    feature: 'imaging',
    success: [200],
  },
  'imaging.reissue': {
    method: 'POST',
    path: '/referrals/{id}/imaging/reissue',
    level: 2,
    scope: 'upload',
    feature: 'imaging',
    success: [202],
  },
  'studies.list': {
    method: 'GET',
    path: '/referrals/{id}/studies',
    level: 2,
    scope: 'read',
    feature: 'studies',
    success: [200],
  },
  'study.declare': {
    method: 'POST',
    path: '/referrals/{id}/studies',
    level: 2,
    scope: 'upload',
    feature: 'studies',
    success: [201],
  },
  'study.remove': {
    method: 'DELETE',
    path: '/referrals/{id}/studies/{sid}',
    level: 2,
    scope: 'upload',
    feature: 'studies',
    success: [204],
  },
  'study.stowed': {
    method: 'POST',
    path: '/referrals/{id}/studies/{sid}/stowed',
    level: 2,
    scope: 'upload',
    feature: 'studies',
    success: [200],
  },
  'record.instances': {
    method: 'GET',
    path: '/referrals/{id}/records/{rid}/instances',
    level: 2,
    scope: 'read',
    feature: 'studies',
    success: [200],
  },
  'imaging.complete': {
    method: 'POST',
    path: '/referrals/{id}/imaging/complete',
    level: 2,
    scope: 'upload',
    feature: 'imaging',
    idempotent: true,
    success: [202],
  },
  'report.read': {
    method: 'GET',
    path: '/referrals/{id}/report',
    level: 2,
    scope: 'report',
    feature: 'report',
    success: [200],
  },
  'report.open': {
    method: 'GET',
    path: '/referrals/{id}/report/content',
    level: 2,
    scope: 'report',
    feature: 'report',
    raw: true,
    success: [200],
  },
} as const satisfies Record<string, RouteShape>;

export type RouteName = keyof typeof routes;

type Parameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Parameters<Rest>
  : never;
/** Path parameters of a route: `{id: string; rid: string}`. */
export type RouteParameters<Name extends RouteName> = Readonly<
  Record<Parameters<(typeof routes)[Name]['path']>, string>
>;

/** Fills a route's path; every value is percent-encoded. */
export function routePath<Name extends RouteName>(name: Name, parameters: RouteParameters<Name>): string {
  const values: Readonly<Record<string, string>> = parameters;
  return routes[name].path.replace(/\{(\w+)\}/gu, (_, key: string) => encodeURIComponent(values[key] ?? ''));
}

/** Header names of the protocol. */
export const headers = {
  version: 'RSO-Version',
  idempotencyKey: 'Idempotency-Key',
  idempotencyReplayed: 'Idempotency-Replayed',
} as const;
/** Value of `RSO-Version`. */
export const protocolVersion = '1';

export * from './link-fragment.ts';
