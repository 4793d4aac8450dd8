/** Images that go to a DICOMweb server: what the backend is told of them, and what it tells of that server (12.7, 12.8). */
import { describe, expect, it } from 'vitest';
import { advance, type Family, inAssignment } from '../../src/conformance/family.ts';
import type { Backend } from '../../src/conformance/backend.ts';
import type { StowedReport, StudyView } from '../../src/protocol/index.ts';
import { samplePack, sampleImage } from '../../src/conformance/sample-pack.ts';
import { useServer } from './backend.ts';

const server = useServer();
const url = 'https://imaging.northbridge.example/dicom-web';

async function opened(images = 3, imaging: object = {}): Promise<{ backend: Backend; family: Family; sid: string }> {
  const { backend } = server();
  const family = await inAssignment(backend);
  const link = { mode: 'stow-rs', url, ...imaging };
  await advance(backend, family, { type: 'imaging.issueLink', actor: 'intake', imaging: link });
  const { json } = await backend.send('POST', `/referrals/${family.id}/studies`, {
    token: family.token,
    json: { clientId: crypto.randomUUID(), series: [{ modality: 'MR', images }], images },
  });
  return { backend, family, sid: (json as StudyView).id };
}

type Opened = Awaited<ReturnType<typeof opened>>;

const tell = ({ backend, family, sid }: Opened, instances: StowedReport['instances'], studyUid = '1.2.3') =>
  backend.send('POST', `/referrals/${family.id}/studies/${sid}/stowed`, {
    token: family.token,
    json: { studyUid, instances },
  });
const stored = (...uids: readonly string[]): StowedReport['instances'] =>
  uids.map((uid) => ({ uid, state: 'stored' as const }));
const imagingGate = async ({ family }: Opened) => (await server().deskReferral(family.id)).gates.imaging;

describe('what the device says of a study at a DICOMweb server', () => {
  it('counts each image once, however often it is said; imaging begins with it, and is complete with all of it', async () => {
    const study = await opened();
    expect(await imagingGate(study)).toBe('link-issued');
    expect((await tell(study, stored('1.1', '1.2'))).json).toMatchObject({
      state: 'incomplete',
      stored: 2,
      refused: 0,
    });
    expect(await imagingGate(study)).toBe('receiving');
    expect((await tell(study, stored('1.1', '1.2'))).json).toMatchObject({ stored: 2 });
    expect((await tell(study, stored('1.3'))).json).toMatchObject({ state: 'stored', stored: 3, studyUid: '1.2.3' });
  });

  it('names what was rejected at the desk; what is stored later is stored, and stays so', async () => {
    const study = await opened();
    await tell(study, [...stored('1.1'), { uid: '1.2', state: 'rejected', reason: 'unsupported' }]);
    const { studies } = await server().deskReferral(study.family.id);
    expect(studies).toMatchObject([
      { studyUid: '1.2.3', stored: 1, refused: 1, refusedImages: [{ path: '1.2', reason: 'unsupported' }] },
    ]);
    await tell(study, stored('1.2'));
    const { json } = await tell(study, [{ uid: '1.2', state: 'rejected' }]);
    expect(json).toMatchObject({ stored: 2, refused: 0 });
  });

  it('is complete for the team only once something of it is there', async () => {
    const study = await opened();
    const complete = () =>
      study.backend.send('POST', `/referrals/${study.family.id}/imaging/complete`, {
        token: study.family.token,
        headers: { 'Idempotency-Key': crypto.randomUUID() },
      });
    expect((await complete()).status).toBe(409);
    await tell(study, stored('1.1'));
    expect((await complete()).status).toBe(202);
    expect(await imagingGate(study)).toBe('received');
  });

  it.each([
    ['a UID that is none', [{ uid: '1.2; drop', state: 'stored' }]],
    ['a UID that is too long', [{ uid: '1'.repeat(65), state: 'stored' }]],
    ['nothing', []],
    ['more than a thousand', Array.from({ length: 1001 }, (_, n) => ({ uid: `1.${String(n)}`, state: 'stored' }))],
  ])('%s is not taken', async (_, instances) => {
    const study = await opened();
    expect((await tell(study, instances as StowedReport['instances'])).status).toBe(422);
  });

  it('of another study, or of images that come here, is not taken; nor are the images themselves', async () => {
    const study = await opened();
    expect((await tell({ ...study, sid: 'study-of-somebody' }, stored('1.1'))).status).toBe(404);
    const { bytes, declaration } = await samplePack(study.sid, [sampleImage(1)]);
    const declared = await study.backend.send('POST', `/referrals/${study.family.id}/records`, {
      token: study.family.token,
      json: {
        records: [
          {
            clientId: crypto.randomUUID(),
            name: 'pack.tar',
            size: bytes.length,
            category: 'other',
            study: study.sid,
            ...declaration,
          },
        ],
      },
    });
    expect(declared.json).toMatchObject({ code: 'imaging-not-open' });
    await advance(study.backend, study.family, {
      type: 'imaging.issueLink',
      actor: 'intake',
      imaging: { mode: 'tus' },
    });
    expect((await tell(study, stored('1.1'))).json).toMatchObject({ code: 'imaging-not-open' });
  });

  it('goes with the study when it is left out', async () => {
    const study = await opened();
    await tell(study, stored('1.1'));
    const { backend, family, sid } = study;
    expect(
      (await backend.send('DELETE', `/referrals/${family.id}/studies/${sid}`, { token: family.token })).status,
    ).toBe(204);
    expect((await backend.send('GET', `/referrals/${family.id}/studies`, { token: family.token })).json).toEqual({
      studies: [],
    });
  });
});

describe('the token of that server', () => {
  it('is told to whoever sends images, where it is asked for, and nowhere else', async () => {
    const { backend, family } = await opened(1, { token: 'archive-token-1' });
    const read = (path: string) => backend.send('GET', `/referrals/${family.id}${path}`, { token: family.token });
    expect((await read('/imaging')).json).toMatchObject({ mode: 'stow-rs', url, token: 'archive-token-1' });
    expect(JSON.stringify((await read('')).json)).not.toContain('archive-token-1');
    expect(JSON.stringify(await server().deskReferral(family.id))).not.toContain('archive-token-1');
  });

  it('ends with the mode', async () => {
    const { backend, family } = await opened(1, { token: 'archive-token-1' });
    await advance(backend, family, {
      type: 'imaging.issueLink',
      actor: 'intake',
      imaging: { mode: 'external-link', url: 'https://imaging.northbridge.example/t/1' },
    });
    const { json } = await backend.send('GET', `/referrals/${family.id}/imaging`, { token: family.token });
    expect(json).not.toHaveProperty('token');
  });

  it('an archive that the program does not name is not opened', async () => {
    const { backend } = server();
    const family = await inAssignment(backend);
    const link = { mode: 'stow-rs', url: 'https://stranger.example/dicom-web' };
    const { status } = await advance(backend, family, { type: 'imaging.issueLink', actor: 'intake', imaging: link });
    expect(status).toBe(422);
  });
});
