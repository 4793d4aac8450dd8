/** What is said of a pack before its bytes: a record that carries instances of a study. */
import * as z from 'zod/mini';
import { PACK_INSTANCES } from './pack.ts';
import { sha256Hex } from './scalars.ts';

/** What a declaration of a record says when it is a pack. */
export const packDeclaration = z.object({
  format: z.literal('tar'),
  instances: z.int().check(z.positive(), z.lte(PACK_INSTANCES)),
  /** SHA-256 of the manifest's bytes. */
  manifest: sha256Hex,
});
export type PackDeclaration = z.infer<typeof packDeclaration>;
