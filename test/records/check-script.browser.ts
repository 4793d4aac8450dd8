/** The script of the checking worker, on the page: what it answers over the port of its first message, and to what. */
import { expect } from '@open-wc/testing';
import '../../src/records/check.worker.ts';
import type { FromWorker } from '../../src/records/worker/messages.ts';
import { englishPdf } from '../fixtures/records.ts';

/** Sends the first message, with a port. */
function opened(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  postMessage(null, location.origin, [port2]);
  return port1;
}

/** Everything that is said until one of these words. */
const heard = (port: MessagePort, ...last: readonly FromWorker['say'][]) =>
  new Promise<readonly FromWorker[]>((resolve) => {
    const said: FromWorker[] = [];
    port.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      said.push(data);
      if (last.includes(data.say)) resolve(said);
    };
  });

describe('the script of the checking worker', function () {
  this.timeout(60_000);

  it('says that it is ready, then each page, then the verdict; a message without a port is not for it', async () => {
    postMessage({ say: 'anything' }, location.origin);
    const port = opened();
    const said = heard(port, 'done', 'failed');
    port.postMessage({ source: new Blob([await englishPdf(2)]), options: {} });
    expect((await said).map(({ say }) => say)).to.deep.equal(['ready', 'page', 'page', 'done']);
    port.close();
  });

  it('says so where the check fails for a reason that is none of the record', async () => {
    const port = opened();
    const said = heard(port, 'done', 'failed');
    port.postMessage(null);
    expect((await said).map(({ say }) => say)).to.contain('failed');
    port.close();
  });
});
