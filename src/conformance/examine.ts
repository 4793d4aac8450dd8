/** What `rso-doctor` looks at: discovery, descriptor, transport, clock, CORS, tus, and the page's content policy. */
import { type Program, program as programSchema } from '../protocol/index.ts';
import { comparePolicy } from './content-policy.ts';

/** `good`: as it should be. `look`: works, with a reservation. `wrong`: families will meet it. */
export interface Finding {
  readonly mark: 'good' | 'look' | 'wrong';
  readonly topic: string;
  readonly text: string;
  /** What to do. */
  readonly todo?: string;
}

export interface ExamineOptions {
  /** Origin of the embedding page; default the first of the program's list. */
  readonly origin?: string;
  /** Address of the embedding page. */
  readonly page?: string;
  readonly fetch?: typeof fetch;
  /** The time here, in milliseconds. */
  readonly now?: () => number;
}

type Report = (finding: Finding) => void;
type Get = (url: string, init?: RequestInit) => Promise<Response | null>;

/** Seconds by which the backend's clock may be off. */
const toleratedSkew = 60;
const isLocal = ({ hostname }: URL): boolean => /^(?:localhost|127\.|\[::1\])/u.test(hostname);
const listed = (header: string | null): readonly string[] =>
  (header ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim());

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

async function discover(address: URL, get: Get, report: Report): Promise<string | null> {
  if (address.pathname !== '/') return address.href.replace(/\/$/u, '');
  const response = await get(new URL('/.well-known/rso', address).href);
  const body = response?.ok ? await json(response) : undefined;
  const base = body && typeof body === 'object' && 'base' in body ? body.base : undefined;
  if (typeof base === 'string' && URL.canParse(base)) {
    report({ mark: 'good', topic: 'Discovery', text: `/.well-known/rso names ${base}` });
    return base.replace(/\/$/u, '');
  }
  report({
    mark: 'wrong',
    topic: 'Discovery',
    text: response ? `/.well-known/rso answered ${response.status} and names no base` : 'the server did not answer',
    todo: response
      ? 'Serve {"base": "https://…/rso/v1"} there as JSON, or give the full base URL.'
      : 'Check the name, the port, and that the certificate is valid for this name and not expired.',
  });
  return null;
}

function transport(base: URL, report: Report): void {
  if (base.protocol === 'https:') {
    report({ mark: 'good', topic: 'TLS', text: 'the connection is encrypted and the certificate is accepted' });
  } else if (isLocal(base)) {
    report({ mark: 'look', topic: 'TLS', text: 'plain http, which browsers allow on this machine only' });
  } else {
    report({
      mark: 'wrong',
      topic: 'TLS',
      text: 'the base is plain http',
      todo: 'Serve it by https: a page on https may not call it, and health data would travel in the clear.',
    });
  }
}

function clock(response: Response, now: number, report: Report): void {
  const said = Date.parse(response.headers.get('Date') ?? '');
  if (Number.isNaN(said)) {
    report({ mark: 'look', topic: 'Clock', text: 'no Date header, so its clock cannot be seen' });
    return;
  }
  const skew = Math.round((said - now) / 1000);
  const good = Math.abs(skew) <= toleratedSkew;
  report({
    mark: good ? 'good' : 'wrong',
    topic: 'Clock',
    text: good ? 'right to a minute' : `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine`,
    ...(good ? {} : { todo: 'Set both clocks by NTP: links, capabilities and the report window depend on it.' }),
  });
}

async function describe(base: string, get: Get, report: Report, now: () => number): Promise<Program | null> {
  const response = await get(`${base}/program`);
  if (!response?.ok) {
    report({
      mark: 'wrong',
      topic: 'Program',
      text: response ? `GET /program answered ${response.status}` : 'GET /program got no answer',
      todo: 'The base must answer GET /program with the descriptor. Check the base URL and the certificate.',
    });
    return null;
  }
  clock(response, now(), report);
  const parsed = programSchema.safeParse(await json(response));
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {};
    report({
      mark: 'wrong',
      topic: 'Program',
      text: `the descriptor is not as the protocol says, first at /${path.join('/')}: ${message}`,
      todo: 'Compare it with the schema `program` of rso-intake/protocol.',
    });
    return null;
  }
  const { level, version, features } = parsed.data.protocol;
  const offers = features.length > 0 ? `, offers ${features.join(', ')}` : '';
  report({ mark: 'good', topic: 'Program', text: `protocol ${version}, level ${level}${offers}` });
  return parsed.data;
}

