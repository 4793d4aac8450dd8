/** What the rest of a descriptor says about the form, as operations of the same kind as the program's own. */
import type { Field, FormDefinition, FormOperation, Program } from '../protocol/index.ts';
import { applyOperations, type AppliedOperations } from './operations.ts';

/** A field of the definition replaced. */
const withField = (definition: FormDefinition, id: string, change: (field: Field) => Field): FormDefinition => ({
  ...definition,
  steps: definition.steps.map((step) => ({
    ...step,
    sections: step.sections.map((section) => ({
      ...section,
      fields: section.fields.map((field) => (field.id === id ? change(field) : field)),
    })),
  })),
});

/** The country of eligible regions decides where a region is asked: `US-ME` → `US`. */
const regionCountries = ({ eligibility: { regions } }: Program): string[] => [
  ...new Set([...(regions?.allow ?? []), ...(regions?.deny ?? [])].map((code) => code.slice(0, 2))),
];

/** What concerns step 1; cheap enough for the first view. */
export const startOperations = (program: Program): FormOperation[] =>
  program.roles.length > 0 ? [{ narrow: '/submitter/role', options: [...program.roles] }] : [];

/** The definition with the descriptor's regions and operations; problems are those of the program's own operations. */
export function forProgram(
  definition: FormDefinition,
  program: Program,
  derived: readonly FormOperation[],
): AppliedOperations {
  const countries = regionCountries(program);
  const local = withField(definition, 'patientLocation.region', (field) => ({
    ...field,
    visible: countries.length > 0 ? { field: '/patientLocation/country', in: countries } : { not: true },
  }));
  return applyOperations(applyOperations(local, derived).definition, program.form?.operations ?? []);
}
