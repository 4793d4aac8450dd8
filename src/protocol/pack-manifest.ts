/** The manifest of a pack as a backend reads it: hostile until it was checked. */
import * as z from 'zod/mini';
import { PACK_INSTANCES, type PackManifest } from './pack.ts';
import { id, sha256Hex } from './scalars.ts';

/** A path without a way out: no root, no `..`, no backslash, no control characters. */
const relativePath = z.string().check(
  z.minLength(1),
  z.maxLength(1024),
  z.refine((path) => {
    const parts = path.split('/');
    return !/[\\\p{Cc}]/u.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..');
  }),
);

export const packManifest = z.object({
  v: z.literal(1),
  study: id,
  instances: z
    .array(
      z.object({
        n: z.int().check(z.positive()),
        path: relativePath,
        size: z.int().check(z.nonnegative()),
        mtime: z.int(),
        sha256: sha256Hex,
      }),
    )
    .check(
      z.minLength(1),
      z.maxLength(PACK_INSTANCES),
      // Numbered from 1 without a gap, in the order of the members.
      z.refine((instances) => instances.every(({ n }, index) => n === index + 1)),
    ),
}) satisfies z.ZodMiniType<PackManifest>;
