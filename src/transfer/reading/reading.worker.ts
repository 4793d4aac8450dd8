/** The worker: reads files and digests them, so that the page only ever sees digests. Several jobs at a time. */
import { readFailure, TransferError } from '../errors.ts';
import { buildPack } from '../pack/build.ts';
import type { FromWorker, Job, ToWorker } from './messages.ts';
import { digestLeaf } from './digest-leaf.ts';

const stops = new Map<number, AbortController>();
const tell = (message: FromWorker): void => postMessage(message);

async function work(id: number, job: Job): Promise<void> {
  const stop = new AbortController();
  stops.set(id, stop);
  try {
    if (job.kind === 'leaf') tell({ id, leaf: await digestLeaf(job.blob, job.start, job.end) });
    else tell({ id, pack: await buildPack(job.study, job.sources, stop.signal) });
  } catch (error) {
    if (stop.signal.aborted) return;
    const failure = readFailure(error);
    tell({ id, code: error instanceof TransferError && failure.kind === 'final' ? failure.code : 'file-unreadable' });
  } finally {
    stops.delete(id);
  }
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('stop' in data) stops.get(data.id)?.abort();
  else void work(data.id, data.job);
});
tell({ ready: true });
