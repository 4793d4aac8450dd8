/**
 * The demo's files: pages of `demo/site`, and the built package under `/rso/{version}/` as a content network would serve
 * it. Pages get the strict policy of embedding.md; nothing here ever holds anything of a referral.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';

export interface PagesOptions {
  /** Folder of the demo's pages. */
  readonly site: string;
  /** Folder of the built package, and its version. */
  readonly dist: string;
  readonly version: string;
  /** Own origins: a page of one may talk to the backend on another. */
  readonly origins: readonly string[];
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.pdf': 'application/pdf',
  '.map': 'application/json',
};

/** The policy that every page of ours must work under (embedding.md "Policies that must hold"). */
const policy = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${origins.join(' ')}`,
    "img-src 'self' blob:",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html rso',
  ].join('; ');

/** The file under `root` that a path names; null for what is outside of it, hidden, or not there. */
async function fileUnder(
  root: string,
  path: string,
): Promise<{ readonly path: string; readonly size: number; readonly tag: string } | null> {
  const base = resolve(root);
  const full = resolve(base, `.${path}`);
  if (full !== base && !full.startsWith(base + sep)) return null;
  if (path.split('/').some((part) => part.startsWith('.')) || path.includes('\0')) return null;
  try {
    const found = await stat(full);
    if (found.isDirectory()) return path.endsWith('/') ? await fileUnder(root, `${path}index.html`) : null;
    return {
      path: full,
      size: found.size,
      tag: `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`,
    };
  } catch {
    return null;
  }
}

/** Answers `GET` and `HEAD` for pages and files; null for everything else. */
export function servePages({
  site,
  dist,
  version,
  origins,
}: PagesOptions): (request: Request) => Promise<Response | null> {
  const prefix = `/rso/${version}/`;
  const csp = policy(origins);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const url = new URL(request.url);
    let path: string;
    try {
      path = decodeURIComponent(url.pathname);
    } catch {
      return null;
    }
    const built = path.startsWith(prefix);
    const file = built
      ? await fileUnder(dist, `/${path.slice(prefix.length)}`)
      : await fileUnder(site, path === '/' ? '/hospital/' : path);
    if (!file) {
      const folder = !built && !path.endsWith('/') ? await fileUnder(site, `${path}/`) : null;
      return folder
        ? new Response(null, { status: 308, headers: { Location: `${url.pathname}/${url.search}` } })
        : null;
    }
    const headers = new Headers({
      'Content-Type': types[extname(file.path)] ?? 'application/octet-stream',
      'Content-Length': String(file.size),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': built ? 'cross-origin' : 'same-origin',
      ETag: file.tag,
      // A version is never built twice in production; a checkout is, so the demo asks each time.
      'Cache-Control': 'no-cache',
      ...(built ? { 'Access-Control-Allow-Origin': '*' } : {}),
    });
    if (file.path.endsWith('.html')) headers.set('Content-Security-Policy', csp);
    if (request.headers.get('If-None-Match') === file.tag) {
      headers.delete('Content-Length');
      return new Response(null, { status: 304, headers });
    }
    if (request.method === 'HEAD') return new Response(null, { headers });
    return new Response(Readable.toWeb(createReadStream(file.path)) as unknown as ReadableStream<Uint8Array>, {
      headers,
    });
  };
}

/** Where the demo's files lie in a checkout. */
export const siteFolder = (checkout: string): string => join(checkout, 'demo', 'site');
