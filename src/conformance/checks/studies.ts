/** Clause 12: studies of images, the packs that they travel in, and what was found in each. */
import {
  declaredRecord,
  instanceList,
  type InstanceView,
  type Program,
  type StudyView,
  studyView,
} from '../../protocol/index.ts';
import type { Backend, Seen } from '../backend.ts';
import { type Check, must, same, Unmet } from '../check.ts';
import { advance, type Family, inAssignment } from '../family.ts';
import { digestOf, patchBytes } from '../sent-records.ts';
import { sampleImage, samplePack, type SamplePack } from '../sample-pack.ts';
import { mustBeProblem } from './general.ts';

/** How long a pack may take to be unpacked before it counts as stuck. */
const SETTLE_MS = 30_000;

/** A family whose images the intake team has opened the transfer for, to this backend. */
async function opened(backend: Backend): Promise<Family> {
  const family = await inAssignment(backend);
  const event = { type: 'imaging.issueLink', actor: 'intake', imaging: { mode: 'tus' } };
  same((await advance(backend, family, event)).status, 200, 'issuing the imaging link');
  return family;
}

/** An archive below a host that the program names; null where it has no such mode. */
const archiveOf = ({ imaging, redirectHosts: [host] = [] }: Program): string | null =>
  imaging?.modes.includes('stow-rs') && host !== undefined ? `https://${host}/dicom-web` : null;

/** The same to the program's own archive. */
async function inArchive(backend: Backend, link: object): Promise<Family> {
  const family = await inAssignment(backend);
  const event = { type: 'imaging.issueLink', actor: 'intake', imaging: { mode: 'stow-rs', ...link } };
  same((await advance(backend, family, event)).status, 200, 'issuing the imaging link');
  return family;
}

const declaring = (
  backend: Backend,
  { id, token }: Family,
  images: number,
  clientId: string = crypto.randomUUID(),
): Promise<Seen> =>
  backend.send('POST', `/referrals/${id}/studies`, {
    token,
    json: { clientId, date: '2026-10-02', series: [{ modality: 'MR', images }], images },
  });

async function study(backend: Backend, family: Family, images: number, clientId?: string): Promise<StudyView> {
  const seen = await declaring(backend, family, images, clientId);
  same(seen.status, 201, 'status of the study');
  const parsed = studyView.safeParse(seen.json);
  if (!parsed.success) throw new Unmet('a study has not its published shape');
  return parsed.data;
}

async function readStudy(backend: Backend, { id, token }: Family, sid: string): Promise<StudyView> {
  const seen = await backend.send('GET', `/referrals/${id}/studies`, { token });
  const found = (seen.json as { studies: { id: string }[] }).studies.find((item) => item.id === sid);
  const parsed = studyView.safeParse(found);
  if (!parsed.success) throw new Unmet('a study is not listed in its published shape');
  return parsed.data;
}

const declarePack = (backend: Backend, { id, token }: Family, sid: string, { bytes, declaration }: SamplePack) =>
  backend.send('POST', `/referrals/${id}/records`, {
    token,
    json: {
      records: [
        {
          clientId: crypto.randomUUID(),
          name: 'pack.tar',
          size: bytes.length,
          category: 'other',
          study: sid,
          ...declaration,
        },
      ],
    },
  });

