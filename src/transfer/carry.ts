/**
 * One file from the person's hand to "received": know it, declare it, write it down, prove what the server holds, send
 * the rest however often the network breaks, and let the backend's digest decide.
 */
import type { Authority } from './authority.ts';
import type { Carrier } from './carrier.ts';
import { backOff, type Connection, type RetryPace } from './connection.ts';
import { DigestPass } from './digest-pass.ts';
import { readFailure, TransferError } from './errors.ts';
import type { Journal } from './journal.ts';
import { JournalWriter } from './journal-writer.ts';
import type { Permits } from './permits.ts';
import type { ConfirmAnswer, DeclaredUpload, HttpStack, TransferOptions, UploadState } from './port.ts';
import { enter, persist, waitFor } from './persist.ts';
import type { Reader } from './reading/reader.ts';
import { send } from './send.ts';
import { fingerprintOf, stillReads } from './source.ts';
import type { Upload } from './upload.ts';

export interface CarryTools {
  readonly options: TransferOptions;
  readonly scope: string;
  readonly journal: Journal;
  readonly http: HttpStack;
  readonly carrier: () => Promise<Carrier>;
  readonly connection: Connection;
  readonly authority: Authority;
  /** Files sent at the same time. */
  readonly slots: Permits;
  /** Leaves read at the same time, over all files. */
  readonly readers: Permits;
  readonly reader: Reader;
  readonly pace: RetryPace;
  readonly now: () => number;
  readonly random: () => number;
  readonly publish: (upload: Upload, state: UploadState) => void;
}

/** A record whose bytes came out wrong on the server is sent once more, to a new resource. */
const mismatches = 1;

/** Is it the file that the journal knows? Content decides; the time it was saved does not. */
async function recognise(upload: Upload, blob: Blob): Promise<void> {
  if (upload.fingerprint !== undefined) return stillReads(blob, upload.fingerprint);
  const known = upload.journal?.entry;
  if (known && blob.size !== known.size) throw new TransferError('wrong-file');
  const fingerprint = await fingerprintOf(blob);
  if (known && fingerprint !== known.fingerprint) throw new TransferError('wrong-file');
  upload.fingerprint = fingerprint;
}

async function declare(upload: Upload, tools: CarryTools, signal: AbortSignal): Promise<DeclaredUpload | null> {
  const answer = await persist(tools, upload, signal, (asking) => tools.options.getUpload(upload.clientId, asking));
  if (answer === 'gone') return null;
  upload.recordId = answer.recordId;
  return answer;
}

async function writeDown(upload: Upload, blob: Blob, declared: DeclaredUpload, tools: CarryTools): Promise<void> {
  const { recordId, url } = declared;
  const place = { recordId, url, expiresAt: Date.parse(declared.expiresAt) || tools.now() + 86_400_000 };
  upload.journal ??= new JournalWriter(tools.journal, {
    key: upload.key,
    scope: tools.scope,
    clientId: upload.clientId,
    ...place,
    size: blob.size,
    lastModified: blob instanceof File ? blob.lastModified : 0,
    fingerprint: upload.fingerprint ?? '',
    leaves: upload.digest?.leaves ?? [],
    sent: 0,
  });
  await upload.journal.write(place);
}

function startDigest(upload: Upload, blob: Blob, tools: CarryTools): DigestPass {
  upload.reading = new AbortController();
  const digest = new DigestPass({
    blob,
    known: upload.journal?.entry.leaves ?? [],
    ...(upload.leaves && { read: upload.leaves }),
    reader: tools.reader,
    permits: tools.readers,
    signal: upload.reading.signal,
    onLeaf: () => {
      if (digest.leaves.length > digest.known) upload.journal?.note({ leaves: [...digest.leaves] });
    },
  });
  return digest;
}

/** A `digest-mismatch` problem is an answer too. */
async function confirm(tools: CarryTools, recordId: string, root: string, signal: AbortSignal): Promise<ConfirmAnswer> {
  try {
    for (let tries = 0; ; tries += 1) {
      const answer = await tools.options.confirm(recordId, root, signal);
      if (answer !== 'pending') return answer;
      await tools.connection.sleep(backOff(tries, tools.pace, tools.random), signal);
    }
  } catch (error) {
    const failure = readFailure(error);
    if (failure.kind === 'final' && failure.code === 'digest-mismatch') return 'digest-mismatch';
    throw error;
  }
}

/** The backend holds other bytes than the device read: is it the file that changed? */
async function reread(upload: Upload, blob: Blob, root: string, tools: CarryTools, signal: AbortSignal): Promise<void> {
  const again = new DigestPass({ blob, known: [], reader: tools.reader, permits: tools.readers, signal });
  if ((await again.root()) !== root) throw new TransferError('file-changed');
  // The file is what it was: the bytes went wrong on the way.
  upload.sent = 0;
}

/**
 * Carries one file until the backend says `received`.
 * @throws TransferError with what the person has to be told; the signal's reason when it was stopped.
 */
export async function carry(upload: Upload, tools: CarryTools, signal: AbortSignal): Promise<UploadState> {
  const { blob } = upload;
  if (!blob) throw new TransferError('file-unreadable');
  await enter(upload, tools, signal);
  await recognise(upload, blob);
  const fingerprint = upload.fingerprint ?? '';
  upload.digest ??= startDigest(upload, blob, tools);
  const { digest } = upload;
  const known = upload.journal?.entry;
  let place: DeclaredUpload | null =
    known && known.expiresAt > tools.now()
      ? { recordId: known.recordId, url: known.url, expiresAt: new Date(known.expiresAt).toISOString() }
      : null;
  if (place) upload.recordId = place.recordId;
  for (let wrong = 0, renewed = 0; ;) {
    place ??= await declare(upload, tools, signal);
    // The record itself is gone: removed on another device.
    if (!place) throw new TransferError('not-found');
    await writeDown(upload, blob, place, tools);
    const url = place.url;
    if ((await send(upload, { blob, url, digest, fingerprint }, tools, signal)) === 'gone') {
      // Once is an expired upload; again and again is a server in disorder, which is not to be hammered.
      if (renewed > 0) await waitFor(upload, tools, renewed - 1, signal);
      renewed += 1;
      place = null;
      continue;
    }
    tools.publish(upload, { phase: 'confirming', sent: upload.size });
    const root = await digest.root();
    // A file that vanished after its last byte was read is no loss; one that reads otherwise was torn.
    await stillReads(blob, fingerprint).catch((error: unknown) => {
      if (!(error instanceof TransferError) || error.code === 'file-changed') throw error;
    });
    const { recordId } = place;
    const answer = await persist(tools, upload, signal, (asking) => confirm(tools, recordId, root, asking));
    if (answer === 'received') {
      await upload.journal?.delete();
      return { phase: 'received', recordId };
    }
    if (answer === 'digest-mismatch') {
      await reread(upload, blob, root, tools, signal);
      if (wrong >= mismatches) throw new TransferError('digest-mismatch', true);
      wrong += 1;
      await terminate(url, tools);
    }
    place = null;
  }
}

/** Takes a resource back (tus termination). Best effort: one that stays expires. */
async function terminate(url: string, { http, authority }: CarryTools): Promise<void> {
  const request = http.createRequest('DELETE', url);
  try {
    request.setHeader('Tus-Resumable', '1.0.0');
    request.setHeader('Authorization', `Bearer ${await authority.token()}`);
    await request.send(null);
  } catch {
    // Nobody there: the next request will find out.
  }
}
