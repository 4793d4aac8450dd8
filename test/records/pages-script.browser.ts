/** The script of the drawing worker, on the page: what it answers over the port of its first message, and to what. */
import { expect } from '@open-wc/testing';
import '../../src/records/pages.worker.ts';
import type { FromPages, ToPages } from '../../src/records/pages/messages.ts';
import { checkRecord } from '../../src/records/index.ts';
import { englishPdf } from '../fixtures/records.ts';

/** Sends the first message, with a port; answers come by their job. */
function opened() {
  const { port1: port, port2 } = new MessageChannel();
  const waiting = new Map<number, (message: FromPages) => void>();
  port.onmessage = ({ data }: MessageEvent<FromPages>) => waiting.get(data.id)?.(data);
  const answer = (id: number) => new Promise<FromPages>((resolve) => void waiting.set(id, resolve));
  const ready = answer(0);
  postMessage(null, location.origin, [port2]);
  const ask = (job: ToPages): Promise<FromPages> => {
    const answered = answer(job.id);
    port.postMessage(job);
    return answered;
  };
  return { port, ready, ask };
}

const picture = (id: number, source: Blob, page = 1): ToPages => ({
  id,
  ask: 'picture',
  source,
  options: { page, width: 60, spans: [] },
});

describe('the script of the drawing worker', function () {
  this.timeout(60_000);

  it('says whether it can draw, and draws', async () => {
    postMessage({ ask: 'anything' }, location.origin);
    const { port, ready, ask } = opened();
    expect(await ready).to.deep.equal({ id: 0, say: 'ready', canDraw: typeof OffscreenCanvas === 'function' });
    const drawn = await ask(picture(1, new Blob([await englishPdf(2)])));
    expect(drawn.say === 'picture' && drawn.picture?.image?.width).to.equal(60);
    expect(await ask(picture(2, new Blob(['\u0000\u0001 nothing'])))).to.deep.equal({
      id: 2,
      say: 'picture',
      picture: null,
    });
    port.close();
  });

  it('takes pages out, and says where that cannot be done', async () => {
    const { port, ask } = opened();
    const source = new Blob([await englishPdf(3)]);
    const copy = await ask({ id: 1, ask: 'copy', source, pages: [2] });
    expect(copy.say === 'copy' && (await checkRecord(copy.bytes)).pages.length).to.equal(2);
    expect(await ask({ id: 2, ask: 'copy', source, pages: [1, 2, 3] })).to.deep.equal({ id: 2, say: 'failed' });
    port.close();
  });

  it('does not begin what is not wanted any more', async () => {
    const { port, ask } = opened();
    const source = new Blob([await englishPdf(2)]);
    const before = ask(picture(1, source));
    const unwanted = ask(picture(2, source, 2));
    port.postMessage({ id: 2, ask: 'stop' } satisfies ToPages);
    port.postMessage({ id: 7, ask: 'stop' } satisfies ToPages);
    expect((await before).say).to.equal('picture');
    expect(await unwanted).to.deep.equal({ id: 2, say: 'failed' });
    port.close();
  });
});
