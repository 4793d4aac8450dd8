/** Doors of the status page: what few visits need. Each may fail with the network; calling again tries again. */

/** A quote, its acceptance, payment. */
export const loadQuote = () => import('./quote-card.ts');

/** Whom the receipt is made out to, with the fields that it is asked with. */
export const loadBilling = async () => {
  const [{ billingView }, { laterFields, ...parts }] = await Promise.all([
    import('./billing-view.ts'),
    import('../form/later.ts'),
  ]);
  return { billingView, laterFields, parts };
};
