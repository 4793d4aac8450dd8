/** Packs as a stream: only what we write is taken, whatever a stranger puts into an archive (clauses 12.3, 12.4). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleImage, samplePack } from '../../src/conformance/sample-pack.ts';
import { advance, inAssignment } from '../../src/conformance/family.ts';
import { digestOf, patchBytes } from '../../src/conformance/sent-records.ts';
import { declaredRecord, type StudyView } from '../../src/protocol/index.ts';
import { CorruptPack, isDicom, readPack } from '../../demo/server/studies/read-pack.ts';
import { makeImage } from '../records/study/make-cd.ts';
import { codeOf, useServer } from './backend.ts';

/** A stream that hands out bytes in pieces of any size. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const contents = [1, 2, 3, 4].map(sampleImage);
const expected = async () => {
  const pack = await samplePack('study-0001', contents);
  return { ...pack, said: { study: 'study-0001', ...pack.declaration.pack } };
};

describe('a pack', () => {
  test('reads the same however its bytes come', async () => {
    const { bytes, said, manifest } = await expected();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 9 }), async (sizes) => {
        const found = await readPack(inPieces(bytes, sizes), said);
        expect(found.map(({ sha256, reason }) => [sha256, reason])).toEqual(
          manifest.instances.map(({ sha256 }) => [sha256, null]),
        );
        for (const { position, size, n } of found)
          expect(bytes.subarray(position, position + size)).toEqual(contents[n - 1]);
      }),
      { numRuns: 60 },
    );
  });

  test('changed in any byte is corrupt, or names the image that it is in; never good', async () => {
    const { bytes, said } = await expected();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = bytes.slice();
          changed[at] = ((changed[at] ?? 0) + by) & 255;
          const found = await readPack(inPieces(changed, [4096]), said).catch((error: unknown) => {
            expect(error).toBeInstanceOf(CorruptPack);
            return null;
          });
          if (found) expect(found.filter(({ reason }) => reason !== null)).toHaveLength(1);
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, -700)],
    ['with more behind it', (bytes: Uint8Array) => Buffer.concat([bytes, new Uint8Array(512)])],
    ['that is empty', () => new Uint8Array()],
    ['that is no archive', () => new Uint8Array(4096).fill(7)],
  ])('%s is corrupt', async (_, change) => {
    const { bytes, said } = await expected();
    await expect(readPack(inPieces(change(bytes), [512]), said)).rejects.toBeInstanceOf(CorruptPack);
  });

  test.each([
    ['of another study', { study: 'study-0002' }],
    ['of fewer images', { instances: 3 }],
    ['with another manifest', { manifest: 'b'.repeat(64) }],
  ])('%s than was declared is corrupt', async (_, other) => {
    const { bytes, said } = await expected();
    await expect(readPack(inPieces(bytes, [512]), { ...said, ...other })).rejects.toBeInstanceOf(CorruptPack);
  });

  test.each(['../../etc/passwd', '/absolute', Array.from({ length: 40 }, () => 'deep').join('/'), 'SE1/IM0001'])(
    'with the path %s is corrupt',
    async (path) => {
      const { bytes, declaration } = await samplePack('study-0001', contents, (instance) =>
        instance.n === 2 ? { ...instance, path } : instance,
      );
      const said = { study: 'study-0001', ...declaration.pack };
      await expect(readPack(inPieces(bytes, [512]), said)).rejects.toBeInstanceOf(CorruptPack);
    },
  );
});

test('an image is told by its content: with a preamble, or as a bare data set', () => {
  expect(isDicom(Buffer.from(sampleImage(1)))).toBe(true);
  const implicit = Buffer.alloc(64);
  implicit.writeUInt16LE(8, 0);
  implicit.writeUInt16LE(0x16, 2);
  implicit.writeUInt32LE(26, 4);
  expect(isDicom(implicit)).toBe(true);
  expect(isDicom(Buffer.from('a text that is long enough to be looked at'))).toBe(false);
  expect(isDicom(Buffer.from('short'))).toBe(false);
});

describe('at the backend', () => {
  const server = useServer();

  async function opened() {
    const { backend } = server();
    const family = await inAssignment(backend);
    await advance(backend, family, { type: 'imaging.issueLink', actor: 'intake', imaging: { mode: 'tus' } });
    const seen = await backend.send('POST', `/referrals/${family.id}/studies`, {
      token: family.token,
      json: { clientId: crypto.randomUUID(), series: [{ modality: 'MR', images: 3 }], images: 3 },
    });
    return { backend, family, study: (seen.json as StudyView).id };
  }

  /** Sends a pack of these images, whole. */
  async function give(
    { backend, family, study }: Awaited<ReturnType<typeof opened>>,
    given: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<void> {
    const { bytes, declaration } = await samplePack(study, given);
    const path = `/referrals/${family.id}/records`;
    const record = { clientId: crypto.randomUUID(), name: 'a.tar', size: bytes.length, category: 'other', study };
    const json = { records: [{ ...record, ...declaration }] };
    const declared = await backend.send('POST', path, { token: family.token, json });
    const { recordId, upload } = declaredRecord.parse((declared.json as unknown[])[0]);
    await patchBytes(backend, family, upload.url, bytes, 0);
    const digest = { digest: await digestOf(bytes) };
    await backend.send('PATCH', `${path}/${recordId}`, { token: family.token, json: digest });
    await server().app.settled();
  }

  test('a pack that broke off goes on where it was, and only then is unpacked', async () => {
    const { backend, family, study } = await opened();
    const { bytes, declaration } = await samplePack(study, contents.slice(0, 3));
    const path = `/referrals/${family.id}/records`;
    const record = { clientId: crypto.randomUUID(), name: 'a.tar', size: bytes.length, category: 'other', study };
    const declared = await backend.send('POST', path, {
      token: family.token,
      json: { records: [{ ...record, ...declaration }] },
    });
    const { recordId, upload } = declaredRecord.parse((declared.json as unknown[])[0]);
    expect((await patchBytes(backend, family, upload.url, bytes.slice(0, 1000), 0)).status).toBe(204);
    const json = { digest: await digestOf(bytes) };
    await backend.send('PATCH', `${path}/${recordId}`, { token: family.token, json });
    const early = await backend.send('POST', `/referrals/${family.id}/imaging/complete`, {
      token: family.token,
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    });
    expect(codeOf(early)).toBe('state-conflict');
    expect((await patchBytes(backend, family, upload.url, bytes.slice(1000), 1000)).status).toBe(204);
    await server().app.settled();
    const { json: listed } = await backend.send('GET', `/referrals/${family.id}/studies`, { token: family.token });
    expect(listed).toMatchObject({ studies: [{ state: 'stored', stored: 3, refused: 0 }] });
    const complete = await backend.send('POST', `/referrals/${family.id}/imaging/complete`, {
      token: family.token,
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    });
    expect([complete.status, (complete.json as { state?: string }).state]).toEqual([202, 'received']);
  });

  test('a harmful image is rejected by itself; the others stay', async () => {
    const { backend, family, study } = await opened();
    const harmful = sampleImage(2);
    harmful.set(
      new TextEncoder().encode('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'),
      200,
    );
    const { bytes, declaration } = await samplePack(study, [sampleImage(1), harmful, sampleImage(3)]);
    const path = `/referrals/${family.id}/records`;
    const record = { clientId: crypto.randomUUID(), name: 'a.tar', size: bytes.length, category: 'other', study };
    const declared = await backend.send('POST', path, {
      token: family.token,
      json: { records: [{ ...record, ...declaration }] },
    });
    const { recordId, upload } = declaredRecord.parse((declared.json as unknown[])[0]);
    await patchBytes(backend, family, upload.url, bytes, 0);
    await backend.send('PATCH', `${path}/${recordId}`, {
      token: family.token,
      json: { digest: await digestOf(bytes) },
    });
    await server().app.settled();
    const found = await backend.send('GET', `${path}/${recordId}/instances`, { token: family.token });
    const reasons = (found.json as { instances: { reason?: string }[] }).instances.map(
      ({ reason }) => reason ?? 'stored',
    );
    expect(reasons).toEqual(['stored', 'malware', 'stored']);
    const other = await inAssignment(backend);
    const foreign = await backend.send('GET', `/referrals/${other.id}/records/${recordId}/instances`, {
      token: other.token,
    });
    expect(foreign.status).toBe(404);
  });

  test('the first bytes of a study move the gate, and only they; after the link’s end it says so', async () => {
    const { backend, family, study } = await opened();
    const gate = async () => (await server().deskReferral(family.id)).gates.imaging;
    expect(await gate()).toBe('link-issued');
    await give({ backend, family, study }, [1, 2].map(sampleImage));
    expect(await gate()).toBe('receiving');
    const { timeline } = await server().deskReferral(family.id);
    expect(timeline.filter(({ type }) => type === 'imaging.begin')).toMatchObject([{ actorRole: 'system' }]);
    await advance(backend, family, { type: 'imaging.expire', actor: 'system' });
    expect(await gate()).toBe('expired');
  });

  test('the desk reads whose images they are from the images, in their own script, and names what was refused', async () => {
    const { backend, family, study } = await opened();
    expect((await server().deskReferral(family.id)).studies).toMatchObject([{ names: [], stored: 0 }]);
    const name = 'Yamada^Tarou=山田^太郎=やまだ^たろう';
    const image = (number: number) => new Uint8Array(makeImage({ name, number }));
    await give({ backend, family, study }, [image(1), new TextEncoder().encode('no image '.repeat(200)), image(3)]);
    const { studies } = await server().deskReferral(family.id);
    expect(studies).toMatchObject([
      {
        names: ['Yamada, Tarou', '山田, 太郎', 'やまだ, たろう'],
        birthDates: ['2021-03-14'],
        images: 3,
        stored: 2,
        refused: 1,
        state: 'incomplete',
        refusedImages: [{ reason: 'type' }],
      },
    ]);
  });

  test('a study that is taken away takes its bytes with it', async () => {
    const { backend, family, study } = await opened();
    const { status } = await backend.send('DELETE', `/referrals/${family.id}/studies/${study}`, {
      token: family.token,
    });
    expect(status).toBe(204);
    const { json } = await backend.send('GET', `/referrals/${family.id}/studies`, { token: family.token });
    expect(json).toEqual({ studies: [] });
  });
});
