/**
 * The form definition and the answers (contract.md "Form definition"): what is asked, as data, so that a program changes
 * its form by its descriptor alone. The engine that reads it is `src/form`; the words are in the locale files.
 *
 * Where an answer lives: a field's `id` is a path with dots, and the answer stands at that path (`patient.birthDate` →
 * `/patient/birthDate`). In a section that repeats, the section's `id` is the path of the group and a field's `id` goes on
 * from the item: `/guardians/{client id}/name`. What a program adds stands under `/custom/{id}`.
 */
import * as z from 'zod/mini';
import type { JsonObject } from './merge-patch.ts';
import { isoDate, textByLanguage } from './scalars.ts';

/** RFC 6901 pointer into the answers. `*` stands for "this item" of a repeating group, or "any item" outside of it. */
const pointer = z.string().check(z.regex(/^(?:\/[^/]+)+$/), z.maxLength(200));
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/**
 * When something holds. `eq` and `in` hold for a list if one of its members matches; `exists: true | false` asks for any
 * value, `exists: "code"` for that member of a list; `gt` and `lt` compare numbers, or ISO dates as text; `partial` asks whether a date lacks its day.
 */
export type Condition =
  | true
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition }
  | {
      readonly field: string;
      readonly eq?: string | number | boolean | undefined;
      readonly in?: readonly (string | number | boolean)[] | undefined;
      readonly exists?: boolean | string | undefined;
      readonly gt?: string | number | undefined;
      readonly lt?: string | number | undefined;
      readonly partial?: boolean | undefined;
    };

export const condition: z.ZodMiniType<Condition> = z.lazy(() =>
  z.union([
    z.literal(true),
    z.object({ and: z.array(condition) }),
    z.object({ or: z.array(condition) }),
    z.object({ not: condition }),
    z.object({
      field: pointer,
      eq: z.optional(scalar),
      in: z.optional(z.array(scalar)),
      exists: z.optional(z.union([z.boolean(), z.string()])),
      gt: z.optional(z.union([z.string(), z.number()])),
      lt: z.optional(z.union([z.string(), z.number()])),
      partial: z.optional(z.boolean()),
    }),
  ]),
);

/** Field types, and the shape of the answer of each (see `src/form/answer-shapes.ts`). */
export const fieldTypes = [
  'text',
  'longtext',
  'name',
  'phone',
  'email',
  'address',
  'partial-date',
  'language',
  'country',
  'time-zone',
  'choice',
  'choices',
  'boolean',
  'consent',
  'number-with-unit',
  'coded',
  'medication-list',
  'list-none-unknown',
  // A text to be read where it stands; nothing is answered.
  'display',
] as const;
export const fieldType = z.enum(fieldTypes);
export type FieldType = z.infer<typeof fieldType>;

export const fieldOption = z.object({
  code: z.string().check(z.minLength(1), z.maxLength(80)),
  textKey: z.optional(z.string()),
  text: z.optional(textByLanguage),
  /** The fee modifier that choosing it causes. */
  fee: z.optional(z.string()),
  /** Of several choices this one stands alone ("none of these"). */
  exclusive: z.optional(z.boolean()),
  /** Offered only while this holds. */
  visible: z.optional(condition),
});
export type FieldOption = z.infer<typeof fieldOption>;

/** `true`: the words stand under the label's key with `.help` or `.why`; a text per language: the program's own; `false`: none. */
const words = z.optional(z.union([z.boolean(), textByLanguage]));

export const field = z.object({
  id: z.string().check(z.regex(/^[a-z][\w-]*(?:\.[a-z][\w-]*)*$/i), z.maxLength(80)),
  type: fieldType,
  required: z.optional(condition),
  visible: z.optional(condition),
  options: z.optional(z.array(fieldOption)),
  /** Texts: code points. Choices, lists: how many. Numbers: the value in the first unit. */
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  /** Dates: the first and the last day that there may be. */
  earliest: z.optional(isoDate),
  latest: z.optional(isoDate),
  /** Texts: a regular expression that the whole of it has to match. */
  pattern: z.optional(z.string().check(z.maxLength(200))),
  /** UCUM-like units of a number, the stored one first: `["kg", "lb"]`. */
  units: z.optional(z.array(z.string())),
  /** Key of the label; `field.<id>` if absent. */
  textKey: z.optional(z.string()),
  text: z.optional(textByLanguage),
  /** A hint under the label; there is one where this is `true` or a text. */
  help: words,
  /** "Why we ask"; there is one unless this is `false`. */
  why: words,
  autocomplete: z.optional(z.string()),
  /** Named rules beyond the type (`apart`: kept beside the answers, never in them): `past`, `future`, `birth`, `since-birth`, `english` …; unknown ones are ignored. */
  rules: z.optional(z.array(z.string())),
  /** The consent whose text stands with this field, and which answering `true` gives. */
  consent: z.optional(z.string()),
  /** Carried without being asked while `when` holds: one possible value, or the answer already given at `from`. */
  fixed: z.optional(
    z.object({ value: z.optional(z.unknown()), from: z.optional(pointer), when: z.optional(condition) }),
  ),
  /** Filled by the software, never asked and never required of the person (language of the page, date of signing). */
  auto: z.optional(z.boolean()),
  /** An earlier answer that may be offered as a start; nothing is filled in without being shown. */
  offer: z.optional(pointer),
  /** Where it goes in FHIR R4: a path, or a code of the mapping. */
  fhir: z.optional(z.unknown()),
});
export type Field = z.infer<typeof field>;

