/**
 * What is wrong with the answers. The same function judges in browsers and on the backend; values are only looked at.
 *
 * Codes (worded by `issue.<code>`; params in brackets; W = warning, the person may go on):
 * `required` · `malformed` (wrong JSON type) · `text.too-short` [min, missing] · `text.too-long` [max, over] ·
 * `text.control-characters` · `text.letters-and-digits` · `text.digits` · `text.not-date-time` · `text.not-time` · `text.not-url` · `text.pattern` · `text.not-english` W · `name.no-letters` ·
 * `name.latin-required` · `name.latin-other-script` · `email.malformed` · `email.too-long` · `email.slip` W [domain] ·
 * `phone.malformed` · `phone.impossible` · `phone.country-missing` · `phone.unlikely` W · `date.malformed` ·
 * `date.incomplete` · `date.impossible` · `date.future` · `date.past` · `date.before-birth` · `date.too-far` [days] · `date.too-early` [date] · `date.too-late` [date] ·
 * `date.soon` W [days] · `age.over-limit` [years] (W or error by policy) · `country.unknown` · `language.unknown` ·
 * `time-zone.unknown` · `address.postal-code-required` [country] · `address.postal-code-unusual` W [country] ·
 * `address.too-many-lines` [max] · `choice.unknown` · `choices.too-few` [min] · `choices.too-many` [max] ·
 * `choices.twice` · `choices.not-alone` · `choices.not-sure-and-more` W · `number.malformed` · `number.not-whole` · `number.unit` [unit] · `number.too-small`
 * [min, unit] · `number.too-large` [max, unit] · `list.empty` · `list.too-many` [max] · `group.too-few` [min] ·
 * `group.too-many` [max] · `primary-contact.several` · `guardian.authority-missing` · `guardian.unreachable` ·
 * `must-agree` · `emergency` · `consent.required`
 */
import type { Field, FieldType, FormDefinition, Issue, Json, JsonObject } from '../protocol/index.ts';
import { groupIssues } from './checks/across.ts';
import { type Asked, type Check, error, type ValidationContext } from './checks/check.ts';
import { checkBoolean, checkChoice, checkChoices, checkConsent, checkNumber } from './checks/choice.ts';
import { checkDate } from './checks/date.ts';
import { checkList, checkMedications } from './checks/list.ts';
import { checkAddress, checkCountry, checkLanguage, checkPhone, checkTimeZone } from './checks/place.ts';
import { checkCoded, checkEmail, checkName, checkText } from './checks/text.ts';
import { holds } from './condition.ts';
import { findField } from './placed-fields.ts';
import { isGiven, valueAt } from './pointer.ts';
import { resolve } from './resolve.ts';

const checks: Readonly<Record<FieldType, Check>> = {
  text: checkText,
  longtext: checkText,
  name: checkName,
  phone: checkPhone,
  email: checkEmail,
  address: checkAddress,
  'partial-date': checkDate,
  language: checkLanguage,
  country: checkCountry,
  'time-zone': checkTimeZone,
  choice: checkChoice,
  choices: checkChoices,
  boolean: checkBoolean,
  consent: checkConsent,
  'number-with-unit': checkNumber,
  coded: checkCoded,
  'medication-list': checkMedications,
  'list-none-unknown': checkList,
  display: () => [],
};

const consentGiven = ({ consent }: Field, value: Json | undefined, { consents }: ValidationContext): boolean =>
  consents ? consent !== undefined && consents.has(consent) : value === true;

/** Where "this is missing" is said: at the box that the person has to fill first. */
const missingAt = (field: Field, pointer: string): string =>
  field.type === 'address' ? `${pointer}/country` : field.type === 'name' ? `${pointer}/full` : pointer;

function fieldIssues(asked: Omit<Asked, 'value'> & { readonly value: Json | undefined }): readonly Issue[] {
  const { field, pointer, value, required, context } = asked;
  if (field.type === 'consent') {
    const missing = required && !consentGiven(field, value, context) ? [error(pointer, 'consent.required')] : [];
    return value === undefined ? missing : [...missing, ...checks.consent({ ...asked, value })];
  }
  if (value === undefined || !isGiven(value))
    return required && !context.kept?.has(pointer) ? [error(missingAt(field, pointer), 'required')] : [];
  return checks[field.type]({ ...asked, value });
}

/** Which part of the form is judged: everything up to a stage, or one step. */
export interface ValidationScope {
  /** Steps of this stage and of those before it. */
  readonly stage?: number;
  readonly step?: string;
}

/** Everything wrong in the visible fields of the scope, in the order of the form. Never throws on any JSON object. */
export function validate(
  definition: FormDefinition,
  given: JsonObject,
  context: ValidationContext & ValidationScope,
): readonly Issue[] {
  const { steps, answers } = resolve(definition, given);
  const inScope = steps.filter(
    ({ step }) =>
      (context.stage === undefined || step.stage <= context.stage) &&
      (context.step === undefined || step.id === context.step),
  );
  return inScope.flatMap(({ sections }) =>
    sections.flatMap((section) => {
      const fields = section.group ? section.group.items.flatMap((item) => item.fields) : section.fields;
      return [
        ...groupIssues(section, answers),
        ...fields.flatMap(({ field, pointer, applies, carried, required, options }) =>
          applies && carried === undefined
            ? fieldIssues({ field, pointer, value: valueAt(answers, pointer), required, options, answers, context })
            : [],
        ),
      ];
    }),
  );
}

/**
 * Issues of the one field that a pointer is of or in; what a key press costs. Nothing for a hidden field, an unknown
 * pointer, or a group as a whole (those come with the step).
 */
export function validateField(
  definition: FormDefinition,
  answers: JsonObject,
  pointer: string,
  context: ValidationContext,
): readonly Issue[] {
  const found = findField(definition, pointer);
  if (!found) return [];
  const { field, section, group } = found.placed;
  const item = group !== undefined && found.item !== undefined ? { group, key: found.item } : undefined;
  const fixed = field.fixed && holds(field.fixed.when ?? true, answers, item);
  if (fixed || !holds(section.visible ?? true, answers) || !holds(field.visible ?? true, answers, item)) return [];
  return fieldIssues({
    field,
    pointer: found.pointer,
    value: valueAt(answers, found.pointer),
    required: field.auto !== true && field.required !== undefined && holds(field.required, answers, item),
    options: field.options?.filter((option) => holds(option.visible ?? true, answers, item)) ?? [],
    answers,
    context,
  });
}
