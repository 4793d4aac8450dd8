/** Server-sent events from a byte stream (the standard's own rules); `EventSource` cannot send a capability. */

export interface ServerSentEvent {
  /** Last event id so far. */
  readonly id: string;
  readonly event: string;
  readonly data: string;
  /** Milliseconds before connecting again, where the server said so with this event or before it. */
  readonly retry?: number;
}

/** Longer than any event of the protocol; a stream that never ends a line must not fill the memory. */
const LONGEST_EVENT = 1_000_000;

/**
 * The events of a stream, in order. Comments (heartbeats) yield nothing.
 * @param onBytes called for every chunk: the connection is alive.
 * @throws RangeError where one event is longer than a million characters.
 */
export async function* serverSentEvents(
  stream: ReadableStream<Uint8Array>,
  onBytes: () => void = () => {},
): AsyncGenerator<ServerSentEvent> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = '';
  let id = '';
  let event = '';
  let data: string[] = [];
  let retry: number | undefined;

  const take = (line: string): ServerSentEvent | null => {
    if (line === '') {
      const whole =
        data.length > 0
          ? { id, event: event || 'message', data: data.join('\n'), ...(retry === undefined ? {} : { retry }) }
          : null;
      event = '';
      data = [];
      return whole;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /u, '');
    if (name === 'data') data.push(value);
    else if (name === 'event') event = value;
    else if (name === 'id' && !value.includes('\0')) id = value;
    else if (name === 'retry' && /^\d{1,9}$/u.test(value)) retry = Number(value);
    return null;
  };

  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      rest += decoder.decode(value, { stream: true });
      if (rest.length > LONGEST_EVENT) throw new RangeError('event too long');
      // A carriage return at the very end may be half of a pair: it waits for the next chunk.
      for (let match = /\r\n|\n|\r(?!$)/u.exec(rest); match; match = /\r\n|\n|\r(?!$)/u.exec(rest)) {
        const whole = take(rest.slice(0, match.index));
        rest = rest.slice(match.index + match[0].length);
        if (whole) yield whole;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
