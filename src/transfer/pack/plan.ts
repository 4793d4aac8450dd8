/** Which instances go together: decided by paths and sizes alone, so that the same folder gives the same packs. */
import { comparePaths, PACK_BYTES, PACK_INSTANCES, PACKED_INSTANCE_BYTES, tarSize } from '../../protocol/pack.ts';

/** One file of a study, as the person chose it. */
export interface PackSource {
  /** Relative to the chosen folder, `/` between parts. */
  readonly path: string;
  readonly file: Blob;
}

export interface PackPlan {
  readonly packs: readonly (readonly PackSource[])[];
  /** Too large to be packed: an upload each. */
  readonly singles: readonly PackSource[];
}

/** Adding 10,000 files takes milliseconds: nothing is read. */
export function planPacks(sources: readonly PackSource[], fill = PACK_BYTES): PackPlan {
  const sorted = [...sources].sort((one, other) => comparePaths(one.path, other.path));
  const packs: PackSource[][] = [];
  const singles: PackSource[] = [];
  let filled = Number.POSITIVE_INFINITY;
  for (const source of sorted) {
    const { size } = source.file;
    if (size > Math.min(PACKED_INSTANCE_BYTES, fill)) {
      singles.push(source);
      continue;
    }
    const bytes = tarSize([size]);
    const current = packs.at(-1);
    if (current && filled + bytes <= fill && current.length < PACK_INSTANCES) {
      current.push(source);
      filled += bytes;
    } else {
      packs.push([source]);
      filled = bytes;
    }
  }
  return { packs, singles };
}
