/**
 * `rso-intake`: the elements' classes, their events and the names of the tokens. Registers nothing: import
 * `rso-intake/elements/rso-….js` for a tag, or `rso-intake/rso.js` for whatever is on the page.
 */
export {
  RsoErrorEvent,
  RsoHygieneEvent,
  RsoReadyEvent,
  RsoRecordsChangeEvent,
  RsoStatusChangeEvent,
  RsoStepChangeEvent,
  RsoSubmitEvent,
  RsoSubmittedEvent,
} from './elements/events.ts';
export { RsoAccessForm } from './elements/rso-access-form.ts';
export { RsoContact } from './elements/rso-contact.ts';
export { RsoImaging } from './elements/rso-imaging.ts';
export { RsoRecords } from './elements/rso-records.ts';
export { RsoReferral } from './elements/rso-referral.ts';
export { RsoStatus } from './elements/rso-status.ts';
export { type Language, languages } from './i18n/languages.ts';
export { type TokenName, tokenNames } from './styles/tokens.ts';