/** Sends a pack and waits until it was unpacked; answers its record's id and the study then. */
async function sendPack(
  backend: Backend,
  family: Family,
  sid: string,
  pack: SamplePack,
): Promise<{ readonly rid: string; readonly state: string; readonly reason: string | undefined }> {
  const seen = await declarePack(backend, family, sid, pack);
  same(seen.status, 201, 'status of the pack');
  const { recordId, upload } = declaredRecord.parse((seen.json as readonly unknown[])[0]);
  same((await patchBytes(backend, family, upload.url, pack.bytes, 0)).status, 204, 'sending');
  await backend.send('PATCH', `/referrals/${family.id}/records/${recordId}`, {
    token: family.token,
    json: { digest: await digestOf(pack.bytes) },
  });
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const { records } = await readStudy(backend, family, sid);
    const record = records.find(({ id }) => id === recordId);
    if (record?.state === 'stored' || record?.state === 'rejected')
      return { rid: recordId, state: record.state, reason: record.reason };
    if (Date.now() > deadline) throw new Unmet(`a pack stays ${record?.state ?? 'unlisted'}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function instances(backend: Backend, { id, token }: Family, rid: string): Promise<readonly InstanceView[]> {
  const seen = await backend.send('GET', `/referrals/${id}/records/${rid}/instances`, { token });
  const parsed = instanceList.safeParse(seen.json);
  if (!parsed.success) throw new Unmet('instances have not their published shape');
  return parsed.data.instances;
}

export const studies: readonly Check[] = [
  {
    clause: '12.1',
    title: 'a study is taken once the intake team has opened the transfer to this backend, and not before',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const family = await inAssignment(backend);
      mustBeProblem(await declaring(backend, family, 1), 409, 'imaging-not-open');
      const elsewhere = { type: 'imaging.issueLink', actor: 'intake' };
      await advance(backend, family, elsewhere);
      mustBeProblem(await declaring(backend, family, 1), 409, 'imaging-not-open');
      await advance(backend, family, { ...elsewhere, imaging: { mode: 'tus' } });
      same((await declaring(backend, family, 1)).status, 201, 'status of a study once it is open');
    },
  },
  {
    clause: '12.2',
    title: 'a study is one study, however often it is declared; its packs are in no list of records',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const family = await opened(backend);
      const clientId = crypto.randomUUID();
      const first = await study(backend, family, 2, clientId);
      same((await study(backend, family, 3, clientId)).id, first.id, 'id of the study declared again');
      const pack = await samplePack(first.id, [sampleImage(1)]);
      same((await declarePack(backend, family, first.id, pack)).status, 201, 'status of the pack');
      same((await readStudy(backend, family, first.id)).records.length, 1, 'records of the study');
      const seen = await backend.send('GET', `/referrals/${family.id}/records`, { token: family.token });
      const names = (seen.json as { records: { name: string }[] }).records.map(({ name }) => name);
      must(!names.includes('pack.tar'), 'a pack is listed among the records');
    },
  },
  {
    clause: '12.3',
    title: 'a pack is unpacked and answered image by image; one that is not its manifest is rejected whole',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const family = await opened(backend);
      const { id } = await study(backend, family, 3);
      const pack = await samplePack(id, [1, 2, 3].map(sampleImage));
      const { rid, state } = await sendPack(backend, family, id, pack);
      same(state, 'stored', 'state of the pack');
      const found = await instances(backend, family, rid);
      same(found.map(({ path }) => path).join(), pack.manifest.instances.map(({ path }) => path).join(), 'paths');
      same(
        found.map(({ sha256 }) => sha256).join(),
        pack.manifest.instances.map(({ sha256 }) => sha256).join(),
        'digests',
      );
      const other = await samplePack(id, [4, 5].map(sampleImage), (instance) => ({
        ...instance,
        size: instance.size + 1,
      }));
      const torn = await sendPack(backend, family, id, other);
      same(`${torn.state} ${torn.reason ?? ''}`, 'rejected corrupt', 'a pack whose members are not its manifest’s');
    },
  },
  {
    clause: '12.4',
    title: 'an image that is not what it should be is rejected by itself',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const family = await opened(backend);
      const { id } = await study(backend, family, 3);
      const text = new TextEncoder().encode('This is a read-me file of a viewer, and no image at all.');
      const contents = [sampleImage(6), sampleImage(7), Uint8Array.from(text)];
      const pack = await samplePack(id, contents, (instance) =>
        instance.n === 2 ? { ...instance, sha256: 'a'.repeat(64) } : instance,
      );
      const { rid } = await sendPack(backend, family, id, pack);
      const seen = (await instances(backend, family, rid)).map(({ state, reason }) => reason ?? state).join();
      same(seen, 'stored,digest-mismatch,type', 'what is said of the images');
    },
  },
  {
    clause: '12.5',
    title: 'a study is stored when every image that was declared is here',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const family = await opened(backend);
      const { id } = await study(backend, family, 3);
      await sendPack(backend, family, id, await samplePack(id, [sampleImage(8), sampleImage(9)]));
      const part = await readStudy(backend, family, id);
      same(`${part.state} ${String(part.stored)}`, 'incomplete 2', 'two of three');
      await sendPack(backend, family, id, await samplePack(id, [sampleImage(10)]));
      const whole = await readStudy(backend, family, id);
      same(`${whole.state} ${String(whole.stored)}`, 'stored 3', 'three of three');
    },
  },
  {
    clause: '12.6',
    title: 'more images than the descriptor takes are refused before a byte is sent',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const most = backend.program.imaging?.maxImages;
      const family = await opened(backend);
      if (most !== undefined) mustBeProblem(await declaring(backend, family, most + 1), 409, 'quota');
      const { id } = await study(backend, family, 1);
      const pack = await samplePack(id, [sampleImage(1)]);
      const odd = { ...pack, declaration: { ...pack.declaration, type: 'application/zip' } };
      mustBeProblem(await declarePack(backend, family, id, odd), 415, 'unsupported-type');
    },
  },
  {
    clause: '12.7',
    title: 'what a DICOMweb server confirmed of a study counts each image once',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const url = archiveOf(backend.program);
      if (url === null) return;
      const family = await inArchive(backend, { url });
      const { id } = await study(backend, family, 2);
      const tell = (...uids: readonly string[]): Promise<Seen> =>
        backend.send('POST', `/referrals/${family.id}/studies/${id}/stowed`, {
          token: family.token,
          json: { studyUid: '1.2.840.1', instances: uids.map((uid) => ({ uid, state: 'stored' })) },
        });
      same((await tell('1.2.840.1.1')).status, 200, 'status of the first report');
      await tell('1.2.840.1.1');
      same((await readStudy(backend, family, id)).stored, 1, 'one image that was told twice');
      await tell('1.2.840.1.2');
      same((await readStudy(backend, family, id)).stored, 2, 'two images');
      const pack = await samplePack(id, [sampleImage(1)]);
      mustBeProblem(await declarePack(backend, family, id, pack), 409, 'imaging-not-open');
    },
  },
  {
    clause: '12.8',
    title: 'the token of a DICOMweb server is told by the imaging resource alone',
    level: 2,
    feature: 'studies',
    testProfile: true,
    run: async (backend) => {
      const url = archiveOf(backend.program);
      if (url === null) return;
      const archiveToken = `archive-${crypto.randomUUID()}`;
      const family = await inArchive(backend, { url, token: archiveToken });
      const read = (path: string): Promise<Seen> =>
        backend.send('GET', `/referrals/${family.id}${path}`, { token: family.token });
      const told = (await read('/imaging')).json as { readonly token?: unknown };
      same(told.token, archiveToken, 'token of the imaging resource');
      must(
        !JSON.stringify((await read('')).json).includes(archiveToken),
        'the status view tells the token of the archive',
      );
    },
  },
];
