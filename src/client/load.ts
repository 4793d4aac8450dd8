/** The door to the schemas: they bring the validator, which no first view needs. */
import type { RouteName } from '../protocol/routes.ts';
import type { wire } from '../protocol/wire.ts';

type Wire = typeof wire;
let loaded: Wire | null = null;
let loading: Promise<boolean> | null = null;

/**
 * Starts to load the schemas; answers are checked from then on. A failure is forgotten: the next call tries again.
 * @returns whether they are here.
 */
export function warmSchemas(): Promise<boolean> {
  loading ??= import('../protocol/wire.ts').then(
    (module) => {
      loaded = module.wire;
      return true;
    },
    () => {
      loading = null;
      return false;
    },
  );
  return loading;
}

/** Codes of a schema's issues that a later minor version of the protocol may cause (protocol.md 1, additive). */
const TOLERATED = new Set(['invalid_value', 'invalid_union', 'unrecognized_keys']);

/**
 * Does an answer have the shape that its route promises? `true` while the schemas are not there. Members and enum
 * values of a later version are no reason to fail.
 */
export function hasPromisedShape(route: RouteName, body: unknown): boolean {
  const sides: Wire[RouteName] | undefined = loaded?.[route];
  if (!sides || !('response' in sides)) return true;
  const result = sides.response.safeParse(body);
  return result.success || result.error.issues.every((issue) => TOLERATED.has(issue.code));
}
