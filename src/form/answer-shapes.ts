/**
 * The shape of the answer to each field type. Every one keeps what the person gave: what cannot be read stays as typed,
 * next to nothing else, and is named by an issue.
 *
 * | type | answer |
 * |---|---|
 * | text, longtext, email, choice, country, language, time-zone | string |
 * | name | `PersonName` |
 * | phone | `PhoneAnswer`, or its number alone as a string |
 * | address | `AddressAnswer` |
 * | partial-date | `YYYY`, `YYYY-MM`, `YYYY-MM-DD`; while boxes are empty the same with gaps: `2031--14` |
 * | choices | list of codes, in the order of importance |
 * | boolean | `true` / `false`; absent until answered |
 * | consent | `true` once given; what was signed (text, hash, language) travels beside the answers |
 * | number-with-unit | `QuantityAnswer` |
 * | coded | `CodedAnswer`, or its text alone as a string |
 * | list-none-unknown, medication-list | `ListAnswer` |
 * | display | none |
 */

/** `full` as in the passport, any script; `latin` where `full` is in another one. Never split by software. */
export interface PersonName {
  readonly full?: string;
  readonly latin?: string;
  readonly given?: readonly string[];
  readonly family?: string;
  readonly preferred?: string;
}

/** `number` in E.164 (`+971501234567`); national digits with `country` until the phone data has been there. */
export interface PhoneAnswer {
  readonly number?: string;
  /** ISO 3166-1 alpha-2 of the picker. */
  readonly country?: string;
  readonly type?: 'mobile' | 'home' | 'work';
  readonly whatsApp?: boolean;
  readonly okToText?: boolean;
  /** "It is right": the number looks unusual and the person keeps it. */
  readonly kept?: boolean;
}

export interface AddressAnswer {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly lines?: readonly string[];
  readonly locality?: string;
  /** ISO 3166-2 or free text. */
  readonly region?: string;
  readonly postalCode?: string;
}

/** `value` in the field's first unit; `given` what was typed and in which unit. */
export interface QuantityAnswer {
  readonly value?: number;
  readonly unit?: string;
  readonly given?: { readonly value: string; readonly unit: string };
}

export interface CodedAnswer {
  readonly text?: string;
  readonly system?: string;
  readonly code?: string;
}

/** Items are keyed by a client id and ordered by `order`, so that two devices do not overwrite each other. */
export interface ListAnswer {
  readonly state?: 'list' | 'none' | 'unknown';
  readonly items?: Readonly<Record<string, ListItem>>;
}
export interface ListItem {
  readonly order?: number;
  /** `list-none-unknown`. */
  readonly text?: string;
  /** `medication-list`. */
  readonly name?: string;
  readonly dose?: string;
  readonly since?: string;
}
