/** Our own form as FHIR items: structured answers (names, addresses, phones, lists) are groups of their parts. */
import type { Field, FormDefinition, Section } from '../form-definition.ts';
import type { AskedItem } from './conditions.ts';
import { answerPointer, groupPointer, type Node, type Tree } from './node.ts';
import { codingOf } from './declined.ts';
import { conditions, extension, extensions, hintNodes, reportRules, worded } from './own-heads.ts';
import type { Extension, FhirProblem } from './questionnaire.ts';
import type { Report } from './report.ts';

/** Parts of structured answers: name, FHIR type. */
const parts: Readonly<Record<string, readonly (readonly [name: string, type: string, list?: true])[]>> = {
  name: [
    ['full', 'string'],
    ['latin', 'string'],
    ['given', 'string', true],
    ['family', 'string'],
    ['preferred', 'string'],
  ],
  phone: [
    ['number', 'string'],
    ['country', 'string'],
    ['type', 'string'],
    ['whatsApp', 'boolean'],
    ['okToText', 'boolean'],
    ['kept', 'boolean'],
  ],
  address: [
    ['country', 'string'],
    ['lines', 'string', true],
    ['locality', 'string'],
    ['region', 'string'],
    ['postalCode', 'string'],
  ],
};
const listParts: Readonly<Record<string, readonly (readonly [name: string, type: string])[]>> = {
  'list-none-unknown': [['text', 'string']],
  'medication-list': [
    ['name', 'string'],
    ['dose', 'string'],
    ['since', 'date'],
  ],
};

const typeOf: Readonly<Record<string, Field['type']>> = { string: 'text', boolean: 'boolean', date: 'partial-date' };
const simpleTypes: Readonly<Record<string, string>> = {
  text: 'string',
  longtext: 'text',
  email: 'string',
  'partial-date': 'date',
  language: 'choice',
  country: 'choice',
  'time-zone': 'choice',
  choice: 'choice',
  choices: 'choice',
  boolean: 'boolean',
  consent: 'boolean',
  'number-with-unit': 'quantity',
  coded: 'open-choice',
};
const systems: Readonly<Record<string, string>> = {
  language: 'urn:ietf:bcp:47',
  country: 'urn:iso:std:iso:3166',
  'time-zone': 'https://www.iana.org/time-zones',
};
const ownSystem = (id: string): string => `https://rso-intake.example/fhir/CodeSystem/${id.replaceAll('.', '-')}`;

const leafNode = (linkId: string, pointer: string, type: string, list?: true): Node => ({
  head: { linkId, type, ...(list && { repeats: true }) },
  children: [],
  leaf: {
    pointer,
    field: { type: typeOf[type] ?? 'text' },
    options: [],
    optionKeys: [],
    codes: [],
    ...(list && { list }),
  },
});

/** The items of one field. */
export function ownField(
  section: Section,
  field: Field,
  questions: ReadonlyMap<string, AskedItem>,
  report: Report,
): Node[] {
  const pointer = answerPointer(section, field);
  const linkId = pointer;
  if (field.required !== undefined && field.required !== true)
    report({ at: linkId, code: 'condition', what: 'required', effect: 'left-out' });
  reportRules(linkId, field, report);
  const shared = {
    linkId,
    ...worded(field.text, 'text'),
    ...(field.required === true && { required: true }),
    ...conditions(linkId, field.visible, questions, report),
    ...extensions(field),
  };
  if (field.type === 'display') return [{ head: { ...shared, type: 'display' }, children: [] }];
  const structured = parts[field.type];
  if (structured)
    return [
      {
        head: { ...shared, type: 'group' },
        children: [
          ...hintNodes(linkId, field),
          ...structured.map(([name, type, list]) => leafNode(`${linkId}/${name}`, `${pointer}/${name}`, type, list)),
        ],
      },
    ];
  const listed = listParts[field.type];
  if (listed) {
    const items = `${pointer}/items`;
    const columns = listed.map(([name, type]) => leafNode(`${linkId}/items/*/${name}`, `${items}/*/${name}`, type));
    return [
      {
        head: { ...shared, type: 'group' },
        children: [
          ...hintNodes(linkId, field),
          leafNode(`${linkId}/state`, `${pointer}/state`, 'string'),
          { head: { linkId: `${linkId}/items`, type: 'group', repeats: true }, children: columns, group: items },
        ],
      },
    ];
  }
  const type = simpleTypes[field.type] as string;
  const many = field.type === 'choices';
  const system = systems[field.type] ?? ownSystem(field.id);
  // A country or a language is one of a whole system; what a list of them offers besides is no list of its own.
  const listedHere = systems[field.type] ? undefined : field.options;
  const answerOption = listedHere?.map(({ code, text, exclusive }) => ({
    valueCoding: { ...codingOf(system, code), ...worded(text, 'display') },
    ...(exclusive && { extension: [extension('questionnaire-optionExclusive', { valueBoolean: true })] }),
  }));
  return [
    {
      head: {
        ...shared,
        type,
        ...(many && { repeats: true }),
        ...(type === 'string' || type === 'text' ? field.max !== undefined && { maxLength: field.max } : {}),
        ...(answerOption && { answerOption }),
      },
      children: hintNodes(linkId, field),
      leaf: { pointer, field, options: [], optionKeys: [], codes: [], system, ...(many && { list: true }) },
    },
  ];
}

/** The items of a definition of ours. */
export function ownTree(definition: FormDefinition): Tree {
  const problems: FhirProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const sections = definition.steps.flatMap((step) => step.sections);
  const questions = new Map<string, AskedItem>();
  for (const section of sections)
    for (const field of section.fields) {
      // A condition on a group of parts is a question in no language of FHIR.
      const type = simpleTypes[field.type];
      if (type === undefined) continue;
      const linkId = answerPointer(section, field);
      const coded = type === 'choice' || type === 'open-choice';
      questions.set(linkId, { linkId, ...(coded && { system: systems[field.type] ?? ownSystem(field.id) }) });
    }
  const nodes = definition.steps.map((step): Node => ({
    head: { linkId: step.id, type: 'group', ...worded(step.text, 'text') },
    children: step.sections.map((section): Node => {
      const group = groupPointer(section);
      const linkId = `${step.id}/${section.id}`;
      const bound = (name: 'min' | 'max', amount: number): Extension =>
        extension(`questionnaire-${name}Occurs`, { valueInteger: amount });
      return {
        head: {
          linkId,
          type: 'group',
          ...worded(section.text, 'text'),
          ...(group !== undefined && {
            repeats: true,
            ...(section.repeat?.min && !section.repeat.minWhen && { required: true }),
            ...(section.repeat && {
              extension: [
                ...(section.repeat.min > 0 && !section.repeat.minWhen ? [bound('min', section.repeat.min)] : []),
                bound('max', section.repeat.max),
              ],
            }),
          }),
          ...conditions(linkId, section.visible, questions, report),
        },
        children: section.fields.flatMap((field) => ownField(section, field, questions, report)),
        ...(group !== undefined && { group }),
      };
    }),
  }));
  return { nodes, problems };
}
