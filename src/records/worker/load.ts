/** The page's sides of the workers. Apart from the other doors, which the workers use: a worker must not lead to itself. */
import { once } from '../load.ts';

/** The page's side of the worker that draws; browsers only. */
export const loadPagesWorker = once(() => import('../pages/pages-worker.ts'));

/** The page's side of the worker that checks; browsers only. */
export const loadWorkerHost = once(() => import('./checking-worker.ts'));
