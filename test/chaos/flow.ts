import type { Writable } from 'node:stream';

/** Writes and waits until there is room again, or until nobody reads any more. */
export function writeTo(target: Writable, bytes: Uint8Array): Promise<void> | undefined {
  if (target.destroyed || target.write(bytes)) return undefined;
  return new Promise((resolve) => {
    const done = (): void => {
      target.off('drain', done).off('close', done);
      resolve();
    };
    target.on('drain', done).on('close', done);
  });
}
