/** The backend under test: raw HTTP with as little help as possible, so that what is seen is what was sent. */
import { type Program, protocolVersion, headers as names } from '../protocol/index.ts';
import { Unmet } from './check.ts';

/** How long an answer may take before it counts as none: nobody waits for a kit that hangs. */
const ANSWER_MS = 20_000;

/** A response, read to its end. */
export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body, or undefined where it is not JSON. */
  readonly json: unknown;
}

export interface SendOptions {
  readonly token?: string;
  readonly json?: unknown;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrides the origin that an embedding page would send; `null` sends none. */
  readonly origin?: string | null;
}

export interface BackendOptions {
  /** Full base URL, e.g. `https://intake.example.org/rso/v1`. */
  readonly base: string;
  /** An origin that the program lists. Default: the first of its descriptor. */
  readonly origin?: string;
  readonly fetch?: typeof fetch;
  readonly signal?: AbortSignal;
}

export interface Backend {
  readonly base: string;
  readonly origin: string;
  readonly program: Program;
  readonly testProfile: boolean;
  /** `path` is relative to the base, or an absolute URL. */
  send(method: string, path: string, options?: SendOptions): Promise<Seen>;
  /** Opens a response without reading its body (event streams). The caller cancels it. */
  open(path: string, options?: SendOptions): Promise<Response>;
}

/** Connects to a backend: reads its descriptor and asks whether the test profile is on. */
export async function connect(options: BackendOptions): Promise<Backend> {
  const fetcher = options.fetch ?? fetch;
  const base = options.base.replace(/\/$/u, '');
  let origin = options.origin ?? new URL(base).origin;

  const open = (path: string, sent: SendOptions = {}, method = 'GET'): Promise<Response> => {
    const headers = new Headers(sent.headers);
    const from = sent.origin === undefined ? origin : sent.origin;
    if (from !== null) headers.set('Origin', from);
    if (sent.token !== undefined) headers.set('Authorization', `Bearer ${sent.token}`);
    if (sent.json !== undefined) headers.set('Content-Type', 'application/json');
    const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
    return fetcher(path.includes('://') ? path : base + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  };
  const send = async (method: string, path: string, sent: SendOptions = {}): Promise<Seen> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const why = `${method} ${path} has no answer after ${String(ANSWER_MS / 1000)} s`;
      timer = setTimeout(() => reject(new Unmet(why)), ANSWER_MS);
    });
    const answer = async (): Promise<Seen> => {
      const response = await open(path, sent, method);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parse(text) };
    };
    return Promise.race([answer(), late]).finally(() => clearTimeout(timer));
  };

  const described = await send('GET', '/program');
  const descriptor = described.json as Program;
  if (!options.origin) origin = descriptor.embedding?.allowedOrigins[0] ?? origin;
  const probe = await send('GET', '/_test/outbox');
  return { base, origin, program: descriptor, testProfile: probe.status === 200, send, open };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const versionHeader = { name: names.version, value: protocolVersion };
