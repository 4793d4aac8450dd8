/**
 * The two tags that show the form, for the autoloader: one file brings both, and only the one that is on the page is
 * defined.
 */
export { define } from './define/define.ts';
export { RsoAccessForm } from './rso-access-form.ts';
export { RsoReferral } from './rso-referral.ts';
