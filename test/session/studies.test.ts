/** Studies of images as a family gives them: through the session to the real backend, and what each sees of the other. */
import { describe, expect, it } from 'vitest';
import type { MemoryApp } from '../../demo/server/memory.ts';
import { isSendable, needsAnswer } from '../../src/journey/studies.ts';
import type { PickedFile } from '../../src/records/study/picked.ts';
import { additions, hasShared, makeImage, picked, sharedFiles } from '../records/study/make-cd.ts';
import { type Backend, eachOnBackend, idOf, submittedWith } from './backend.ts';
import type { Opened, Tab } from './harness.ts';
import { plainTransfer, type PlainTransfer } from './plain-transfer.ts';

let app: MemoryApp;
let backend: Backend;
let tab: Tab;
let transfer: PlainTransfer;

eachOnBackend((begun) => {
  ({ app, backend } = begun);
  tab = begun.tab();
  transfer = plainTransfer((request) => app.fetch(request));
});

/** The child of the example. */
const born = '20180514';

type State = ReturnType<Opened['state']>;
const takesImages = ({ status }: State): boolean => status?.imaging?.mode === 'tus';
const looked = ({ looking }: State): boolean => looking.phase === 'done';
const stored = ({ studies }: State): boolean =>
  studies.length > 0 && studies.every(({ carried }) => carried.phase === 'server' && carried.state === 'stored');
const first = ({ studies: [study] }: State) => {
  if (!study) throw new Error('no study');
  return study;
};
const images = (...numbers: readonly number[]): readonly PickedFile[] =>
  numbers.map((number) => picked(`DICOM/IM${String(number)}`, makeImage({ number, birthDate: born })));

/** A family whose records were accepted and whose images are awaited here. */
async function opened(): Promise<Opened> {
  const family = await submittedWith(tab, backend, transfer);
  const id = idOf(family.state());
  await backend.advance(id, 'accept');
  await backend.advance(id, { type: 'imaging.issueLink', actor: 'intake', imaging: { mode: 'tus' } });
  family.send({ type: 'show-status' });
  await family.until(takesImages, 'the transfer to be open');
  return family;
}

/** As an input hands them over. */
const give = (family: Opened, files: readonly PickedFile[]): void =>
  family.send({
    type: 'add-images',
    files: files.map(({ path, file }) => ({ path, file: new File([file], path.split('/').at(-1) ?? path) })),
  });

async function withFound(files: readonly PickedFile[]): Promise<Opened> {
  const family = await opened();
  give(family, files);
  await family.until(looked, 'the files to be looked through');
  return family;
}

/** A family whose three images were lost on the way: the line is whole again. */
async function brokenOff(): Promise<Opened> {
  let broken = false;
  transfer = plainTransfer(async (request) =>
    broken && request.url.includes('/uploads/') ? new Response(null, { status: 500 }) : app.fetch(request),
  );
  const family = await withFound(images(1, 2, 3));
  broken = true;
  family.send({ type: 'send-studies' });
  await family.until(({ studies }) => studies[0]?.carried.phase === 'failed', 'the loss');
  broken = false;
  return family;
}

/** What the backend itself says of a referral's studies. */
async function atBackend(
  family: Opened,
): Promise<readonly { stored: number; images: number; identityAnswer?: string }[]> {
  const { referral } = family.state();
  if (referral.phase !== 'held') throw new Error('no referral');
  const token = [...tab.storage.values()].map((text) => /"token":"([^"]+)"/u.exec(text)?.[1]).find(Boolean) ?? '';
  const response = await app.fetch(
    new Request(`${app.base}/referrals/${referral.id}/studies`, {
      headers: { Authorization: `Bearer ${token}`, Origin: 'http://localhost:4173' },
    }),
  );
  return ((await response.json()) as { studies: [] }).studies;
}

