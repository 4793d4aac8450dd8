/** Field types that the first step does not need: one chunk, fetched while the person fills in the first step. */
import { addressField } from './address.ts';
import { choicesField } from './choices.ts';
import { codedField } from './coded.ts';
import { consentField, consentText } from './consent.ts';
import { displayText } from './display.ts';
import { listNoneUnknownField, medicationListField } from './lists.ts';
import { numberField } from './number.ts';
import { partialDateField } from './partial-date.ts';
import { writtenField } from './written.ts';

export const laterFields = {
  address: addressField,
  choices: choicesField,
  coded: codedField,
  consent: consentField,
  'partial-date': partialDateField,
  'number-with-unit': numberField,
  'list-none-unknown': listNoneUnknownField,
  'medication-list': medicationListField,
  display: displayText,
  written: writtenField,
  consentText,
} as const;
