/**
 * A proxy that does to requests what bad networks, bad proxies and dying servers do. It forwards HTTP as it comes and
 * breaks the connection below it, at a byte that the plan names.
 */
import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { writeTo } from './flow.ts';
import { between, type Random } from './random.ts';

export type Fault =
  | { readonly kind: 'pass' }
  /** RST after this many bytes of the request's body have gone through. */
  | { readonly kind: 'reset'; readonly after: number }
  /** FIN after this many bytes: the request is cut off, politely. */
  | { readonly kind: 'truncate'; readonly after: number }
  /** No byte moves any more in either direction, and nobody hangs up. */
  | { readonly kind: 'stall'; readonly after: number }
  /** The answer takes this long. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The server did the work, the answer never arrives. */
  | { readonly kind: 'lose-response' }
  /** A proxy in between answers instead. Without CORS headers a browser sees a network error. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly cors: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface Passing {
  readonly method: string;
  readonly path: string;
  /** Number of the request, from 0. */
  readonly index: number;
}

export interface FaultProxy {
  readonly url: string;
  /** What happens to the next requests; all pass until one is set. */
  plan: (request: Passing) => Fault;
  /** Refuses every connection, and ends those there are. */
  down: boolean;
  /** Bytes a second over each request's body; 0: as fast as it goes. */
  bytesPerSecond: number;
  /** Method and body bytes that went through, of each request so far. */
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly headers: http.IncomingHttpHeaders;
    bytes: number;
  }[];
  readonly close: () => Promise<void>;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @param target port of the server on this machine; may be down and come back. */
export async function startFaultProxy(target: number): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const server = http.createServer();
  const proxy = {
    url: '',
    plan: (): Fault => ({ kind: 'pass' }),
    bytesPerSecond: 0,
    requests: [] as FaultProxy['requests'],
    isDown: false,
    get down(): boolean {
      return this.isDown;
    },
    set down(down: boolean) {
      this.isDown = down;
      if (down) for (const socket of sockets) socket.resetAndDestroy();
    },
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  } satisfies FaultProxy & { isDown: boolean } as FaultProxy & { isDown: boolean };

  server.on('connection', (socket: Socket) => {
    if (proxy.isDown) {
      socket.resetAndDestroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  server.on('clientError', (_error, socket) => socket.destroy());

  server.on('request', (request, response) => {
    const { socket } = request;
    const passing = { method: request.method ?? '', path: request.url ?? '', index: proxy.requests.length };
    const seen = { method: passing.method, path: passing.path, headers: request.headers, bytes: 0 };
    proxy.requests.push(seen);
    const fault = passing.method === 'OPTIONS' ? ({ kind: 'pass' } as const) : proxy.plan(passing);
    if (fault.kind === 'answer') {
      request.resume();
      const cors = fault.cors
        ? {
            'Access-Control-Allow-Origin': request.headers.origin ?? '*',
            'Access-Control-Expose-Headers': 'Retry-After',
          }
        : {};
      response.writeHead(fault.status, { ...cors, ...fault.headers, 'Content-Length': '0' }).end();
      return;
    }
    const upstream = http.request({
      port: target,
      host: '127.0.0.1',
      method: passing.method,
      path: passing.path,
      headers: request.headers,
    });
    const cut = (how: () => void): void => {
      // What came before the fault has arrived at the server: let it be written before the line breaks.
      setTimeout(() => upstream.destroy(), 5);
      how();
    };
    upstream.on('error', () => {
      if (fault.kind !== 'stall') socket.resetAndDestroy();
    });
    const pass = async (answer: http.IncomingMessage): Promise<void> => {
      if (fault.kind === 'delay') await wait(fault.milliseconds);
      if (fault.kind === 'stall') return;
      if (fault.kind === 'lose-response') {
        answer.resume();
        answer.on('end', () => socket.resetAndDestroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    };
    upstream.on('response', (answer) => void pass(answer));
    const limit = 'after' in fault ? fault.after : Number.POSITIVE_INFINITY;
    let broken = false;
    const pump = async (): Promise<void> => {
      // Leaving the loop must not hang up: that is what a stall is.
      for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
        const bytes = piece.subarray(0, Math.max(0, limit - seen.bytes));
        seen.bytes += bytes.length;
        if (bytes.length > 0) await writeTo(upstream, bytes);
        if (proxy.bytesPerSecond > 0) await wait((bytes.length / proxy.bytesPerSecond) * 1000);
        if (seen.bytes >= limit) {
          broken = true;
          break;
        }
      }
    };
    const finish = async (): Promise<void> => {
      if (limit > 0) await pump();
      else broken = true;
      if (!broken || (fault.kind !== 'reset' && fault.kind !== 'truncate' && fault.kind !== 'stall')) {
        upstream.end();
        return;
      }
      if (fault.kind === 'reset') cut(() => socket.resetAndDestroy());
      if (fault.kind === 'truncate') cut(() => socket.end());
      // A stall: reading has stopped, nothing is answered, nothing is closed.
    };
    finish().catch(() => upstream.destroy());
    const hangUp = (): void => void upstream.destroy();
    socket.on('close', hangUp);
    upstream.on('close', () => socket.off('close', hangUp));
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return proxy;
}

/** What servers and proxies answer on a bad day: busy, down, full, a capability that ran out, a resource that is gone. */
const passing = [500, 502, 503, 507, 429, 408, 423, 409, 401, 403, 404, 410] as const;

/** A schedule of faults by chance, `rate` of the requests; every fault of the kit but the stall comes up. */
export function randomFaults(random: Random, rate: number, size: number, stalls = false): (request: Passing) => Fault {
  return () => {
    if (random() >= rate) return { kind: 'pass' };
    const after = between(random, 0, size);
    const status = passing[between(random, 0, passing.length - 1)] ?? 503;
    const faults: Fault[] = [
      { kind: 'reset', after },
      { kind: 'truncate', after },
      { kind: 'delay', milliseconds: between(random, 1, 60) },
      { kind: 'lose-response' },
      { kind: 'answer', status, cors: random() < 0.5 },
      ...(stalls ? [{ kind: 'stall', after } as const] : []),
    ];
    return faults[between(random, 0, faults.length - 1)] ?? { kind: 'pass' };
  };
}
