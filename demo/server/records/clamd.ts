/**
 * The virus scanner clamd (ClamAV), asked over a socket by its command `INSTREAM`: the bytes go to it as they are read and
 * are written to no disk on the way. It may stand on another machine, and be away for a while.
 */
import { connect, type Socket } from 'node:net';
import { type Scanner, ScannerAway } from './scanner.ts';

/** Where clamd listens. */
export type ClamdPlace = { readonly host: string; readonly port: number } | { readonly path: string };

const DEFAULT_PORT = 3310;
/** Bytes that are sent together: clamd takes pieces with their length before them. */
const TOGETHER = 256 * 1024;
/**
 * Bytes of one question. clamd refuses more than its `StreamMaxLength`, which Debian sets to 25M. What is larger is asked
 * about in windows that overlap, so that a signature is seen wherever it lies.
 */
const WINDOW = 24 * 1024 * 1024;
const OVERLAP = 1024 * 1024;
/** No byte taken and no word said for this long: it hangs. */
const SILENCE_MS = 120_000;

/** The place that `CLAMD_URL` names: `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. @throws on any other */
export function clamdPlaceOf(url: string): ClamdPlace {
  const { protocol, hostname, port, pathname } = URL.parse(url) ?? new URL('none:');
  if (protocol === 'tcp:' && hostname !== '')
    return { host: hostname.replace(/^\[|\]$/gu, ''), port: port === '' ? DEFAULT_PORT : Number(port) };
  if (protocol === 'unix:' && pathname !== '') return { path: decodeURIComponent(pathname) };
  throw new Error('CLAMD_URL must be tcp://host:port or unix:///path.');
}

/** One connection, one command, one answer. */
class Question {
  readonly #socket: Socket;
  readonly #answer: Promise<string>;

  constructor(place: ClamdPlace) {
    this.#socket = connect(place);
    this.#answer = new Promise((resolve, reject) => {
      let text = '';
      this.#socket.setEncoding('latin1').setTimeout(SILENCE_MS, () => this.#socket.destroy(new Error('silent')));
      this.#socket.on('data', (piece: string) => {
        text += piece;
        if (text.includes('\0')) resolve(text.slice(0, text.indexOf('\0')));
      });
      this.#socket.on('error', reject);
      this.#socket.on('close', () => reject(new Error('closed')));
    });
    this.#answer.catch(() => undefined);
  }

  /** Sends bytes as fast as they are taken; an answer that comes before the end is the answer. */
  async send(bytes: Uint8Array): Promise<void> {
    if (this.#socket.destroyed || this.#socket.write(bytes)) return;
    const drained = new Promise<void>((resolve) => this.#socket.once('drain', resolve));
    await Promise.race([drained, this.#answer]);
  }

  answer(): Promise<string> {
    return this.#answer;
  }

  end(): void {
    this.#socket.destroy();
  }
}

/** Bytes with their length before them. */
function framed(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Bytes from the first one on, in windows that overlap; every window is a stream to be read to its end. */
async function* windowsOf(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const pieces = source[Symbol.asyncIterator]();
  const overlap = Math.min(OVERLAP, size >> 2);
  let left: Uint8Array = new Uint8Array();
  let tail = Buffer.alloc(0);
  let ended = false;
  const next = async (): Promise<void> => {
    while (left.length === 0 && !ended) {
      const step = await pieces.next();
      if (step.done === true) ended = true;
      else left = step.value;
    }
  };
  async function* window(): AsyncGenerator<Uint8Array> {
    let room = size - tail.length;
    if (tail.length > 0) yield tail;
    for (await next(); left.length > 0 && room > 0; await next()) {
      const piece = left.subarray(0, Math.min(room, TOGETHER));
      left = left.subarray(piece.length);
      room -= piece.length;
      tail = Buffer.concat([tail, piece]).subarray(-overlap);
      yield piece;
      if (room === 0) break;
    }
  }
  try {
    do {
      yield window();
      await next();
    } while (left.length > 0);
  } finally {
    await pieces.return?.();
  }
}

export class ClamdScanner implements Scanner {
  readonly #place: ClamdPlace;
  readonly #window: number;
  readonly #under = new Set<Question>();

  /** @param window bytes of one question at the most. */
  constructor(place: ClamdPlace, window = WINDOW) {
    this.#place = place;
    this.#window = window;
  }

  async isHarmful(read: () => AsyncIterable<Uint8Array>): Promise<boolean> {
    for await (const bytes of windowsOf(read(), this.#window)) {
      const said = await this.#ask('INSTREAM', bytes);
      if (said.endsWith(' FOUND')) return true;
      // What it could not look at is not clean: `INSTREAM size limit exceeded. ERROR` and the like.
      if (!said.endsWith(': OK')) throw new ScannerAway(`clamd says: ${said.slice(0, 100)}`);
    }
    return false;
  }

  /** Does it answer? */
  async isThere(): Promise<boolean> {
    return (await this.#ask('PING').catch(() => '')) === 'PONG';
  }

  async close(): Promise<void> {
    for (const question of this.#under) question.end();
  }

  async #ask(command: string, bytes?: AsyncIterable<Uint8Array>): Promise<string> {
    const question = new Question(this.#place);
    this.#under.add(question);
    // Trouble with the bytes is the store's and is told as such.
    const away = (cause: unknown): never => {
      const why = cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : 'unknown';
      throw new ScannerAway(`clamd does not answer: ${why}`, { cause });
    };
    try {
      await question.send(Buffer.from(`z${command}\0`)).catch(away);
      if (bytes) {
        for await (const piece of bytes) await question.send(framed(piece)).catch(away);
        await question.send(Buffer.alloc(4)).catch(away);
      }
      return await question.answer().catch(away);
    } finally {
      this.#under.delete(question);
      question.end();
    }
  }
}
