/** Quotes as a check needs them: offered by the test profile's hand, accepted by the family. */
import { exampleBilling } from '../protocol/vectors/example.ts';
import { type JsonObject, statusView, type StatusView } from '../protocol/index.ts';
import type { Backend, Seen } from './backend.ts';
import { Unmet } from './check.ts';
import { advance, type Family } from './family.ts';

/** The status view, as it is published. */
export async function statusOf(backend: Backend, { id, token }: Family): Promise<StatusView> {
  const parsed = statusView.safeParse((await backend.send('GET', `/referrals/${id}`, { token })).json);
  if (!parsed.success) throw new Unmet('the status view has not its published shape');
  return parsed.data;
}

const quote = { lines: [{ code: 'base', qty: 1, unitMinor: 100_000 }], validDays: 30 };

/** Offers a quote of one line over 1,000; answers its version. */
export async function offerQuote(backend: Backend, family: Family): Promise<number> {
  await advance(backend, family, { type: 'fee.quote', actor: 'intake', quote });
  const version = (await statusOf(backend, family)).quote?.version;
  if (version === undefined) throw new Unmet('the quote is not in the status view');
  return version;
}

/** Accepts a version. @param form default: whom the receipt is made out to, where the program asks; `null`: nothing. */
export function acceptQuote(
  backend: Backend,
  { id, token }: Family,
  version: number,
  form: JsonObject | null = backend.program.fee.billing ? exampleBilling : null,
): Promise<Seen> {
  return backend.send('POST', `/referrals/${id}/quote/acceptance`, {
    token,
    json: { version, ...(form && { form }) },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
}
