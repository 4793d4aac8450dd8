import type { Carrier, CarrierOptions } from './carrier.ts';

/** Fetches the carrier, with Uppy and tus in it, when the first byte is to be sent. Rejects while the chunk cannot be had. */
export async function loadCarrier(options: CarrierOptions): Promise<Carrier> {
  const { createUppyCarrier } = await import('./uppy-carrier.ts');
  return createUppyCarrier(options);
}