async function cors(base: string, origin: string, get: Get, report: Report): Promise<void> {
  const asked = [
    { path: '/referrals', method: 'POST', headers: ['content-type', 'idempotency-key'] },
    { path: '/referrals/x/form', method: 'PATCH', headers: ['authorization', 'content-type', 'if-match'] },
    {
      path: '/uploads/x',
      method: 'PATCH',
      headers: ['authorization', 'content-type', 'tus-resumable', 'upload-offset'],
    },
  ];
  for (const { path, method, headers } of asked) {
    const topic = `CORS ${method} ${path}`;
    const response = await get(base + path, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': headers.join(', '),
      },
    });
    const allowed = listed(response?.headers.get('Access-Control-Allow-Headers') ?? null);
    const lacking = headers.filter((name) => !allowed.includes(name));
    if (!response?.ok || response.headers.get('Access-Control-Allow-Origin') !== origin) {
      report({
        mark: 'wrong',
        topic,
        text: `a page on ${origin} would be refused`,
        todo: 'List the origin in embedding.allowedOrigins, and let no proxy answer OPTIONS in the backend’s place.',
      });
    } else if (lacking.length > 0) {
      report({
        mark: 'wrong',
        topic,
        text: `these headers are not allowed: ${lacking.join(', ')}`,
        todo: 'Allow them.',
      });
    } else if (!listed(response.headers.get('Access-Control-Allow-Methods')).includes(method.toLowerCase())) {
      report({
        mark: 'wrong',
        topic,
        text: `the method ${method} is not allowed`,
        todo: 'Allow it; proxies often do not.',
      });
    } else {
      report({ mark: 'good', topic, text: `allowed for ${origin}` });
    }
  }
  const read = await get(`${base}/program`, { headers: { Origin: origin } });
  const exposed = listed(read?.headers.get('Access-Control-Expose-Headers') ?? null);
  const hidden = ['etag', 'location', 'retry-after', 'upload-offset'].filter((name) => !exposed.includes(name));
  report(
    hidden.length === 0
      ? { mark: 'good', topic: 'CORS headers', text: 'everything that the elements read is exposed' }
      : { mark: 'wrong', topic: 'CORS headers', text: `not exposed: ${hidden.join(', ')}`, todo: 'Expose them.' },
  );
}

async function uploads(base: string, { uploads: limits }: Program, get: Get, report: Report): Promise<void> {
  const response = await get(`${base}/uploads`, { method: 'OPTIONS', headers: { 'Tus-Resumable': '1.0.0' } });
  const versions = listed(response?.headers.get('Tus-Version') ?? null);
  if (!versions.includes('1.0.0')) {
    report({
      mark: 'wrong',
      topic: 'Uploads',
      text: 'OPTIONS /uploads does not speak tus 1.0.0',
      todo: 'The tus server must answer OPTIONS itself: proxies that answer for it hide Tus-Version.',
    });
    return;
  }
  const extensions = listed(response?.headers.get('Tus-Extension') ?? null);
  const lacking = ['creation', 'termination', 'expiration'].filter((name) => !extensions.includes(name));
  const size = response?.headers.get('Tus-Max-Size');
  if (lacking.length > 0) {
    report({ mark: 'wrong', topic: 'Uploads', text: `tus lacks ${lacking.join(', ')}`, todo: 'Turn them on.' });
  } else if (size !== null && size !== undefined && Number(size) !== limits.maxFileSize) {
    report({
      mark: 'wrong',
      topic: 'Uploads',
      text: `Tus-Max-Size is ${size}, the descriptor says ${limits.maxFileSize}`,
      todo: 'Make them agree: a family would be refused after choosing a file that was promised to fit.',
    });
  } else {
    report({ mark: 'good', topic: 'Uploads', text: `tus 1.0.0, up to ${limits.maxFileSize} bytes a file` });
  }
}

async function page(address: string, base: URL, get: Get, report: Report): Promise<void> {
  const response = await get(address);
  if (!response?.ok) {
    report({ mark: 'wrong', topic: 'Page', text: 'the page could not be read', todo: 'Check its address.' });
    return;
  }
  const policy = response.headers.get('Content-Security-Policy');
  if (policy === null) {
    report({ mark: 'look', topic: 'Content policy', text: 'the page sends none, so nothing of ours is blocked by it' });
    return;
  }
  const blocked = comparePolicy(policy, new URL(address), base);
  for (const { directive, needs } of blocked) {
    report({
      mark: 'wrong',
      topic: 'Content policy',
      text: `${directive} blocks what the elements need`,
      todo: `Add to ${directive}: ${needs}`,
    });
  }
  if (blocked.length === 0) report({ mark: 'good', topic: 'Content policy', text: 'allows everything that is needed' });
}

/** Looks at everything and reports as it goes; never rejects for what it finds. */
export async function examine(address: string, report: Report, options: ExamineOptions = {}): Promise<void> {
  const fetcher = options.fetch ?? fetch;
  const get: Get = async (url, init) => {
    try {
      return await fetcher(url, { ...init, signal: AbortSignal.timeout(15_000) });
    } catch {
      return null;
    }
  };
  const base = await discover(new URL(address), get, report);
  if (base === null) return;
  const program = await describe(base, get, report, options.now ?? Date.now);
  if (!program) return;
  transport(new URL(base), report);
  const origin = options.origin ?? program.embedding?.allowedOrigins[0];
  if (origin === undefined) {
    report({ mark: 'look', topic: 'CORS', text: 'the program lists no origin', todo: 'Give one with --origin.' });
  } else {
    await cors(base, origin, get, report);
  }
  await uploads(base, program, get, report);
  if (options.page !== undefined) await page(options.page, new URL(base), get, report);
}
