/** Our own form as FHIR items: structured answers (names, addresses, phones, lists) are groups of their parts. */
import type { Condition, Field, FormDefinition, Section } from '../form-definition.ts';
import { enableWhenOf } from './conditions.ts';
import { answerPointer, groupPointer, type Node, type Tree } from './node.ts';
import type { FhirProblem, ItemHead } from './questionnaire.ts';

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
  leaf: { pointer, field: { type: typeOf[type] ?? 'text' }, options: [], optionKeys: [], ...(list && { list }) },
});

type Report = (problem: FhirProblem) => void;

/** Conditions of an item, where FHIR can say them. */
function conditions(
  linkId: string,
  visible: Condition | undefined,
  linkIds: ReadonlyMap<string, string>,
  report: Report,
): Partial<ItemHead> {
  if (visible === undefined) return {};
  const said = enableWhenOf(visible, linkIds);
  if (said === undefined) report({ at: linkId, code: 'condition', what: 'visible', effect: 'left-out' });
  return said ?? {};
}

/** The items of one field. */
export function ownField(section: Section, field: Field, linkIds: ReadonlyMap<string, string>, report: Report): Node[] {
  const pointer = answerPointer(section, field);
  const linkId = pointer;
  const text = field.text?.['en'];
  if (field.required !== undefined && field.required !== true)
    report({ at: linkId, code: 'condition', what: 'required', effect: 'left-out' });
  const shared = {
    linkId,
    ...(text !== undefined && { text }),
    ...(field.required === true && { required: true }),
    ...conditions(linkId, field.visible, linkIds, report),
  };
  const structured = parts[field.type];
  if (structured)
    return [
      {
        head: { ...shared, type: 'group' },
        children: structured.map(([name, type, list]) =>
          leafNode(`${linkId}/${name}`, `${pointer}/${name}`, type, list),
        ),
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
          leafNode(`${linkId}/state`, `${pointer}/state`, 'string'),
          { head: { linkId: `${linkId}/items`, type: 'group', repeats: true }, children: columns, group: items },
        ],
      },
    ];
  }
  const type = simpleTypes[field.type] as string;
  const many = field.type === 'choices';
  const system = systems[field.type] ?? ownSystem(field.id);
  const answerOption = field.options?.map(({ code, text: words }) => ({
    valueCoding: { system, code, ...(words?.['en'] !== undefined && { display: words['en'] }) },
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
      children: [],
      leaf: { pointer, field, options: [], optionKeys: [], system, ...(many && { list: true }) },
    },
  ];
}

/** The items of a definition of ours. */
export function ownTree(definition: FormDefinition): Tree {
  const problems: FhirProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const sections = definition.steps.flatMap((step) => step.sections);
  const linkIds = new Map(
    sections.flatMap((section) =>
      section.fields.flatMap((field): [string, string][] => {
        const pointer = answerPointer(section, field);
        // A condition on a group is a question in no language of FHIR.
        return simpleTypes[field.type] ? [[pointer, pointer]] : [];
      }),
    ),
  );
  const nodes = definition.steps.map((step): Node => ({
    head: { linkId: step.id, type: 'group' },
    children: step.sections.map((section): Node => {
      const group = groupPointer(section);
      const linkId = `${step.id}/${section.id}`;
      const text = section.text?.['en'];
      return {
        head: {
          linkId,
          type: 'group',
          ...(text !== undefined && { text }),
          ...(group !== undefined && {
            repeats: true,
            ...(section.repeat?.min && !section.repeat.minWhen && { required: true }),
          }),
          ...conditions(linkId, section.visible, linkIds, report),
        },
        children: section.fields.flatMap((field) => ownField(section, field, linkIds, report)),
        ...(group !== undefined && { group }),
      };
    }),
  }));
  return { nodes, problems };
}
