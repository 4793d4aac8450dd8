/**
 * Whom the receipt is made out to: asked of families that pay themselves, with the quote (access-form.md 8, section H;
 * protocol clause 11.3). A program says by its descriptor that it asks.
 */
import type { Condition, Step } from '../../protocol/index.ts';

/** Id of the step and pointer of its answers. */
export const billingStep = 'billing';

const paysThemselves: Condition = { field: '/payer/type', eq: 'self-pay' };

/** The step, asked while a condition holds. It begins with what is known: one look is enough where that is right. */
export const billing = (when: Condition = paysThemselves): Step => ({
  id: billingStep,
  stage: 3,
  sections: [
    {
      id: 'billing',
      visible: when,
      unfolded: true,
      fields: [
        {
          id: 'billing.name',
          type: 'name',
          required: true,
          help: true,
          why: false,
          autocomplete: 'billing name',
          offer: '/submitter/name',
          fhir: 'Invoice.recipient',
        },
        {
          id: 'billing.email',
          type: 'email',
          required: true,
          why: false,
          autocomplete: 'billing email',
          offer: '/submitter/email',
          fhir: 'RelatedPerson.telecom',
        },
        {
          id: 'billing.address',
          type: 'address',
          required: true,
          why: false,
          autocomplete: 'billing',
          offer: '/patient/residence',
          fhir: 'RelatedPerson.address',
        },
      ],
    },
  ],
});
