/** What the page and the worker say to each other, over a port of their own. */
import type { PageVerdict, RecordVerdict } from '../../protocol/verdict.ts';
import type { CheckOptions } from '../options.ts';
import type { RecordSource } from '../source.ts';

/** Options that can be sent: no functions, no signal. */
export type SentOptions = Omit<CheckOptions, 'signal' | 'onPage'>;

export interface ToWorker {
  readonly source: RecordSource;
  readonly options: SentOptions;
}

export type FromWorker =
  /** The engine is loaded: from here on silence means work, not a script that failed to load. */
  | { readonly say: 'ready' }
  | { readonly say: 'page'; readonly page: PageVerdict }
  | { readonly say: 'done'; readonly verdict: RecordVerdict }
  /** A chunk of the engine failed to load inside the worker; the page tries for itself. */
  | { readonly say: 'failed' };
