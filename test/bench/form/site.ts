/** The site of the bench: every candidate's page for every size, what they load, and our backend's descriptor; all as brotli. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { root } from '../../../.tools/entries.ts';
import { northbridge } from '../../../demo/server/programs/northbridge.ts';
import { type Candidate, pageOf } from './pages.ts';
import { formOf } from './questions.ts';

const compress = promisify(brotliCompress);
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
};

export interface Site {
  pageOf(candidate: Candidate, fields: number): string;
  close(): void;
}

/** @param peers folder of the peers' bundles */
export async function openSite(peers: string, sizes: readonly number[]): Promise<Site> {
  const forms = new Map(sizes.map((size) => [String(size), formOf(size)]));
  const { texts } = northbridge({ origins: [] });
  const contentOf = async (path: string): Promise<string | Buffer | null> => {
    const [, area = '', ...rest] = path.split('/');
    const form = forms.get(area);
    const inside = rest.join('/');
    if (area === 'rso') return readFile(join(root, 'dist', inside)).catch(() => null);
    if (area === 'peers') return readFile(join(peers, inside)).catch(() => null);
    if (!form) return null;
    if (inside === 'v1/program') return JSON.stringify(form.program);
    if (inside.startsWith('v1/')) return texts.get(inside.slice('v1/'.length)) ?? null;
    const candidate = inside.replace('.html', '') as Candidate;
    return pageOf(candidate, form, { backend: `/${area}/v1`, hasStyles: existsSync(join(peers, `${candidate}.css`)) });
  };
  /** What was compressed once: the best quality takes its time. */
  const made = new Map<string, Promise<Buffer | null>>();
  const answerOf = (path: string): Promise<Buffer | null> => {
    const known = made.get(path) ?? contentOf(path).then((content) => (content === null ? null : compress(content)));
    made.set(path, known);
    return known;
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench.example').pathname;
    void answerOf(path).then((bytes) => {
      const type = types[extname(path)] ?? (path.endsWith('/program') ? types['.json'] : undefined);
      response.writeHead(bytes ? 200 : 404, {
        'Content-Type': type ?? 'text/plain; charset=utf-8',
        ...(bytes && { 'Content-Encoding': 'br', 'Content-Length': bytes.length }),
      });
      response.end(bytes);
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    pageOf: (candidate, fields) => `${origin}/${fields}/${candidate}.html`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