describe.skipIf(!hasShared)('a CD with two other patients beside the child', () => {
  it(
    'is sorted out by person; what is the child’s goes, the rest waits for an answer',
    { timeout: 60_000 },
    async () => {
      const family = await withFound([...sharedFiles('cd'), ...additions(born)]);
      const { studies, looking } = family.state();
      expect(looking).toMatchObject({
        duplicates: 1,
        unreadable: 0,
        left: { autorun: 1, viewer: 2, index: 3, empty: 1 },
      });
      const mine = studies.filter((study) => !needsAnswer(study));
      expect(mine.map(({ names, images: count, missing }) => [names.join(), count, missing])).toEqual([
        ['Al-Hashimi, Layla', 7, 2],
      ]);
      expect(new Set(studies.filter(needsAnswer).flatMap(({ names }) => names))).toEqual(
        new Set(['Doe, Archibald', 'Doe, Peter']),
      );
      const peter = studies.find(({ names, images: count }) => names.includes('Doe, Peter') && count === 7);
      family.send({ type: 'answer-study', clientId: peter?.clientId ?? '', answer: 'this-child' });
      for (const { clientId } of family.state().studies.filter(needsAnswer))
        family.send({ type: 'remove-study', clientId });
      await family.until(
        ({ studies: left }) => left.every((study) => !needsAnswer(study)),
        'the others to be left out',
      );
      family.send({ type: 'send-studies' });
      await family.until(stored, 'both to be stored');
      const held = await atBackend(family);
      expect(new Set(held.map(({ stored: count, identityAnswer }) => [count, identityAnswer ?? null]))).toEqual(
        new Set([
          [7, 'this-child'],
          [7, null],
        ]),
      );
      expect(
        (await family.until(({ status }) => status?.gates.imaging === 'receiving', 'the gate to move')).status?.actions,
      ).toContainEqual(expect.objectContaining({ code: 'send-imaging', needed: true }));
      family.send({ type: 'imaging-sent' });
      await family.until(({ status }) => status?.gates.imaging === 'received', 'the team to be told');
    },
  );
});

describe('a study', () => {
  it('that broke off goes on in another visit, when the same folder is picked again', { timeout: 60_000 }, async () => {
    const family = await brokenOff();
    family.session.dispose();
    const again = tab.open({ createTransfer: transfer.create });
    await again.until(({ studies }) => studies.length === 1, 'the study from the backend');
    expect(first(again.state())).toMatchObject({ here: false, images: 3 });
    expect(isSendable(first(again.state()))).toBe(false);
    give(again, images(1, 2, 3));
    await again.until((state) => looked(state) && isSendable(first(state)), 'a way to send the rest');
    again.send({ type: 'send-studies' });
    await again.until(stored, 'the study to be stored');
    expect(await atBackend(again)).toMatchObject([{ images: 3, stored: 3 }]);
  });

  it('with an image that is harmful keeps the others, and names it', { timeout: 60_000 }, async () => {
    // The test signature as two parts: no scanner of ours is to find this file.
    const harmful = makeImage({ number: 2, birthDate: born });
    harmful.write('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', 4000, 'latin1');
    const family = await withFound([...images(1, 3), picked('DICOM/IM2', harmful)]);
    family.send({ type: 'send-studies' });
    await family.until(({ studies }) => (studies[0]?.refused.length ?? 0) > 0, 'the refusal to be named');
    expect(first(family.state())).toMatchObject({
      refused: [{ path: 'DICOM/IM2', reason: 'malware' }],
      carried: { phase: 'server', state: 'incomplete', stored: 2, refused: 1 },
    });
  });

  it('of somebody else is noticed on a later visit too', { timeout: 60_000 }, async () => {
    const family = await opened();
    family.session.dispose();
    const again = tab.open({ createTransfer: transfer.create });
    await again.until(takesImages, 'the status');
    give(again, [picked('IM1', makeImage({ name: 'Doe^Jane', birthDate: '20101010' }))]);
    await again.until(looked, 'the files to be looked through');
    expect(first(again.state())).toMatchObject({ identity: 'differs', names: ['Doe, Jane'] });
    again.send({ type: 'send-studies' });
    expect(first(again.state()).carried).toEqual({ phase: 'held' });
  });

  it(
    'is whole without a file that was lost since an earlier visit: nothing waits for it',
    { timeout: 60_000 },
    async () => {
      const family = await brokenOff();
      // The disc has a scratch now: two of three, which is another pack.
      give(family, images(1, 2));
      await family.until((state) => looked(state) && first(state).images === 2, 'the rest to be found');
      family.send({ type: 'send-studies' });
      const { studies } = await family.until(
        ({ studies: [study] }) =>
          study?.carried.phase === 'server' && !['receiving', 'begun'].includes(study.carried.state),
        'the rest to be stored',
      );
      expect(studies).toMatchObject([{ carried: { stored: 2, refused: 0 } }]);
      family.send({ type: 'imaging-sent' });
      await family.until(({ status }) => status?.gates.imaging === 'received', 'the team to be told');
    },
  );

  it('that was begun can be left out on another visit, where its disc is lost', { timeout: 60_000 }, async () => {
    const family = await opened();
    tab.intercept = (request) =>
      request.method === 'POST' && request.url.endsWith('/records') ? new Response(null, { status: 400 }) : null;
    give(family, images(1, 2));
    await family.until(looked, 'the files to be looked through');
    family.send({ type: 'send-studies' });
    await family.until(({ studies }) => studies[0]?.carried.phase === 'failed', 'the refusal');
    family.session.dispose();
    tab.intercept = null;
    const again = tab.open({ createTransfer: transfer.create });
    const { studies } = await again.until(({ studies: [study] }) => study !== undefined, 'the study');
    expect(studies[0]).toMatchObject({ here: false, carried: { phase: 'server', state: 'begun', stored: 0 } });
    again.send({ type: 'remove-study', clientId: first(again.state()).clientId });
    await again.until((state) => state.studies.length === 0, 'the study to be gone');
    await expect.poll(() => atBackend(again)).toEqual([]);
  });

  it('waits for a connection, and goes when it is back', { timeout: 60_000 }, async () => {
    const family = await withFound(images(1, 2));
    tab.setOnline(false);
    family.send({ type: 'send-studies' });
    await family.until(({ studies }) => studies[0]?.carried.phase === 'connection', 'waiting');
    tab.setOnline(true);
    await family.until(stored, 'the study to be stored');
  });

  it('is forgotten when the person signs out', { timeout: 60_000 }, async () => {
    const family = await withFound(images(1));
    family.send({ type: 'sign-out' });
    await family.until(
      ({ studies, looking }) => studies.length === 0 && looking.phase === 'idle',
      'nothing to be left',
    );
  });
});

