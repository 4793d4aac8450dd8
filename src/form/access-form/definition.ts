/** The default International Patient Access Form, whole: steps and stages as in contract.md "Stages and steps". */
import type { FormDefinition } from '../../protocol/index.ts';
import type { AgeConditions } from './ages.ts';
import { defaultAges } from './ages.ts';
import { childSections } from './child.ts';
import { clinicalSections } from './clinical.ts';
import { registrationConsents, sendingConsents } from './consents.ts';
import { withDeclining } from './declining.ts';
import { delivery } from './delivery.ts';
import { guardians } from './guardians.ts';
import { payer } from './payer.ts';
import { physician } from './physician.ts';
import { recordsSections } from './records.ts';
import { signature } from './signature.ts';
import { withFhir } from './start-fhir.ts';
import { accessFormId, accessFormVersion, start } from './start.ts';

/** The form for the ages of one program (see `agesOf`), before the program has its say: without the answers that decline. */
export const accessFormFor = (ages: AgeConditions): FormDefinition => ({
  id: accessFormId,
  version: accessFormVersion,
  steps: [
    withFhir(start),
    { id: 'child', stage: 1, sections: childSections(ages) },
    { id: 'family', stage: 1, sections: [guardians(ages), physician, registrationConsents(ages)] },
    { id: 'clinical', stage: 2, sections: clinicalSections },
    { id: 'records', stage: 2, sections: recordsSections },
    { id: 'services', stage: 2, sections: [payer, delivery] },
    { id: 'check', stage: 2, sections: [...sendingConsents(ages), signature] },
  ],
});

/** The form without a program: every patient a child. */
export const accessForm: FormDefinition = withDeclining(accessFormFor(defaultAges));