export const section = z.object({
  id: z.string().check(z.regex(/^[a-z][\w-]*(?:\.[a-z][\w-]*)*$/i), z.maxLength(80)),
  fields: z.array(field),
  /** A group of `min` to `max` items, keyed by client id, ordered by `order`. `min` counts only while `minWhen` holds. */
  repeat: z.optional(z.object({ min: z.int(), max: z.int(), minWhen: z.optional(condition) })),
  visible: z.optional(condition),
  textKey: z.optional(z.string()),
  text: z.optional(textByLanguage),
  /** Optional questions stand among the others; otherwise they are folded behind one line. */
  unfolded: z.optional(z.boolean()),
  /** Where it comes from or goes to in FHIR R4. */
  fhir: z.optional(z.unknown()),
});
export type Section = z.infer<typeof section>;

/** Stage 1 registration, 2 records, 3 later. */
export const step = z.object({
  id: z.string().check(z.regex(/^[a-z][\w-]*$/i)),
  stage: z.int(),
  sections: z.array(section),
  /** Its name where it is no step of ours. */
  text: z.optional(textByLanguage),
});
export type Step = z.infer<typeof step>;

export const formDefinition = z.object({
  id: z.string(),
  version: z.string(),
  steps: z.array(step),
  /** What an imported questionnaire says beside its items. */
  fhir: z.optional(z.unknown()),
});
export type FormDefinition = z.infer<typeof formDefinition>;

/**
 * What a program does to the default form. `after`, `hide`, `move` … name a field by its pointer, or a section by
 * `/{step}/{section}`: `after` a section means at its end.
 */
export const formOperation = z.union([
  z.object({ add: field, after: pointer }),
  z.object({ hide: pointer }),
  z.object({ require: pointer, when: z.optional(condition) }),
  z.object({ narrow: pointer, options: z.array(z.string()) }),
  z.object({ move: pointer, after: pointer }),
  z.object({
    text: pointer,
    label: z.optional(textByLanguage),
    hint: z.optional(textByLanguage),
    why: z.optional(textByLanguage),
    options: z.optional(z.record(z.string(), textByLanguage)),
  }),
]);
export type FormOperation = z.infer<typeof formOperation>;

/**
 * Something to say about an answer. Stable `code`, worded by the client from `issue.<code>`; `params` never hold what the
 * person typed. Without `severity` it must be mended before a submission; a `warning` may stand.
 */
export const issue = z.object({
  pointer: z.string(),
  code: z.string(),
  params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  severity: z.optional(z.enum(['error', 'warning'])),
});
export type Issue = z.infer<typeof issue>;

/** Deeper than this nothing of a form is; deeper input is an attack on whoever walks it. */
const DEEPEST = 24;

/** Plain JSON object of bounded depth; walked without recursion, so that hostile input cannot exhaust the stack. */
export function isAnswers(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const open: { readonly node: object; readonly depth: number }[] = [{ node: value, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > DEEPEST) return false;
    for (const member of Object.values(next.node) as unknown[]) {
      if (typeof member === 'object' && member !== null) open.push({ node: member, depth: next.depth + 1 });
      else if (member !== null && !['string', 'number', 'boolean'].includes(typeof member)) return false;
    }
  }
  return true;
}

/** The answers, or a merge patch of them: a JSON object. What is in it is judged by the form engine, not here. */
export const answers = z
  .record(z.string(), z.unknown())
  .check(z.refine(isAnswers)) as unknown as z.ZodMiniType<JsonObject>;
export type Answers = JsonObject;
