/**
 * A study of 10,000 images and 10 GB goes up in one journey, in Chromium, from the family's own page to the desk; the
 * backend is killed twice with `-9` on the way, and the person does nothing. It says how much disk it needs (about 11 GB,
 * below the folder for temporary files), asks for it first, and gives it back however it ends. Prints JSON lines:
 * `{"name","value","unit"}`. `RSO_LARGE_IMAGES` (10000) and `RSO_LARGE_MB` (10000) make it smaller.
 */
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { type Backend, connect } from '../../src/conformance/backend.ts';
import { type Family, sampleBirthDate } from '../../src/conformance/family.ts';
import type { InstanceView, StudyView } from '../../src/protocol/index.ts';
import { openBrowser, openPage } from '../harness/browser.ts';
import { DemoServer } from '../harness/demo-server.ts';
import { DeskPage } from '../harness/desk-page.ts';
import { acceptedFamily, atHome } from '../harness/images-asked.ts';
import { Observer } from '../harness/observer.ts';
import { sizesBelow } from '../harness/sizes-below.ts';
import { makeStudy, SPARSE_BYTES } from '../records/study/make-study.ts';
import { storedImages } from './stored-images.ts';

const images = Number(process.env['RSO_LARGE_IMAGES'] ?? 10_000);
const bytes = Number(process.env['RSO_LARGE_MB'] ?? 10_000) * 1_000_000;
const MiB = 1024 * 1024;
const hours = 3_600_000;
/** How long the backend stays away each time, milliseconds. */
const AWAY = 5_000;

const say = (name: string, value: number, unit: string): void =>
  void process.stdout.write(
    `${JSON.stringify({ name: `transfer.large.${name}`, value: Number(value.toPrecision(4)), unit })}\n`,
  );
const gigabytes = (value: number): string => `${(value / 1e9).toFixed(1)} GB`;

/** What the backend stores, its headers and database with it, and the images themselves, which are sparse. */
const needed = bytes * 1.05 + images * SPARSE_BYTES + 200_000_000;

let browser: Browser | undefined;
let server: DemoServer;
let backend: Backend;
let folder = '';
let digests: ReadonlyMap<string, string>;

beforeAll(async () => {
  const { bavail, bsize } = await statfs(tmpdir());
  const free = bavail * bsize;
  process.stdout.write(`needs ${gigabytes(needed)} of disk below ${tmpdir()}, where ${gigabytes(free)} are free\n`);
  if (free < needed) throw new Error(`too little disk: ${gigabytes(needed)} are needed, ${gigabytes(free)} are free`);
  folder = await mkdtemp(join(tmpdir(), 'rso-large-'));
  const begun = performance.now();
  digests = await makeStudy(folder, { instances: images, bytes, birthDate: sampleBirthDate.replaceAll('-', '') });
  say('made', (performance.now() - begun) / 1000, 's');
  server = await DemoServer.start({ env: { TEST_PROFILE: '1' } });
  browser = await openBrowser();
  backend = await connect({ base: `${server.origin}/rso/v1`, origin: server.origin });
}, hours);

afterAll(async () => {
  // Each whatever becomes of the others: ten gigabytes are not left behind.
  await Promise.allSettled([browser?.close(), server?.stop(), folder && rm(folder, { recursive: true, force: true })]);
});

/** Bytes of the records that the backend has on its disk. */
const bytesStored = async (): Promise<number> =>
  [...(await sizesBelow(join(server.dataFolder, 'records'))).values()].reduce((sum, size) => sum + size, 0);

