/** The form engine with what a session knows: the day, the consents that were given, phone data once it is there. */
import { loadPhones } from '../form/load.ts';
import { placedFields } from '../form/placed-fields.ts';
import { isGiven, valueAt, withValue } from '../form/pointer.ts';
import { prune } from '../form/resolve.ts';
import { normaliseAnswers, type Phones, validate, validateField, type ValidationContext } from '../form/whole.ts';
import type { JourneyState } from '../journey/state.ts';
import { currentStep } from '../journey/steps.ts';
import type { FormDefinition, Issue, Step } from '../protocol/form-definition.ts';
import { isJsonObject, type JsonObject } from '../protocol/merge-patch.ts';
import type { Context } from './context.ts';

/** The one answer that is kept apart from the others: a second fact, where the birth date is none. */
const pinPointer = '/pin';

/** Answers without it. */
export const withoutPin = (answers: JsonObject): JsonObject => withValue(answers, pinPointer, undefined);

/** Steps of the form that is sent by stages; what is asked later travels with the act that needs it. */
const LAST_SENT_STAGE = 2;

const pointersOf = (definition: FormDefinition, isMeant: (step: Step) => boolean): readonly string[] =>
  placedFields(definition).flatMap(({ step, group, template }) => (isMeant(step) ? [group ?? template] : []));

/** Takes an answer out, and what holds nothing any more without it. */
function without(answers: JsonObject, pointer: string): JsonObject {
  const rest = withValue(answers, pointer, undefined);
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  const left = valueAt(rest, parent);
  return parent !== '' && isJsonObject(left) && Object.keys(left).length === 0 ? without(rest, parent) : rest;
}

/** Answers as they travel. */
const asSent = (definition: FormDefinition | null, answers: JsonObject): JsonObject =>
  (definition ? pointersOf(definition, ({ stage }) => stage > LAST_SENT_STAGE) : []).reduce(
    without,
    withoutPin(answers),
  );

export interface Validator {
  /** Everything wrong in one step, or up to a stage. */
  readonly issues: (scope: { readonly step?: string; readonly stage?: number }) => readonly Issue[];
  /** What is wrong in the field that a pointer belongs to. */
  readonly fieldIssues: (pointer: string) => readonly Issue[];
  /** Fetches the phone data where a phone was given; without a connection the shape alone is judged. */
  readonly withPhones: () => Promise<void>;
  /**
   * The answers as they are sent: in their stored writing, without what hidden fields held and what is kept apart, with
   * what software fills.
   */
  readonly answers: () => JsonObject;
  /** The answers of one step, in their stored writing. */
  readonly answersOf: (step: string) => JsonObject;
  /** The PIN that was chosen, where one is asked for. */
  readonly pin: () => string | undefined;
}

/** Stage 1 was signed and sent: its consents are the backend's, also after a reload that forgot the ticks. */
const isRegistered = (state: JourneyState): boolean =>
  state.receipt !== undefined || (state.status !== null && state.status.state !== 'draft');

function consentsOf(state: JourneyState, definition: FormDefinition): ReadonlySet<string> {
  const given = Object.entries(state.consents).flatMap(([id, consent]) => (consent.given ? [id] : []));
  const signed = isRegistered(state)
    ? placedFields(definition).flatMap(({ field, step }) => (step.stage === 1 ? (field.consent ?? []) : []))
    : [];
  return new Set([...given, ...signed]);
}

const allConsents = (definition: FormDefinition): ReadonlySet<string> =>
  new Set(placedFields(definition).flatMap(({ field }) => field.consent ?? []));

export function createValidator(context: Context): Validator {
  let phones: Phones | undefined;
  const contextOf = (state: JourneyState, definition: FormDefinition): ValidationContext => ({
    today: context.today(),
    // Without a backend there are no consent texts, so nothing can be signed: the form is only tried out.
    consents: context.client ? consentsOf(state, definition) : allConsents(definition),
    ...(phones ? { phones } : {}),
    // What the backend has taken it asks for no more; it is not sent back.
    ...(isRegistered(state) ? { kept: new Set([pinPointer]) } : {}),
  });
  const definitionOf = ({ program }: JourneyState): FormDefinition | null =>
    program.phase === 'ready' ? program.definition : null;

  /** With what is kept apart. */
  function whole(): JsonObject {
    const state = context.state();
    const definition = definitionOf(state);
    if (!definition) return state.answers;
    const signed = isGiven(valueAt(state.answers, '/signature/name'));
    let answers = withValue(state.answers, '/uiLanguage', state.lang);
    if (signed) answers = withValue(answers, '/signature/date', context.today());
    return normaliseAnswers(definition, prune(definition, answers), phones);
  }

  return {
    issues(scope) {
      const state = context.state();
      const definition = definitionOf(state);
      return definition ? validate(definition, state.answers, { ...contextOf(state, definition), ...scope }) : [];
    },
    fieldIssues(pointer) {
      const state = context.state();
      const definition = definitionOf(state);
      return definition ? validateField(definition, state.answers, pointer, contextOf(state, definition)) : [];
    },
    async withPhones() {
      const state = context.state();
      const definition = definitionOf(state);
      if (phones || !definition || !hasPhone(definition, state.answers)) return;
      phones = (await loadPhones().catch(() => null))?.phones;
    },
    answers: () => asSent(definitionOf(context.state()), whole()),
    answersOf(id) {
      const definition = definitionOf(context.state());
      const answers = whole();
      return (definition ? pointersOf(definition, (step) => step.id === id) : []).reduce<JsonObject>(
        (own, pointer) => withValue(own, pointer, valueAt(answers, pointer)),
        {},
      );
    },
    pin() {
      const pin = valueAt(whole(), pinPointer);
      return typeof pin === 'string' && isGiven(pin) ? pin : undefined;
    },
  };
}

const hasPhone = (definition: FormDefinition, answers: JsonObject): boolean =>
  placedFields(definition).some(
    ({ field, template, group }) => field.type === 'phone' && isGiven(valueAt(answers, group ?? template)),
  );

/** Is this pointer's field of a type? Cheap enough for every key press: the current step only. */
export const isPhonePointer = (state: JourneyState, pointer: string): boolean =>
  currentStep(state)?.sections.some((section) =>
    section.fields.some((field) => field.type === 'phone' && pointer.endsWith(`/${field.id.replaceAll('.', '/')}`)),
  ) ?? false;
