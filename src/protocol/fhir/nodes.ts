/**
 * A definition as the tree of items that FHIR wants: of an imported one the very items it came from, of ours one group a
 * step, one a section, and structured answers (names, addresses, phones, lists) as groups of their parts.
 */
import type { Condition, Field, FormDefinition, Section } from '../form-definition.ts';
import { isObject, pathOf } from '../pointer.ts';
import { enableWhenOf } from './conditions.ts';
import { optionsOfItem, optionValue } from './import-field.ts';
import type { FhirSource } from './import-questionnaire.ts';
import { type FhirPlace, type FhirProblem, isPlace, type ItemHead, type Questionnaire } from './questionnaire.ts';

/** One answer, or list of answers, of a simple type. */
export interface Leaf {
  /** Pointer with `*` for items of groups. */
  readonly pointer: string;
  readonly field: Pick<Field, 'type' | 'units'>;
  /** Values as the questionnaire has them, for choices. */
  readonly options: readonly unknown[];
  readonly optionKeys: readonly string[];
  readonly system?: string;
  /** A list of values in one answer (`given`, `lines`, `choices`). */
  readonly list?: true;
  /** Each answer is an item of this group, its value at the pointer. */
  readonly each?: string;
}

export interface Node {
  readonly head: ItemHead;
  readonly children: Node[];
  /** Pointer of the group that repeats here. */
  readonly group?: string;
  readonly leaf?: Leaf;
}

export interface Tree {
  readonly nodes: readonly Node[];
  readonly problems: readonly FhirProblem[];
}

const groupPointer = (section: Section): string | undefined => (section.repeat ? pathOf(section.id) : undefined);
const answerPointer = (section: Section, field: Field): string => {
  const group = groupPointer(section);
  return group === undefined ? pathOf(field.id) : `${group}/*${pathOf(field.id)}`;
};

export const isSource = (value: unknown): value is FhirSource =>
  isObject(value) && isObject(value['head']) && Array.isArray(value['kept']);

/** The tree of an imported definition; what a program added since stands at the end of its section, or of all. */
function importedTree(definition: FormDefinition, source: FhirSource): Tree {
  const questionnaire = source.head as unknown as Questionnaire;
  const byPlace = new Map<string, Node>();
  const added: Node[] = [];
  const put = ({ at, head }: FhirPlace, more: Partial<Node> = {}): void => {
    byPlace.set(at.join('.'), { head, children: [], ...more });
  };
  source.kept.forEach((place) => put(place));
  for (const section of definition.steps.flatMap(({ sections }) => sections)) {
    const group = groupPointer(section);
    if (isPlace(section.fhir)) put(section.fhir, group === undefined ? {} : { group });
    for (const field of section.fields) {
      if (!isPlace(field.fhir)) {
        added.push(...ownField(section, field, new Map(), () => undefined));
        continue;
      }
      const values = (optionsOfItem(field.fhir.head, questionnaire) ?? []).flatMap(
        (option) => optionValue(option) ?? [],
      );
      const alone = group !== undefined && field.id === 'value';
      put(field.fhir, {
        leaf: {
          pointer: answerPointer(section, field),
          field,
          options: values.map(({ value }) => value),
          optionKeys: values.map(({ key }) => key),
          ...(field.type === 'choices' && { list: true }),
          ...(alone && { each: group }),
        },
      });
    }
  }
  const nodes: Node[] = [];
  const order = (place: string): number => Number(place.slice(place.lastIndexOf('.') + 1));
  for (const place of [...byPlace.keys()].sort((a, b) => order(a) - order(b))) {
    const node = byPlace.get(place) as Node;
    const above = place.includes('.') ? byPlace.get(place.slice(0, place.lastIndexOf('.'))) : undefined;
    (above?.children ?? nodes).push(node);
  }
  return { nodes: [...nodes, ...added], problems: [] };
}

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
export const ownSystem = (id: string): string =>
  `https://rso-intake.example/fhir/CodeSystem/${id.replaceAll('.', '-')}`;

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

function ownField(section: Section, field: Field, linkIds: ReadonlyMap<string, string>, report: Report): Node[] {
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

function ownTree(definition: FormDefinition): Tree {
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

/** The items of a definition, ours or imported. */
export const treeOf = (definition: FormDefinition): Tree =>
  isSource(definition.fhir) ? importedTree(definition, definition.fhir) : ownTree(definition);
