/** Studies to the program's own archive: from the family's hands through the session to a DICOMweb server, as the backend hears of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemoryApp } from '../../demo/server/memory.ts';
import { memoryJournal } from '../../src/transfer/journal.ts';
import type { HttpStack } from '../../src/transfer/port.ts';
import { createStow, type StowEntry } from '../../src/transfer/stow/index.ts';
import { scopeOf } from '../../src/transfer/upload.ts';
import { makeImage, picked } from '../records/study/make-cd.ts';
import { type DicomwebServer, startDicomweb } from '../transfer/stow/dicomweb-server.ts';
import { nodeStack } from '../transfer/node-stack.ts';
import { type Backend, eachOnBackend, idOf, submittedWith } from './backend.ts';
import type { Opened, Tab } from './harness.ts';
import { plainTransfer } from './plain-transfer.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;
let archive: DicomwebServer;
let journal = memoryJournal<StowEntry>();
/** Authorization of each request to the archive. */
let bearers: (string | undefined)[];

eachOnBackend((begun) => {
  ({ app, backend } = begun);
  tab = begun.tab();
});
beforeEach(async () => {
  archive = await startDicomweb();
  journal = memoryJournal<StowEntry>();
  bearers = [];
});
afterEach(() => archive.close());

/** The archive is where the program says; here it listens somewhere else. */
const address = 'http://localhost:4173/dicom-web';
const toArchive: HttpStack = {
  getName: () => 'archive',
  createRequest(method, url) {
    const request = nodeStack.createRequest(method, url.replace(address, archive.url));
    return {
      ...request,
      send(body) {
        bearers.push(request.getHeader('Authorization'));
        return request.send(body ?? null);
      },
    };
  },
};

const stow: typeof createStow = (options) =>
  createStow({
    ...options,
    http: toArchive,
    journal,
    locks: null,
    limits: { retry: { first: 2, longest: 20 }, stall: 2000, lot: 20_000 },
  });

const image = (number: number): Buffer => makeImage({ number, birthDate: '20180514' });
const images = (count: number) =>
  Array.from({ length: count }, (_, index) => picked(`DICOM/IM${String(index + 1)}`, image(index + 1)));

type State = ReturnType<Opened['state']>;
const phase = ({ studies: [study] }: State): string | undefined =>
  study?.carried.phase === 'server' ? study.carried.state : study?.carried.phase;

const issue = (family: Opened, imaging: object): Promise<void> =>
  backend.advance(idOf(family.state()), { type: 'imaging.issueLink', actor: 'intake', imaging });

async function opened(imaging: object = {}): Promise<Opened> {
  const { create } = plainTransfer((request) => app.fetch(request));
  const family = await submittedWith(tab, backend, { create, calls: [] });
  await backend.advance(idOf(family.state()), 'accept');
  await issue(family, { mode: 'stow-rs', url: address, ...imaging });
  family.session.dispose();
  return reopened();
}

async function reopened(): Promise<Opened> {
  const family = tab.open({ createStow: stow });
  await family.until(({ program }) => program.phase === 'ready', 'the program');
  family.send({ type: 'show-status' });
  await family.until(({ status }) => status?.imaging?.mode === 'stow-rs', 'the transfer to be open');
  return family;
}

async function withFound(family: Opened, count: number): Promise<Opened> {
  family.send({
    type: 'add-images',
    files: images(count).map(({ path, file }) => ({ path, file: new File([file], path.slice(6)) })),
  });
  await family.until(({ looking }) => looking.phase === 'done', 'the files to be looked through');
  return family;
}

const send = async (family: Opened, until: string): Promise<State> => {
  family.send({ type: 'send-studies' });
  return family.until((state) => phase(state) === until, until);
};

