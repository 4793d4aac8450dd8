/** Compares a page's Content-Security-Policy with what the elements need (embedding.md, "Policies that must hold"). */

/** A directive that blocks something, and what to add to it. */
export interface BlockedDirective {
  readonly directive: string;
  readonly needs: string;
}

type Directives = ReadonlyMap<string, readonly string[]>;

function parse(policy: string): Directives {
  const directives = new Map<string, readonly string[]>();
  for (const part of policy.split(';')) {
    const [name, ...sources] = part.trim().toLowerCase().split(/\s+/u);
    // The first of two wins, as in browsers.
    if (name && !directives.has(name)) directives.set(name, sources);
  }
  return directives;
}

/** True where a source expression lets `wanted` through, as seen from a page of origin `self`. */
function lets(source: string, wanted: URL, self: URL): boolean {
  if (source === '*') return /^https?:$/u.test(wanted.protocol);
  if (source === "'self'") return wanted.origin === self.origin;
  if (source === wanted.protocol) return true;
  const parts = /^(?:([a-z]+:)\/\/)?(\*\.)?([\w.-]+)(?::(\d+|\*))?(?:\/.*)?$/u.exec(source);
  if (!parts) return false;
  const [, protocol, wild, host = '', port] = parts;
  const hostFits = wild ? wanted.hostname.endsWith(`.${host}`) : wanted.hostname === host;
  // `http:` lets https through as well, never the other way round.
  const protocolFits = [undefined, wanted.protocol, 'http:'].includes(protocol);
  const portFits = port === '*' || (port ?? '') === wanted.port;
  return hostFits && protocolFits && portFits;
}

const fallbacks: Readonly<Record<string, readonly string[]>> = {
  'script-src-elem': ['script-src-elem', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'img-src': ['img-src', 'default-src'],
  'worker-src': ['worker-src', 'child-src', 'script-src', 'default-src'],
};

/**
 * What a policy blocks. Assumes what the README recommends: our files on the page's own origin or the backend's.
 * @param base base URL of the backend.
 */
export function comparePolicy(policy: string, page: URL, base: URL): readonly BlockedDirective[] {
  const directives = parse(policy);
  const governing = (directive: string): readonly [string, readonly string[]] | null => {
    const name = fallbacks[directive]?.find((one) => directives.has(one));
    return name === undefined ? null : [name, directives.get(name) ?? []];
  };
  const blocked: BlockedDirective[] = [];
  const need = (directive: string, needs: string, passes: (source: string) => boolean): void => {
    const rule = governing(directive);
    if (rule && !rule[1].some(passes)) blocked.push({ directive: rule[0], needs });
  };
  need('connect-src', base.origin === page.origin ? "'self'" : base.origin, (source) => lets(source, base, page));
  const ours = [page, base];
  const servesUs = (source: string): boolean => ours.some((place) => lets(source, place, page));
  need('script-src-elem', `'self' (or ${base.origin}, where our files are served from there)`, servesUs);
  need('worker-src', "'self'", (source) => lets(source, page, page));
  need('img-src', 'blob:', (source) => source === 'blob:');
  const trusted = directives.get('trusted-types');
  for (const name of trusted && !trusted.includes('*') ? ['lit-html', 'rso'] : []) {
    if (!trusted?.includes(name)) blocked.push({ directive: 'trusted-types', needs: name });
  }
  return blocked;
}
