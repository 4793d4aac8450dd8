/** Whether scans can be read on this device at all. Where not, a human reads them. records.md "How it decides". */
import { canDraw } from '../pictures/platform.ts';

/** Gibibytes: with less, a page, the model and the host's own page do not fit side by side. */
const leastMemory = 2;

/** The smallest module with a SIMD instruction. */
const simd = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** Compiles it: a policy that forbids WebAssembly does not show before. */
function canCompile(): boolean {
  try {
    return new WebAssembly.Module(simd) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

/**
 * False on a page's own thread (the tab would stand still for seconds), without WebAssembly and its SIMD or where a
 * policy forbids it, without a canvas, and on phones with little memory: nothing is fetched in vain.
 */
export function canReadScans(): boolean {
  if (typeof document === 'object' || !canCompile()) return false;
  const { navigator } = globalThis as { navigator?: { readonly deviceMemory?: number } };
  return (navigator?.deviceMemory ?? leastMemory) >= leastMemory && canDraw();
}
