/** Step 1, before you start and who applies: all that the first view needs of the form. */
import type { Step } from '../../protocol/index.ts';
import { beforeYouStart } from './before-you-start.ts';
import { contactWishes, submitter } from './submitter.ts';

export const accessFormId = 'international-patient-access-form';
export const accessFormVersion = '1.0.0';

export const start: Step = { id: 'start', stage: 1, sections: [beforeYouStart, submitter, contactWishes] };
