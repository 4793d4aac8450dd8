/** A commit is answered once it is on the disk: what a power cut leaves is what was acknowledged. */
import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPglite } from '../../demo/server/store/pglite.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rso-pglite-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('each commit has its log on the disk before it is answered', async () => {
  const database = await openPglite(join(folder, 'database'));
  await database.script('create table kept (word text)');
  const synced = vi.spyOn(fs, 'fsyncSync');
  const files: string[] = [];
  synced.mockImplementation((file) => {
    files.push(fs.readlinkSync(`/proc/self/fd/${String(file)}`));
  });
  for (let index = 0; index < 5; index += 1) {
    const before = files.length;
    await database.query('insert into kept values ($1)', [`word ${String(index)}`]);
    expect(files.slice(before).some((path) => path.includes('pg_wal'))).toBe(true);
  }
  const before = files.length;
  await database.transaction(async (transaction) => {
    await transaction.query('insert into kept values ($1)', ['one more']);
  });
  expect(files.length).toBeGreaterThan(before);
  synced.mockRestore();
  await database.close();
  const again = await openPglite(join(folder, 'database'));
  expect(await again.query('select count(*)::int as count from kept')).toEqual([{ count: 6 }]);
  await again.close();
});
