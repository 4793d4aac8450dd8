/**
 * The PIN (contract.md "Capabilities, links, second facts"): the second fact where the birth date is not known to the day.
 * Kept as a keyed hash beside the answers. A client that puts it among them is not left with it lying there in clear.
 */
import { asciiDigits } from '../../../src/form/text.ts';
import type { JsonObject } from '../../../src/protocol/index.ts';
import { hashSecret } from '../secrets.ts';
import type { Queryable } from '../store/database.ts';

export const pinPointer = '/pin';

/** How the PIN of a referral is kept. */
export const hashPin = (secret: string, referralId: string, pin: string): string =>
  hashSecret(secret, `pin ${referralId}`, asciiDigits(pin.trim()));

/** Answers without a usable PIN among them, and that PIN. What is none stays, so that its issue can be said. */
export function takePin(form: JsonObject): { readonly form: JsonObject; readonly pin: string | undefined } {
  const { pin, ...rest } = form;
  if (typeof pin !== 'string' || !/^\d{4,12}$/u.test(asciiDigits(pin.trim()))) return { form, pin: undefined };
  return { form: rest, pin };
}

/** Keeps a PIN in place of the one before. */
export const keepPin = (db: Queryable, secret: string, referralId: string, pin: string): Promise<object[]> =>
  db.query('update referral set pin_hash = $2 where id = $1', [referralId, hashPin(secret, referralId, pin)]);
