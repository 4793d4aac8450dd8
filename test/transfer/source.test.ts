/** Reading what a person chose: what is told apart, and a medium that neither answers nor fails. */
import { afterEach, expect, test, vi } from 'vitest';
import { fingerprintOf, readBytes, stillReads } from '../../src/transfer/source.ts';
import { noise } from '../chaos/random.ts';

afterEach(() => void vi.useRealTimers());

test('a share that is gone, or a cloud, may never answer: after 25 seconds the file is named, and not before', async () => {
  vi.useFakeTimers();
  const silent = { size: 10, slice: () => ({ arrayBuffer: () => new Promise(() => undefined) }) } as unknown as Blob;
  let code = '';
  const reading = readBytes(silent, 0, 10).catch((error: { code: string }) => (code = error.code));
  await vi.advanceTimersByTimeAsync(24_999);
  expect(code).toBe('');
  await vi.advanceTimersByTimeAsync(1);
  await reading;
  expect(code).toBe('file-unreadable');
  expect(vi.getTimerCount()).toBe(0);
});

test('a file that is shorter now has changed', async () => {
  const shorter = { size: 10, slice: () => new Blob(['only']) } as unknown as Blob;
  await expect(readBytes(shorter, 0, 10)).rejects.toMatchObject({ code: 'file-changed' });
  expect(await readBytes(new Blob(['abcdef']), 4, 99)).toEqual(new TextEncoder().encode('ef'));
});

test('files are told apart by their ends, their middle and their length', async () => {
  const bytes = noise(5, 400_000);
  const print = await fingerprintOf(new Blob([bytes]));
  // The first sample, the last, and one of those between them.
  for (const at of [0, 65_535, 65_536, 399_999, 400_000 - 65_536 - 1]) {
    const other = bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
    expect(await fingerprintOf(new Blob([other])), String(at)).not.toBe(print);
    await expect(stillReads(new Blob([other]), print)).rejects.toMatchObject({ code: 'file-changed' });
  }
  expect(await fingerprintOf(new Blob([bytes, new Uint8Array(1)]))).not.toBe(print);
  for (const size of [0, 1, 65_536, 65_537, 131_072, 135_169])
    await stillReads(new Blob([bytes.slice(0, size)]), await fingerprintOf(new Blob([bytes.slice(0, size)])));
  await stillReads(new File([bytes], 'another name'), print);
});
