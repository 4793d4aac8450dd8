/** FHIR R4 Questionnaire and QuestionnaireResponse, as far as forms need them. Read leniently: others write them. */
import { isObject } from '../pointer.ts';

export interface Extension {
  readonly url: string;
  readonly extension?: readonly Extension[];
  readonly [value: `value${string}`]: unknown;
}

export interface Coding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
  readonly [member: string]: unknown;
}

export interface EnableWhen {
  readonly question: string;
  readonly operator: string;
  readonly [answer: `answer${string}`]: unknown;
}

/** An item without its children: what is kept of it word for word. */
export interface ItemHead {
  readonly linkId: string;
  readonly type: string;
  readonly text?: string;
  readonly required?: boolean;
  readonly repeats?: boolean;
  readonly readOnly?: boolean;
  readonly maxLength?: number;
  readonly enableWhen?: readonly EnableWhen[];
  readonly enableBehavior?: string;
  readonly answerOption?: readonly { readonly [value: string]: unknown }[];
  readonly answerValueSet?: string;
  readonly initial?: readonly unknown[];
  readonly extension?: readonly Extension[];
  readonly [member: string]: unknown;
}

export interface Item extends ItemHead {
  readonly item?: readonly Item[];
}

export interface Questionnaire {
  readonly resourceType: 'Questionnaire';
  readonly url?: string;
  readonly version?: string;
  readonly title?: string;
  readonly name?: string;
  readonly language?: string;
  readonly status: string;
  readonly contained?: readonly { readonly [member: string]: unknown }[];
  readonly item?: readonly Item[];
  readonly [member: string]: unknown;
}

/** `value[x]` of one answer, with its own extensions and nested items. */
export interface ResponseAnswer {
  /** Key of the item, where each answer is one of a group. */
  readonly id?: string;
  readonly item?: readonly ResponseItem[];
  readonly extension?: readonly Extension[];
  readonly [value: `value${string}`]: unknown;
}

export interface ResponseItem {
  /** Key of the item of a repeating group. */
  readonly id?: string;
  readonly linkId: string;
  readonly text?: string;
  readonly extension?: readonly Extension[];
  readonly answer?: readonly ResponseAnswer[];
  readonly item?: readonly ResponseItem[];
}

export interface QuestionnaireResponse {
  readonly resourceType: 'QuestionnaireResponse';
  readonly questionnaire?: string;
  readonly status: string;
  readonly item?: readonly ResponseItem[];
  readonly [member: string]: unknown;
}

/**
 * What could not be taken over. `kept`: it comes back on export, but the form does not act on it; `changed`: it is there
 * in another shape; `left-out`: it is not in the form.
 */
export interface FhirProblem {
  /** The item's linkId, or a pointer into the answers; empty for the resource itself. */
  readonly at: string;
  /**
   * `type`, `extension`, `member`, `initial`, `condition`, `value-set`, `nesting`, `read-only`, `pattern`, `limit`,
   * `link-id`, `value`, `unknown-item`, `unknown-answer`, `rule`
   */
  readonly code: string;
  /** The type, extension or member that it is about. */
  readonly what: string;
  readonly effect: 'kept' | 'changed' | 'left-out';
}

/** Where a field or section stands in an imported questionnaire. */
export interface FhirPlace {
  /** Indexes from the top: `[0, 2]` is the third item of the first. */
  readonly at: readonly number[];
  readonly head: ItemHead;
}

export const isPlace = (value: unknown): value is FhirPlace =>
  isObject(value) && Array.isArray(value['at']) && isObject(value['head']);

/** Extensions of our own, for what FHIR has no place for. */
export const ownExtension = (name: string): string => `https://rso-intake.example/fhir/StructureDefinition/${name}`;

const standard = 'http://hl7.org/fhir/StructureDefinition/';

/** The value of a standard extension of an item, whatever its type. */
export const extensionValue = (owner: Pick<ItemHead, 'extension'>, name: string): unknown =>
  extensionValues(owner, name)[0];

/** All of its values, where it may be there several times. */
export function extensionValues({ extension }: Pick<ItemHead, 'extension'>, name: string): readonly unknown[] {
  const wanted = name.includes('://') ? name : `${standard}${name}`;
  return (Array.isArray(extension) ? (extension as readonly Extension[]) : [])
    .filter(({ url }) => url === wanted)
    .map(valueOf);
}

/** The `value[x]` of an extension or an answer. */
export function valueOf(owner: object): unknown {
  const key = Object.keys(owner).find((member) => member.startsWith('value'));
  return key === undefined ? undefined : (owner as Readonly<Record<string, unknown>>)[key];
}
