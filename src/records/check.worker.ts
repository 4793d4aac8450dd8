/** The worker: takes one check at a time over the port in its first message. Giving up is terminating it. */
import { loadEngine } from './load.ts';
import type { FromWorker, ToWorker } from './worker/messages.ts';

function serve(port: MessagePort): void {
  const tell = (message: FromWorker): void => port.postMessage(message);
  port.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
    try {
      const { check } = await loadEngine();
      tell({ say: 'ready' });
      const verdict = await check(data.source, { ...data.options, onPage: (page) => tell({ say: 'page', page }) });
      tell({ say: 'done', verdict });
    } catch {
      tell({ say: 'failed' });
    }
  };
}

// pdf.js listens to this scope as well: only a message that carries a port is ours.
addEventListener('message', ({ ports: [port] }: MessageEvent) => {
  if (port) serve(port);
});