/** What the page's own code holds, once everything that nobody holds is gone. MiB. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / MiB;
}

/** How many requests were for what: bytes are `uploads`; the rest is how the page keeps itself informed. */
function byKind(urls: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const url of urls) {
    const kind =
      /\/(uploads|studies|records|messages|events)\b/u.exec(url)?.[1] ?? (/\.js$/u.test(url) ? 'code' : 'status');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** What the protocol says of the study's images, by their path in the folder. */
async function imagesAtBackend(family: Family): Promise<{ readonly study: StudyView; readonly found: InstanceView[] }> {
  const { token } = await family.renew();
  const { json } = await backend.send('GET', `/referrals/${family.id}/studies`, { token });
  const [study, ...others] = (json as { studies: StudyView[] }).studies;
  if (!study || others.length > 0) throw new Error('not one study');
  const found: InstanceView[] = [];
  for (const { id } of study.records) {
    const seen = await backend.send('GET', `/referrals/${family.id}/records/${id}/instances`, { token });
    found.push(...(seen.json as { instances: InstanceView[] }).instances);
  }
  return { study, found };
}

it('ten thousand images go up in one go while the backend is killed twice', { timeout: 3 * hours }, async () => {
  const observer = new Observer('large');
  if (!browser) throw new Error('no browser');
  const office = await openPage(browser, { width: 1280, locale: 'en-US', timezoneId: 'America/New_York' });
  const desk = new DeskPage(office.page, server.origin);
  const family = await acceptedFamily(backend, desk, server.deskToken);
  await desk.openImages();

  const visit = await openPage(browser, { width: 1280, locale: 'en-AE' });
  const { page, seen } = visit;
  onTestFailed(() => observer.shoot(page, 'failed'));
  // Bytes of bodies as the browser hands them to the network, whatever becomes of the request.
  await visit.context.addInitScript(() => {
    const counted = globalThis as unknown as { rsoBytesSent: number };
    counted.rsoBytesSent = 0;
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, body) {
      let before = 0;
      this.upload.addEventListener('progress', ({ loaded }) => {
        counted.rsoBytesSent += loaded - before;
        before = loaded;
      });
      send.call(this, body);
    };
  });
  const home = await atHome(visit, backend, family);
  const session = await visit.context.newCDPSession(page);
  const imaging = page.locator('#imaging');
  const before = await heapOf(session);
  let [heap, looked] = [before, performance.now()];
  /** Every few seconds: a page is quick that is left in peace. */
  const lookAtHeap = async (pause = 3_000): Promise<void> => {
    if (performance.now() - looked < pause) return;
    heap = Math.max(heap, await heapOf(session));
    looked = performance.now();
  };
  const study: Locator = imaging.locator('li.study');

  const picked = performance.now();
  await imaging.locator('input[webkitdirectory]').setInputFiles(folder, { timeout: 300_000 });
  await study.waitFor({ timeout: hours });
  say('looked-through', (performance.now() - picked) / 1000, 's');
  expect(await study.count()).toBe(1);
  await observer.shoot(page, 'found');

  // One press, and no other from here on.
  const pressed = performance.now();
  const requestsBefore = seen.urls.length;
  await page.getByRole('button', { name: home.words('studies.send') }).click();
  const good = study.locator('.chip.good');
  const chip = study.locator('.chip');
  const goesOn = async (): Promise<void> => {
    await wait(250);
    await lookAtHeap();
    const bad = (await study.locator('.chip.bad').count()) > 0;
    if (bad || performance.now() - pressed > 2 * hours) throw new Error(`it stands still: ${await chip.innerText()}`);
  };
  let kills = 0;
  for (const share of [1 / 3, 2 / 3]) {
    while ((await bytesStored()) < bytes * share) await goesOn();
    await server.killHard();
    kills += 1;
    expect(await bytesStored(), 'killed in the middle').toBeLessThan(bytes);
    await chip.filter({ hasText: home.words('study.state.connection') }).waitFor({ timeout: 60_000 });
    await observer.shoot(page, `killed-${String(kills)}`);
    await wait(AWAY);
    await server.restart();
  }
  while ((await good.count()) === 0) await goesOn();
  const seconds = (performance.now() - pressed) / 1000;
  await observer.shoot(page, 'stored');
  const sent = await page.evaluate(() => (globalThis as unknown as { rsoBytesSent: number }).rsoBytesSent);
  const stored = await bytesStored();
  const requests = seen.urls.length - requestsBefore;
  await lookAtHeap(0);
  say('images', images, '1');
  say('bytes', bytes / 1e6, 'MB');
  say('sent', seconds, 's');
  say('rate', bytes / 1e6 / (seconds - (kills * AWAY) / 1000), 'MB/s');
  say('requests', requests, '1');
  for (const [kind, count] of byKind(seen.urls.slice(requestsBefore))) say(`requests.${kind}`, count, '1');
  say('requests-per-64-MiB', requests / (stored / (64 * MiB)), '1');
  say('bytes-sent-per-byte-stored', sent / stored, '1');
  say('heap-before', before, 'MiB');
  say('heap-growth', heap - before, 'MiB');

  // The page says so, the protocol says so, and the bytes on the disk are so: each image once, none twice.
  await chip.filter({ hasText: home.words('study.state.stored', { number: images.toLocaleString('en') }) }).waitFor();
  const at = await imagesAtBackend(family);
  expect(at.study).toMatchObject({ state: 'stored', images, stored: images, refused: 0, missing: 0 });
  expect(at.found).toHaveLength(images);
  const told = new Map(at.found.map(({ path, sha256 }) => [path.slice(path.indexOf('DICOM/')), sha256]));
  expect([...digests].filter(([path, digest]) => told.get(path) !== digest)).toEqual([]);
  const verifying = performance.now();
  expect((await storedImages(join(server.dataFolder, 'records'))).toSorted()).toEqual([...digests.values()].toSorted());
  say('verified', (performance.now() - verifying) / 1000, 's');
  await office.page.locator('ul.studies').getByText('✓ complete').waitFor();

  // No pack went twice: what is lost at each kill is what was on the line of two packs.
  expect(sent - stored).toBeLessThan(kills * 2 * 16 * MiB);
  expect(heap - before).toBeLessThanOrEqual(50);
  expect(seen.errors).toEqual([]);
  expect(seen.violations).toEqual([]);
});
