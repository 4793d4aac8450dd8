import { expect } from '@open-wc/testing';
import { inWorker, ownThread } from '../../src/transfer/reading/reader.ts';

describe('reading on a page whose worker does not come', () => {
  const Platform = globalThis.Worker;
  const never = new AbortController().signal;
  let tries = 0;

  before(() => {
    // A policy, or a network, that lets the script not through: told a little later, as browsers do.
    globalThis.Worker = class extends EventTarget {
      onerror: ((event: Event) => void) | undefined;
      constructor() {
        super();
        tries += 1;
        setTimeout(() => this.onerror?.(new Event('error', { cancelable: true })), 20);
      }
      postMessage(): void {}
      terminate(): void {}
    } as unknown as typeof Worker;
  });
  after(() => {
    globalThis.Worker = Platform;
  });

  it('the page reads for itself what was asked already, and everything after it', async () => {
    const file = new Blob(['one', 'two'.repeat(1000)]);
    const sources = [{ path: 'IM1', file }];
    const [leaf, built] = await Promise.all([inWorker.leaf(file, 0, 100), inWorker.pack('study-1', sources, never)]);
    expect(leaf).to.equal(await ownThread.leaf(file, 0, 100));
    expect(built.pack?.clientId).to.equal((await ownThread.pack('study-1', sources, never)).pack?.clientId);
    expect(await inWorker.leaf(file, 3, 9)).to.equal(await ownThread.leaf(file, 3, 9));
    expect(tries).to.equal(1);
  });
});
