/** Small images, and packs of them as `rso-intake` builds them; or not quite. */
import {
  manifestBytes,
  manifestName,
  memberName,
  PACK_TYPE,
  type PackManifest,
  sha256,
  tarHeader,
  tarPadding,
  TAR_BLOCK,
} from '../protocol/index.ts';

/** Preamble, `DICM`, and enough behind it to be told from others. */
export function sampleImage(number: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(600 + number).fill(number);
  bytes.fill(0, 0, 128);
  bytes.set(new TextEncoder().encode('DICM'), 128);
  return bytes;
}

export interface SamplePack {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly declaration: {
    readonly type: string;
    readonly pack: { readonly format: 'tar'; readonly instances: number; readonly manifest: string };
  };
  readonly manifest: PackManifest;
}

/**
 * @param contents of the instances, in order.
 * @param say what the manifest says instead of the truth; by number, from 1.
 */
export async function samplePack(
  study: string,
  contents: readonly Uint8Array<ArrayBuffer>[],
  say: (instance: PackManifest['instances'][number]) => PackManifest['instances'][number] = (instance) => instance,
): Promise<SamplePack> {
  const instances = await Promise.all(
    contents.map(async (bytes, index) =>
      say({
        n: index + 1,
        path: `SE1/IM${String(index + 1).padStart(4, '0')}`,
        size: bytes.length,
        mtime: 0,
        sha256: await sha256(bytes),
      }),
    ),
  );
  const manifest: PackManifest = { v: 1, study, instances };
  const head = manifestBytes(manifest);
  const member = (name: string, content: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] => [
    tarHeader(name, content.length),
    content,
    new Uint8Array(tarPadding(content.length)),
  ];
  const parts = [
    ...member(manifestName, head),
    ...contents.flatMap((content, index) => member(memberName(index + 1), content)),
    new Uint8Array(2 * TAR_BLOCK),
  ];
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return {
    bytes,
    declaration: {
      type: PACK_TYPE,
      pack: { format: 'tar', instances: instances.length, manifest: await sha256(head) },
    },
    manifest,
  };
}
