/** The door of what is asked with a quote: few visits to the status page need it. Calling again after a failure tries again. */
export const loadBilling = async () => {
  const [{ billingView }, { laterFields, ...parts }] = await Promise.all([
    import('./billing-view.ts'),
    import('../form/later.ts'),
  ]);
  return { billingView, laterFields, parts };
};
