/** The worker that draws pages and takes pages out: one thing after the other; what is not wanted any more is not begun. */
import { loadPainter } from './load.ts';
import type { FromPages, ToPages } from './pages/messages.ts';

const stops = new Map<number, AbortController>();
let queue: Promise<void> = Promise.resolve();

function serve(port: MessagePort): void {
  const tell = (message: FromPages, ...transfer: Transferable[]): void => port.postMessage(message, transfer);
  async function work(job: Exclude<ToPages, { readonly ask: 'stop' }>, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      const { painter } = await loadPainter();
      if (job.ask === 'picture') {
        const picture = await painter.picture(job.source, { ...job.options, signal });
        tell({ id: job.id, say: 'picture', picture }, ...(picture?.image ? [picture.image] : []));
      } else {
        const bytes = await painter.withoutPages(job.source, job.pages, signal);
        tell({ id: job.id, say: 'copy', bytes }, bytes.buffer);
      }
    } catch (cause) {
      tell({ id: job.id, say: (cause as Error | undefined)?.name === 'NotLoaded' ? 'not-loaded' : 'failed' });
    } finally {
      stops.delete(job.id);
    }
  }
  port.onmessage = ({ data }: MessageEvent<ToPages>) => {
    if (data.ask === 'stop') return stops.get(data.id)?.abort();
    const stop = new AbortController();
    stops.set(data.id, stop);
    queue = queue.then(() => work(data, stop.signal));
  };
  tell({ id: 0, say: 'ready', canDraw: typeof OffscreenCanvas === 'function' });
}

// pdf.js listens to this scope as well: only a message that carries a port is ours.
addEventListener('message', ({ ports: [port] }: MessageEvent) => {
  if (port) serve(port);
});
