/** One request on its way through a handler. */
import type { CapabilityRole, RequestOf, ResponseOf, RouteName, RouteParameters } from '../../../src/protocol/index.ts';
import type { ReferralRow } from '../referrals/referral.ts';
import type { HostedProgram, Service } from '../service.ts';
import type { Queryable, Transaction } from '../store/database.ts';

/** The capability that a request carried, and the referral that it opens. */
export interface Access {
  readonly tokenHash: string;
  readonly role: CapabilityRole;
  readonly scopes: readonly string[];
  readonly startedAt: Date;
  readonly steppedUpAt: Date | null;
  readonly origin: string | null;
  /** The link to somebody else that it came from. */
  readonly shareId: string | null;
  /** As it stood when the request came; lock it before changing it. */
  readonly referral: ReferralRow;
}

export interface Exchange<Name extends RouteName = RouteName> {
  readonly service: Service;
  readonly hosted: HostedProgram;
  readonly request: Request;
  readonly url: URL;
  readonly parameters: RouteParameters<Name>;
  /** Validated by the wire schema of the route. */
  readonly body: RequestOf<Name>;
  /** For reading: the surrounding transaction where there is one. */
  readonly db: Queryable;
  /** All or nothing; joins the transaction of an idempotent route, whose answer is stored in it. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  readonly now: Date;
  /** Origin of the calling page; `null` in the test profile only. */
  readonly origin: string | null;
  /** Network address, for rate limits only. */
  readonly address: string;
  /** Absolute address of a path under this program's base, on the origin that the request came to. */
  absolute(path: string): string;
}

/** Exchange of a route that needs a capability. */
export interface Authorized<Name extends RouteName = RouteName> extends Exchange<Name> {
  readonly access: Access;
}

/** An answer with a JSON body, or none. */
export interface Reply<Body> {
  readonly status: number;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Routes without scope. */
export type OpenHandler<Name extends RouteName> = (
  exchange: Exchange<Name>,
) => Promise<Reply<ResponseOf<Name>> | Response>;
/** Routes with scope. */
export type GuardedHandler<Name extends RouteName> = (
  exchange: Authorized<Name>,
) => Promise<Reply<ResponseOf<Name>> | Response>;
