/** The thread in which the backend reads records: a 500-page PDF must not keep a request waiting. */
import { parentPort } from 'node:worker_threads';
import { checkRecord, type CheckOptions } from '../../../src/records/index.ts';
import { withFile } from './file-source.ts';

export interface CheckJob {
  readonly id: number;
  readonly path: string;
  readonly options: Pick<CheckOptions, 'patient' | 'thresholds'>;
}

parentPort?.on('message', (job: CheckJob) => {
  void withFile(job.path, (source) => checkRecord(source, job.options)).then(
    (verdict) => parentPort?.postMessage({ id: job.id, verdict }),
    // The cause may name the file: only the fact goes back.
    () => parentPort?.postMessage({ id: job.id, verdict: null }),
  );
});