describe('images that go straight to the program’s archive', { timeout: 60_000 }, () => {
  it('are there byte for byte, the backend knows, and no capability of ours went with them', async () => {
    const family = await withFound(await opened({ token: 'archive-token' }), 5);
    archive.token = 'archive-token';
    const state = await send(family, 'stored');
    expect(state.studies[0]).toMatchObject({ carried: { stored: 5, refused: 0 }, refused: [], unreadable: [] });
    expect(archive.complaints).toEqual([]);
    expect(archive.stored.size).toBe(5);
    const first = [...archive.stored.values()][0]?.bytes;
    expect(first?.equals(image(1))).toBe(true);
    expect(new Set(bearers)).toEqual(new Set(['Bearer archive-token']));
    family.send({ type: 'show-status' });
    await family.until(({ status }) => status?.gates.imaging === 'receiving', 'imaging to have begun');
    family.send({ type: 'imaging-sent' });
    await family.until(({ status }) => status?.gates.imaging === 'received', 'the end');
  });

  it('are named with the reason where the archive does not take them; the rest is stored', async () => {
    archive.reasons.set('1.2.826.0.1.3680043.2.1125.1.1.2', 0x0122);
    const state = await send(await withFound(await opened(), 3), 'incomplete');
    expect(state.studies[0]).toMatchObject({
      carried: { stored: 2, refused: 1 },
      refused: [{ path: 'DICOM/IM2', reason: 'unsupported' }],
    });
  });

  it('wait out what breaks, and can be paused', async () => {
    const family = await withFound(await opened(), 6);
    archive.faults.push({ status: 503 }, { cutAfter: 5000 }, { loseAnswer: true });
    let open = (): void => undefined;
    archive.gate.wait = new Promise((resolve) => (open = resolve));
    family.send({ type: 'send-studies' });
    await family.until((state) => phase(state) === 'sending', 'it to begin');
    family.send({ type: 'pause-records' });
    await family.until((state) => phase(state) === 'paused', 'the pause');
    open();
    family.send({ type: 'resume-records' });
    await family.until((state) => phase(state) === 'stored', 'all of it');
    expect(archive.complaints).toEqual([]);
  });

  it('go on after the page was closed: what was confirmed is not sent again', async () => {
    const family = await withFound(await opened(), 6);
    archive.answers = 2;
    family.send({ type: 'send-studies' });
    await expect.poll(async () => confirmed()).toBe(4);
    family.session.dispose();
    archive.answers = Number.POSITIVE_INFINITY;
    const again = await withFound(await reopened(), 6);
    await send(again, 'stored');
    expect([...archive.stored.values()].map(({ times }) => times).slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(archive.stored.size).toBe(6);
  });

  it('go nowhere where the archive is not one that the program names', async () => {
    const family = await withFound(await opened(), 2);
    tab.intercept = async (request) => {
      if (!request.url.endsWith('/imaging')) return null;
      const answer = await app.fetch(request);
      const body = (await answer.json()) as object;
      return Response.json({ ...body, url: 'https://stranger.example/dicom-web' }, { headers: answer.headers });
    };
    const state = await send(family, 'failed');
    expect(state.studies[0]?.carried).toMatchObject({ problem: { code: 'imaging-not-open' } });
    expect(archive.lots).toEqual([]);
  });

  it('can be sent again once a token that ran out was replaced', async () => {
    archive.token = 'second';
    const family = await withFound(await opened({ token: 'first' }), 2);
    const state = await send(family, 'failed');
    expect(state.studies[0]?.carried).toMatchObject({ problem: { code: 'imaging-not-open', retryable: true } });
    await issue(family, { mode: 'stow-rs', url: address, token: 'second' });
    await send(family, 'stored');
  });
});

/** Images that the device has written down as confirmed. */
async function confirmed(): Promise<number> {
  const { storage } = tab;
  const id = [...storage.values()].map((text) => /"id":"([^"]+)"/u.exec(text)?.[1]).find(Boolean) ?? '';
  return (await journal.list(await scopeOf(id))).reduce((sum, { stored }) => sum + stored.length, 0);
}
