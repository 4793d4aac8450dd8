/** The whole form of one program on one day: the default form, its ages, and what the descriptor says about it. */
import type { Condition, Field, FormDefinition, FormOperation, Program } from '../protocol/index.ts';
import { agesOf, yearsBefore } from './access-form/ages.ts';
import { billing } from './access-form/billing.ts';
import { withDeclining } from './access-form/declining.ts';
import { accessFormFor } from './access-form/definition.ts';
import type { AppliedOperations } from './operations.ts';
import { applyOperations } from './operations.ts';
import { withProgramStart } from './program-start.ts';

const physicianFields = ['name', 'clinic', 'address', 'email', 'phone', 'knowsAboutRequest', 'mayContact'];

/** What a descriptor says about the steps after the first, as operations. */
function derivedOperations(program: Program): FormOperation[] {
  const { report, physician, video } = program;
  return [
    ...(report.recipients === 'both' ? [] : [{ narrow: '/report/recipients', options: [report.recipients] }]),
    { narrow: '/report/channel', options: [...report.delivery] },
    ...(physician.required ? physicianFields.map((name) => ({ require: `/physician/${name}` })) : []),
    ...(video ? [] : [{ hide: '/clinical/videoRequested' }]),
  ];
}

/** Open specialties only, each for the ages that it takes; "not sure" always. A code of the program's own comes along. */
function withSpecialties(field: Field, program: Program, today: string): Field {
  if (program.specialties.length === 0) return field;
  const offered = program.specialties.filter(({ open }) => open);
  const options = offered.map(({ code, minAge, maxAge }) => {
    const limits: Condition[] = [
      ...(minAge === undefined ? [] : [{ not: { field: '/patient/birthDate', gt: yearsBefore(today, minAge) } }]),
      ...(maxAge === undefined ? [] : [{ not: { field: '/patient/birthDate', lt: yearsBefore(today, maxAge + 1) } }]),
    ];
    return { code, textKey: `specialty.${code}`, ...(limits.length > 0 && { visible: { and: limits } }) };
  });
  const unsure = offered.some(({ code }) => code === 'not-sure')
    ? []
    : [{ code: 'not-sure', textKey: 'specialty.not-sure' }];
  return { ...field, options: [...options, ...unsure] };
}

/** Consents of the program: those it has no text for are not asked, its own come last before signing. */
function withConsents(definition: FormDefinition, program: Program): FormDefinition {
  const known = new Set<string>();
  const described = (field: Field): Field => {
    if (field.consent === undefined) return field;
    known.add(field.consent);
    if (field.type !== 'consent') return field;
    const descriptor = program.consents.find(({ id }) => id === field.consent);
    if (!descriptor) return { ...field, visible: { not: true } };
    const visible: Condition | undefined = descriptor.when
      ? { and: [field.visible ?? true, descriptor.when] }
      : field.visible;
    return {
      ...field,
      required: descriptor.required ? true : { not: true },
      ...(visible !== undefined && { visible }),
    };
  };
  const steps = definition.steps.map((step) => ({
    ...step,
    sections: step.sections.map((section) => ({ ...section, fields: section.fields.map(described) })),
  }));
  const own = program.consents.filter(({ id }) => !known.has(id));
  const added = own.map(({ id, required, when }): Field => ({
    id: `consents.${id}`,
    type: 'consent',
    consent: id,
    why: false,
    required: required ? true : { not: true },
    ...(when && { visible: when }),
  }));
  return {
    ...definition,
    steps: steps.map((step) => ({
      ...step,
      sections: step.sections.map((section) =>
        section.id === 'consents-sending' ? { ...section, fields: [...section.fields, ...added] } : section,
      ),
    })),
  };
}

/** Forms made lately: a backend asks for the same few days at every request. */
const made = new WeakMap<Program, Map<string, AppliedOperations>>();
const DAYS = 4;

/**
 * The form of a program. `today`: ISO date where the patient is. Client and backend make the same form from the same
 * descriptor and day. Problems name the program's own operations that could not be carried out.
 */
export function programForm(program: Program, today: string): AppliedOperations {
  const days = made.get(program) ?? new Map<string, AppliedOperations>();
  const known = days.get(today);
  if (known) return known;
  if (days.size >= DAYS) days.clear();
  const form = makeForm(program, today);
  made.set(program, days.set(today, form));
  return form;
}

function makeForm(program: Program, today: string): AppliedOperations {
  const whole = withConsents(accessFormFor(agesOf(program.patient, today)), program);
  const [language, ...more] = program.report.languages;
  const steps = whole.steps.map((step) => ({
    ...step,
    sections: step.sections.map((section) => ({
      ...section,
      fields: section.fields.map((field): Field => {
        if (field.id === 'clinical.specialties') return withSpecialties(field, program, today);
        if (field.id !== 'report.language' || language === undefined) return field;
        const { fixed: _fixed, ...asked } = field;
        return more.length > 0 ? asked : { ...asked, fixed: { value: language } };
      }),
    })),
  }));
  const asksBilling = program.fee.billing ? [billing(program.fee.billing.when)] : [];
  const derived = applyOperations(
    withProgramStart({ ...whole, steps: [...steps, ...asksBilling] }, program),
    derivedOperations(program),
  ).definition;
  const { definition, problems } = applyOperations(derived, program.form?.operations ?? []);
  return { definition: withDeclining(definition), problems };
}
