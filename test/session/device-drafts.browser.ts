/** Drafts where they really lie: sealed in the browser's database, with a key that cannot be taken out. */
import { expect } from '@open-wc/testing';
import { deviceDrafts } from '../../src/session/device-drafts.ts';
import { DRAFT_MS, type DeviceDraft } from '../../src/session/drafts.ts';

const draft = (savedAt: number, name: string): DeviceDraft => ({
  v: 1,
  savedAt,
  step: 'child',
  answers: { patient: { name: { full: name } } },
});

/** Everything that the database holds, as whoever copies it finds it. */
async function raw(): Promise<{ readonly key: CryptoKey; readonly bytes: ArrayBuffer }[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('rso-drafts', 1);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('indexeddb'));
  });
  const all = await new Promise<{ key: CryptoKey; bytes: ArrayBuffer }[]>((resolve) => {
    const request = database.transaction('drafts').objectStore('drafts').getAll();
    request.onsuccess = () => resolve(request.result as { key: CryptoKey; bytes: ArrayBuffer }[]);
  });
  database.close();
  return all;
}

describe('drafts on this device', () => {
  it('come back whole, are unreadable where they lie, and are gone once removed', async () => {
    const store = deviceDrafts(Date.now);
    if (!store) throw new Error('no place for drafts');
    const mine = draft(Date.now(), 'ليلى حداد');
    await store.write('one', mine);
    await store.write('two', draft(Date.now(), 'Somebody else'));
    expect(await store.read('one')).to.deep.equal(mine);
    const [sealed] = await raw();
    expect(new TextDecoder().decode(sealed?.bytes)).not.to.contain('ليلى');
    expect(sealed?.key.extractable).to.equal(false);
    let taken: unknown = null;
    await crypto.subtle.exportKey('raw', sealed?.key as CryptoKey).then(
      (bytes) => (taken = bytes),
      () => {},
    );
    expect(taken).to.equal(null);
    await store.remove('one');
    expect(await store.read('one')).to.equal(null);
    expect((await store.read('two'))?.answers).to.deep.equal({ patient: { name: { full: 'Somebody else' } } });
    await store.remove('two');
    expect(await raw()).to.deep.equal([]);
  });

  it('end by themselves, and what was tampered with is none', async () => {
    let now = Date.now();
    const store = deviceDrafts(() => now);
    if (!store) throw new Error('no place for drafts');
    await store.write('one', draft(now, 'Layla'));
    now += DRAFT_MS + 1;
    expect(await store.read('one')).to.equal(null);
    expect(await raw()).to.deep.equal([]);
  });

  it('never share a beginning: the same words are sealed anew each time', async () => {
    const store = deviceDrafts(Date.now);
    if (!store) throw new Error('no place for drafts');
    const same = draft(Date.now(), 'Layla');
    await store.write('one', same);
    const [first] = await raw();
    await store.write('one', same);
    const [second] = await raw();
    expect([...new Uint8Array(first?.bytes ?? new ArrayBuffer(0))]).not.to.deep.equal([
      ...new Uint8Array(second?.bytes ?? new ArrayBuffer(0)),
    ]);
    await store.remove('one');
  });
});