describe('where the transfer is not open', () => {
  it('nothing is asked of the backend, and nothing is sent', { timeout: 60_000 }, async () => {
    const family = await submittedWith(tab, backend, transfer);
    give(family, images(1));
    await family.until(looked, 'the files to be looked through');
    family.send({ type: 'send-studies' });
    const { studies } = await family.until(({ studies: [study] }) => study?.carried.phase === 'failed', 'the refusal');
    expect(studies[0]?.carried).toMatchObject({ problem: { code: 'imaging-not-open' } });
  });

  it(
    'any more, because the link has ended, it is said, and a new one can be asked for',
    { timeout: 60_000 },
    async () => {
      const family = await withFound(images(1));
      await backend.advance(idOf(family.state()), 'imaging.expire');
      family.send({ type: 'send-studies' });
      const { studies } = await family.until(
        ({ studies: [study] }) => study?.carried.phase === 'failed',
        'the refusal',
      );
      expect(studies[0]).toMatchObject({ here: true, carried: { problem: { code: 'imaging-not-open' } } });
      const { status } = await family.until(
        ({ status: now }) => now?.gates.imaging === 'expired',
        'the end of the link',
      );
      expect(status?.actions.map(({ code }) => code)).toContain('reissue-imaging-link');
      // The team opens it again: what was picked is still there, and goes.
      family.send({ type: 'reissue-imaging-link' });
      await family.until(({ acting }) => acting['reissue-imaging-link']?.phase === 'done', 'the team to be asked');
      await backend.advance(idOf(family.state()), {
        type: 'imaging.issueLink',
        actor: 'intake',
        imaging: { mode: 'tus' },
      });
      await family.until(takesImages, 'the transfer to be open again');
      family.send({ type: 'send-studies' });
      await family.until(stored, 'the study to be stored');
    },
  );
});
