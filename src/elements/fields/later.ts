/** Field types that the first step does not need: one chunk, fetched while the person fills in the first step. */
import { addressField } from './address.ts';
import { displayText } from './display.ts';
import { listNoneUnknownField, medicationListField } from './lists.ts';
import { numberField } from './number.ts';
import { partialDateField } from './partial-date.ts';
import { writtenField } from './written.ts';

export const laterFields = {
  address: addressField,
  'partial-date': partialDateField,
  'number-with-unit': numberField,
  'list-none-unknown': listNoneUnknownField,
  'medication-list': medicationListField,
  display: displayText,
  written: writtenField,
} as const;
