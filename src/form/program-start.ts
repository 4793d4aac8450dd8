/** What a descriptor says about step 1 beside the program's own operations; cheap enough for the first view. */
import type { Field, FormDefinition, Program } from '../protocol/index.ts';

/** A field with these options alone. With one left there is nothing to ask: it is carried. */
export function narrowed(field: Field, codes: readonly string[]): Field {
  const options = field.options?.filter(({ code }) => codes.includes(code)) ?? [];
  const [only] = options;
  const settled = options.length === 1 && only && field.required === true && only.visible === undefined;
  const value = field.type === 'choices' ? [only?.code] : only?.code;
  return { ...field, options, ...(settled && { fixed: { value } }) };
}

/** The country of eligible regions decides where a region is asked: `US-ME` → `US`. */
const regionCountries = ({ eligibility: { regions } }: Program): string[] => [
  ...new Set([...(regions?.allow ?? []), ...(regions?.deny ?? [])].map((code) => code.slice(0, 2))),
];

/** The definition with the program's roles, and a region asked where the program tells regions apart. */
export function withProgramStart(definition: FormDefinition, program: Program): FormDefinition {
  const countries = regionCountries(program);
  const changed = (field: Field): Field => {
    if (field.id === 'patientLocation.region')
      return {
        ...field,
        visible: countries.length > 0 ? { field: '/patientLocation/country', in: countries } : { not: true },
      };
    const offered = field.id === 'submitter.role' && field.options?.some(({ code }) => program.roles.includes(code));
    return offered ? narrowed(field, program.roles) : field;
  };
  return {
    ...definition,
    steps: definition.steps.map((step) => ({
      ...step,
      sections: step.sections.map((section) => ({ ...section, fields: section.fields.map(changed) })),
    })),
  };
}
