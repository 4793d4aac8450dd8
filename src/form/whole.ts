/** Everything of the form but the phone data, behind `loadForm`. */
export { accessForm, accessFormFor } from './access-form/definition.ts';
export { agesOf, defaultAges } from './access-form/ages.ts';
export { specialties } from './access-form/specialties.ts';
export { programForm } from './program-form.ts';
export { applyOperations, type AppliedOperations, type FormProblem } from './operations.ts';
export { validate, validateField, type ValidationScope } from './validate.ts';
export type { ValidationContext } from './checks/check.ts';
export { normaliseAnswers } from './normalise.ts';
export { placeEligible, stopReason, type StopReason } from './eligibility.ts';
export { addressRules, type AddressRules } from './address-rules.ts';
export { countries } from './countries.ts';
export { normalisePhone, type PhoneJudgement, type Phones } from './phone.ts';
export { numberOf, quantityOf } from './units.ts';
export { asciiDigits, hasOtherScript, withoutControls } from './text.ts';
export { dateOfBoxes } from './partial-date.ts';
