/** Clause 11.3: whom the receipt is made out to. */
import { programForm } from '../../form/program-form.ts';
import { valueAt, withValue } from '../../form/pointer.ts';
import { validate } from '../../form/validate.ts';
import type { JsonObject } from '../../protocol/index.ts';
import { exampleBilling, exampleComplete } from '../../protocol/vectors/example.ts';
import type { Backend, Seen } from '../backend.ts';
import { type Check, same } from '../check.ts';
import { inAssignment } from '../family.ts';
import { acceptQuote, offerQuote, statusOf } from '../quotes.ts';
import { mustBeProblem } from './general.ts';

/** What the published rules find in the step, as text. */
function found({ program }: Backend, form: JsonObject): string {
  const today = new Date().toISOString().slice(0, 10);
  const { definition } = programForm(program, today);
  return written(validate(definition, { ...exampleComplete, ...form }, { today, step: 'billing' }));
}

const written = (issues: readonly { readonly pointer: string; readonly code: string; readonly severity?: unknown }[]) =>
  issues
    .filter(({ severity }) => severity !== 'warning')
    .map(({ pointer, code }) => `${pointer.replace(/^#/u, '')} ${code}`)
    .toSorted()
    .join(', ');

const said = ({ json }: Seen): string => written((json as { errors?: Parameters<typeof written>[0] }).errors ?? []);

export const billing: readonly Check[] = [
  {
    clause: '11.3',
    title: 'where the program asks, a quote is accepted with whom the receipt is made out to, and the family sees it',
    level: 2,
    feature: 'quote',
    testProfile: true,
    asked: ({ fee }) => fee.billing !== undefined,
    run: async (backend) => {
      const family = await inAssignment(backend);
      const version = await offerQuote(backend, family);
      for (const form of [{}, withValue(exampleBilling, '/billing/email', 'nobody')]) {
        const expected = found(backend, form);
        // Under a condition of its own the program may not ask this family.
        if (expected === '') continue;
        const refused = await acceptQuote(backend, family, version, form);
        mustBeProblem(refused, 422, 'validation');
        same(said(refused), expected, 'pointers and codes');
      }
      same((await acceptQuote(backend, family, version)).status, 201, 'acceptance');
      if (found(backend, {}) === '') return;
      const email = valueAt((await statusOf(backend, family)).quote?.form, '/billing/email');
      same(email, exampleBilling.billing.email, 'e-mail address of the receipt');
      // Said once, it stands with the next quote.
      const next = await offerQuote(backend, family);
      same((await acceptQuote(backend, family, next, null)).status, 201, 'acceptance of the next quote');
    },
  },
];
