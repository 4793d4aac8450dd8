/** The backend is killed with -9 in the middle of 200 MB and started again: it ends verified, and nobody does anything. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createTransfer, type UploadState } from '../../src/transfer/index.ts';
import { largeRecord } from '../fixtures/records.ts';
import { nodeStack } from './node-stack.ts';

const children: ChildProcess[] = [];
let directory = '';
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

async function start(port: number): Promise<{ child: ChildProcess; url: string }> {
  const script = join(import.meta.dirname, 'tus-backend.ts');
  const child = spawn(process.execPath, [script, directory, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (line: Buffer) => resolve(String(line).trim())),
  );
  return { child, url };
}

test('kill -9 in the middle of 200 MB', { timeout: 120_000 }, async () => {
  directory = await mkdtemp(join(tmpdir(), 'rso-killed-'));
  const bytes = await largeRecord(200 * 1000 * 1000);
  const first = await start(0);
  const { url } = first;
  let uploads = 0;
  const ask = async (method: string, body: object): Promise<Response> => {
    const headers = { Authorization: 'Bearer first' };
    const response = await fetch(`${url}/records`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok)
      throw Object.assign(new Error('refused'), { status: response.status, retryable: false, code: 'digest-mismatch' });
    return response;
  };
  const transfer = createTransfer({
    referralId: 'referral-1',
    async getUpload(clientId) {
      uploads += 1;
      const { recordId, path } = (await (await ask('POST', { clientId, size: bytes.length })).json()) as {
        recordId: string;
        path: string;
      };
      return { recordId, url: url + path, expiresAt: '2099-01-01T00:00:00Z' };
    },
    getCapability: async () => 'first',
    refreshCapability: async () => 'first',
    async confirm(recordId, digest) {
      await ask('PATCH', { recordId, digest });
      return 'received';
    },
    http: nodeStack,
    limits: { parallel: 3, retry: { first: 50, longest: 500 } },
  });
  const seen: UploadState[] = [];
  transfer.subscribe((_clientId, state) => seen.push(state));
  transfer.add({ clientId: 'scan', blob: new Blob([bytes]) });
  const state = (): UploadState | undefined => transfer.list()[0]?.state;
  const until = async (test: (state: UploadState | undefined) => boolean): Promise<void> => {
    while (!test(state())) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await until((now) => now?.phase === 'sending' && now.sent > 60_000_000);
  first.child.kill('SIGKILL');
  await until((now) => now?.phase === 'connection');
  const reached = state();
  expect(reached).toMatchObject({ phase: 'connection' });
  await new Promise((resolve) => setTimeout(resolve, 400));
  await start(Number(new URL(url).port));
  await until((now) => now?.phase === 'received' || now?.phase === 'failed' || now?.phase === 'repick');
  expect(state()).toMatchObject({ phase: 'received' });
  expect(uploads).toBe(1);
  const resumed = seen.findIndex(({ phase }) => phase === 'connection');
  const after = seen.slice(resumed).filter((now) => now.phase === 'sending' && now.sent > 0);
  expect(after[0]).toMatchObject({ phase: 'sending' });
  const records = JSON.parse(await readFile(join(directory, 'records.state'), 'utf8')) as {
    uploadId: string;
    state: string;
  }[];
  expect(records).toHaveLength(1);
  expect(records[0]?.state).toBe('received');
  expect(Buffer.compare(await readFile(join(directory, records[0]?.uploadId ?? '')), bytes)).toBe(0);
  transfer.dispose();
});
