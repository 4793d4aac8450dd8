/**
 * Every optional coded question may be declined: "I do not know", "I would rather not say" (access-form.md "Conventions").
 * They are options like others, on offer while the question is optional, so that whatever shows, judges or exports the
 * form needs no further rule.
 */
import type { Field, FieldOption, FieldType, FormDefinition } from '../../protocol/index.ts';

const coded: ReadonlySet<FieldType> = new Set(['choice', 'choices', 'coded', 'country', 'language', 'time-zone']);

/** Codes of FHIR's data-absent-reason go by these (see `protocol/fhir/declined.ts`). */
const declining = ['unknown', 'prefer-not-to-say'] as const;

function withOptions(field: Field): Field {
  const { type, required, options = [], auto, fixed } = field;
  const asked = auto !== true && (fixed === undefined || fixed.when !== undefined);
  if (!coded.has(type) || !asked || required === true) return field;
  const own = new Set(options.map(({ code }) => code));
  const added = declining
    .filter((code) => !own.has(code))
    .map((code): FieldOption => ({
      code,
      textKey: `option.${code}`,
      ...(type === 'choices' && { exclusive: true }),
      ...(required !== undefined && { visible: { not: required } }),
    }));
  return { ...field, options: [...options, ...added] };
}

/** The form with the answers that decline. Last of all: whether a question is optional is the program's to say. */
export const withDeclining = (definition: FormDefinition): FormDefinition => ({
  ...definition,
  steps: definition.steps.map((step) => ({
    ...step,
    sections: step.sections.map((section) => ({ ...section, fields: section.fields.map(withOptions) })),
  })),
});
