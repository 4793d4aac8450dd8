/** `multipart/related` of DICOM instances (PS3.18 8.6.1.2, 10.5): each as it is on the disc, told by its type alone. */

const type = 'application/dicom';

export interface Multipart {
  /** The `Content-Type` of the request. */
  readonly type: string;
  readonly body: Blob;
}

/** @param boundary in none of the contents: 128 bits by chance. */
export function multipart(contents: readonly Blob[], boundary: string): Multipart {
  const parts = contents.flatMap((content): BlobPart[] => [
    `--${boundary}\r\nContent-Type: ${type}\r\n\r\n`,
    content,
    '\r\n',
  ]);
  return {
    type: `multipart/related; type="${type}"; boundary=${boundary}`,
    body: new Blob([...parts, `--${boundary}--\r\n`]),
  };
}

/** Hexadecimal digits, which need no quotes in a header. */
export function newBoundary(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
