/**
 * The only file that knows Uppy and tus. Uppy carries ONE attempt (HEAD, then PATCH); whether there is another, and
 * when, is decided outside, because the stock retry gives up after ten seconds and starts from zero on a HEAD that
 * was answered 503 (transfer.md, first table). Everything is done by their public options.
 */
import Uppy from '@uppy/core';
import Tus from '@uppy/tus';
import type { Attempt, Carrier, CarrierOptions, Outcome } from './carrier.ts';
import { guardedStack, Watch } from './guarded-stack.ts';
import type { HttpRequest, HttpResponse } from './port.ts';
import { unlessAborted } from './watchdog.ts';

const ignore = (): void => undefined;

/** Reads Blobs, in browsers and in Node alike. */
const blobReader = {
  openFile: async (blob: Blob) => ({
    size: blob.size,
    slice: async (start: number, end: number) => ({ value: blob.slice(start, end), done: end >= blob.size }),
    close: ignore,
  }),
};

/** Remembers nothing: tus keeps addresses under file names in localStorage, also after success (tus-js-client#272, #397). */
const noStorage = {
  findAllUploads: async () => [],
  findUploadsByFingerprint: async () => [],
  removeUpload: async () => undefined,
  addUpload: async () => '',
};

const count = (response: HttpResponse, name: string): number => {
  const text = response.getHeader(name) ?? '';
  return /^\d+$/u.test(text) ? Number(text) : Number.NaN;
};

/** A tus answer with success but without what it must carry (a captive portal's page) is no answer: stop there. */
class NotTus extends Error {}

/** Checks each answer before tus acts on it. */
async function inspect(attempt: Attempt, offset: { known: number }, request: HttpRequest, response: HttpResponse) {
  const status = response.getStatus();
  if (status < 200 || status >= 300) return;
  const now = count(response, 'Upload-Offset');
  if (request.getMethod() === 'HEAD') {
    const length = count(response, 'Upload-Length');
    if (Number.isNaN(now) || Number.isNaN(length)) throw new NotTus();
    offset.known = now;
    attempt.onAccepted(now);
    const expires = Date.parse(response.getHeader('Upload-Expires') ?? '');
    await attempt.onOffset(length, Number.isNaN(expires) ? undefined : expires);
    return;
  }
  // A file that lost its bytes makes a PATCH of nothing "succeed", and tus would send it for ever.
  if (Number.isNaN(now) || now <= offset.known) throw new NotTus();
  offset.known = now;
  attempt.onAccepted(now);
}

export function createUppyCarrier({ http }: CarrierOptions): Carrier {
  const uppy = new Uppy({ autoProceed: false, logger: { debug: ignore, warn: ignore, error: ignore } });
  // Who goes when is decided outside; a second queue in here could only hold an attempt where nobody sees it.
  uppy.use(Tus, { limit: Number.POSITIVE_INFINITY });
  let serial = 0;
  const active = new Set<Promise<Outcome>>();

  const start = (attempt: Attempt): Promise<Outcome> =>
    new Promise((resolve) => {
      const { signal } = attempt;
      const watch = new Watch();
      const offset = { known: 0 };
      /** What one of our own hooks threw is the outcome, whatever tus makes of it. */
      const stopOn = async (work: Promise<void>): Promise<void> => {
        try {
          await unlessAborted(signal, work);
        } catch (error) {
          if (!signal.aborted)
            watch.outcome ??= error instanceof NotTus ? { kind: 'lost' } : { kind: 'stopped', error };
          throw error;
        }
      };
      serial += 1;
      const id = uppy.addFile({
        // Uppy refuses two files of the same name, type and size: the name is a key, and different each time.
        name: `${attempt.key}-${serial}`,
        type: 'application/octet-stream',
        data: attempt.blob,
        source: 'rso',
      });
      let ended = false;
      const end = (outcome: Outcome): void => {
        if (ended) return;
        ended = true;
        // Only now: Uppy answers the removal of a file that is under way with DELETE on the server.
        uppy.removeFile(id);
        resolve(outcome);
      };
      uppy.setFileState(id, {
        tus: {
          uploadUrl: attempt.url,
          // No `endpoint`: without one, tus cannot make a new resource when a HEAD fails.
          retryDelays: [],
          storeFingerprintForResuming: false,
          removeFingerprintOnSuccess: true,
          urlStorage: noStorage,
          fileReader: blobReader,
          httpStack: guardedStack(http, attempt, watch),
          chunkSize: attempt.chunk ?? Number.POSITIVE_INFINITY,
          allowedMetaFields: [],
          onBeforeRequest: (request: HttpRequest) =>
            stopOn(attempt.authorize().then((token) => request.setHeader('Authorization', `Bearer ${token}`))),
          onAfterResponse: (request: HttpRequest, response: HttpResponse) =>
            stopOn(inspect(attempt, offset, request, response)),
          // A request that failed may still report what it had read.
          onProgress: (sent: number) => {
            if (!ended) attempt.onProgress(sent);
          },
          onSuccess: () => end({ kind: 'complete' }),
          onError: () => end(signal.aborted ? { kind: 'aborted' } : (watch.outcome ?? { kind: 'lost' })),
        },
      });
      // Whatever Uppy makes of it, an attempt ends.
      uppy.upload().then(
        () => end({ kind: 'lost' }),
        () => end({ kind: 'lost' }),
      );
    });

  return {
    async carry(attempt) {
      const work = start(attempt);
      active.add(work);
      try {
        return await work;
      } finally {
        active.delete(work);
      }
    },
    // Not before the last attempt has ended: Uppy deletes on the server what is under way when it is destroyed.
    dispose: () => void Promise.allSettled(active).then(() => uppy.destroy()),
  };
}
