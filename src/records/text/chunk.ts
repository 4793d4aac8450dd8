/** Cuts a page's text into the pieces that are judged one by one. */

export interface Chunk {
  /** UTF-16 offsets in the page's text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Characters in a piece, about: enough to be certain, short enough to find where a page changes language. */
export const chunkLength = 280;

/** A line that is not empty. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const part of text.split('\n')) {
    if (part.trim() !== '') lines.push({ start, end: start + part.length, text: part });
    start += part.length + 1;
  }
  return lines;
}

/** Pieces of about `length` characters, cut at line ends, or at spaces in long lines. */
export function chunksOf(text: string, lines: readonly Line[], length = chunkLength): Chunk[] {
  const chunks: Chunk[] = [];
  let start = -1;
  let end = -1;
  const close = (): void => {
    if (start >= 0 && end > start) chunks.push({ start, end, text: text.slice(start, end) });
    start = -1;
  };
  for (const line of lines) {
    let at = line.start;
    while (line.end - at > length * 1.5) {
      const space = text.lastIndexOf(' ', at + length);
      const cut = space > at + length / 2 ? space : at + length;
      if (start < 0) start = at;
      end = cut;
      close();
      at = cut;
    }
    if (start < 0) start = at;
    end = line.end;
    if (end - start >= length) close();
  }
  close();
  return withoutStub(text, chunks, length);
}

/** A last piece too short to judge joins the one before it. */
function withoutStub(text: string, chunks: Chunk[], length: number): Chunk[] {
  const last = chunks.at(-1);
  const before = chunks.at(-2);
  if (last === undefined || before === undefined || last.end - last.start >= length * 0.45) return chunks;
  const joined = { start: before.start, end: last.end, text: text.slice(before.start, last.end) };
  return [...chunks.slice(0, -2), joined];
}
