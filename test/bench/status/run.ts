/**
 * `npm run bench:status`: one backend process with 1,000 open event streams and 200 status reads a second
 * (budgets.md "Records, transfer, status"). Prints JSON lines: `{"name", "value", "unit", "ratioTo", "ratio"}`.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { connect } from '../../../src/conformance/backend.ts';
import { type Family, register } from '../../../src/conformance/family.ts';

const STREAMS = 1_000;
const STREAMS_A_FAMILY = 3;
const READS_A_SECOND = 200;
const SECONDS = 10;

const data = await mkdtemp(join(tmpdir(), 'rso-bench-'));
const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../../demo/server/start.ts')], {
  env: { ...process.env, PORT: '0', DATA_DIR: data, TEST_PROFILE: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const origin = await new Promise<string>((done) => {
  let text = '';
  child.stdout.on('data', (piece: Buffer) => {
    text += piece.toString();
    const found = /Backend\s+(http:\/\/[^/\s]+)/u.exec(text)?.[1];
    if (found) done(found);
  });
});

const agent = new Agent({ keepAlive: true, maxSockets: 4_000 });
const memory = (): number =>
  Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8'))?.[1] ?? 0) * 1024;
const say = (name: string, value: number, unit: string, goal: number): void =>
  void process.stdout.write(
    `${JSON.stringify({ name, value: Number(value.toFixed(2)), unit, ratioTo: `goal ${String(goal)}`, ratio: Number((value / goal).toFixed(2)) })}\n`,
  );

interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly ms: number;
}

function read(family: Family, etag: string): Promise<Answer> {
  const began = performance.now();
  return new Promise((done, fail) => {
    const sent = request(
      `${origin}/rso/v1/referrals/${family.id}`,
      {
        agent,
        headers: {
          Authorization: `Bearer ${family.token}`,
          Origin: origin,
          ...(etag === '' ? {} : { 'If-None-Match': etag }),
        },
      },
      (response) => {
        response.resume().on('end', () =>
          done({
            status: response.statusCode ?? 0,
            etag: response.headers.etag ?? '',
            ms: performance.now() - began,
          }),
        );
      },
    );
    sent.on('error', fail).end();
  });
}

function openStream(family: Family): Promise<void> {
  return new Promise((done, fail) => {
    request(
      `${origin}/rso/v1/referrals/${family.id}/events`,
      { agent, headers: { Authorization: `Bearer ${family.token}`, Origin: origin, Accept: 'text/event-stream' } },
      (response) => {
        response.once('data', () => done());
        response.on('data', () => undefined).on('error', () => undefined);
      },
    )
      .on('error', fail)
      .end();
  });
}

const percentile = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;

try {
  const backend = await connect({ base: `${origin}/rso/v1`, origin });
  const families: Family[] = [];
  for (let index = 0; index < Math.ceil(STREAMS / STREAMS_A_FAMILY); index += 1) families.push(await register(backend));
  const before = memory();
  for (let index = 0; index < STREAMS; index += 1)
    await openStream(families[index % families.length] ?? families[0] ?? (await register(backend)));
  say('status/memory a stream', (memory() - before) / STREAMS / 1024, 'kB', 20);

  const tags = new Map<string, string>();
  for (const family of families) tags.set(family.id, (await read(family, '')).etag);
  for (const [name, fresh] of [
    ['status/304 p99', false],
    ['status/whole view p99', true],
  ] as const) {
    const running: Promise<Answer>[] = [];
    const began = performance.now();
    for (let index = 0; index < READS_A_SECOND * SECONDS; index += 1) {
      const wait = began + (index * 1000) / READS_A_SECOND - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      const family = families[index % families.length];
      if (family) running.push(read(family, fresh ? '' : (tags.get(family.id) ?? '')));
    }
    const answers = await Promise.all(running);
    const wrong = answers.filter(({ status }) => status !== (fresh ? 200 : 304)).length;
    if (wrong > 0) throw new Error(`${String(wrong)} reads were not answered as they should`);
    const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
    say(name.replace('p99', 'median'), percentile(times, 0.5), 'ms', 50);
    say(name, percentile(times, 0.99), 'ms', 50);
  }
} finally {
  agent.destroy();
  child.kill('SIGTERM');
  await new Promise((done) => child.once('exit', done));
  await rm(data, { recursive: true, force: true });
}
