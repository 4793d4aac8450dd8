/** The bench's server, a process of its own: tus on disk, a raw PUT, and the page. `node server.ts DIRECTORY SITE` */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createTusService } from '../../transfer/tus-backend.ts';

const [directory = '', site = ''] = process.argv.slice(2);
await mkdir(directory, { recursive: true });
const service = await createTusService(directory);
const page =
  '<!doctype html><meta charset="utf-8"><title>bench</title><input type="file" multiple><script type="module" src="/page.js"></script>';

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const path = request.url ?? '';
  if (path.startsWith('/raw/')) {
    const target = join(directory, `raw-${path.slice(5)}`);
    await pipeline(request, createWriteStream(target));
    response.writeHead(204).end();
    return;
  }
  if (path === '/') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
  if (/^\/(?:assets\/)?[\w.-]+\.js$/u.test(path))
    return void response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(await readFile(join(site, path)));
  if (path === '/sweep') {
    for (const { uploadId } of service.records.values()) await rm(join(directory, uploadId), { force: true });
    return void response.writeHead(204).end();
  }
  await service.serve(request, response);
}

const server = http.createServer({ requestTimeout: 0 }, (request, response) => {
  answer(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
