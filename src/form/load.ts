/** Doors of the form: what the first view does not need. Each may fail with the network; calling again tries again. */

/** All steps, the validator, eligibility, normalisation. */
export const loadForm = () => import('./whole.ts');

/** What a program does to step 1, where it does. */
export const loadOperations = () => import('./operations.ts');

/** Numbering plans of all countries (libphonenumber-js, about 25 kB): when a phone field is touched, before a submit. */
export const loadPhones = () => import('./phones.ts');
