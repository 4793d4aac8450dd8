// @ts-check
/**
 * The form's own English words, so that the desk reads what the family read. Where a word is missing, the label that the
 * backend makes of the field's name stands.
 */
import { words } from './format.js';

/** @typedef {import('../../server/desk/api.ts').DeskAnswer} DeskAnswer */

const packs = ['start', 'form', 'shared'];

/** @type {Readonly<Record<string, string>>} */
let known = {};

/** Fetches the words; without them the desk still works. */
export async function loadLabels() {
  const loaded = await Promise.all(
    packs.map((name) =>
      fetch(`/rso/0.1.0/locales/en/${name}.json`)
        .then((answer) => (answer.ok ? answer.json() : {}))
        .catch(() => ({})),
    ),
  );
  known = Object.assign({}, ...loaded);
}

/** Keys under which a field may stand: its own, or as a member of the group that its section is. */
const keysOf = (/** @type {DeskAnswer} */ { textKey, pointer }, /** @type {string} */ section) =>
  textKey === null ? [] : [textKey, `field.${section}.${pointer.split('/').at(-1) ?? ''}`];

/** @param {DeskAnswer} answer @param {string} section */
export const labelOf = (answer, section) =>
  keysOf(answer, section)
    .map((key) => known[key])
    .find((text) => text !== undefined) ?? answer.label;

/** @param {string} code of DICOM */
export const modalityLabel = (code) => known[`field.imaging.modality.option.${code}`] ?? code;

/** @param {string} section */
export const sectionLabel = (section) => known[`section.${section}`] ?? null;

/**
 * A code as the family chose it.
 * @param {DeskAnswer} answer
 * @param {string} section
 * @param {string} code
 */
export const optionLabel = (answer, section, code) =>
  answer.options?.[code] ??
  [
    ...keysOf(answer, section).map((key) => `${key}.option.${code}`),
    `option.${code}`,
    `specialty.${code}`,
    `relationship.${code}`,
    `list.${code}`,
  ]
    .map((key) => known[key])
    .find((text) => text !== undefined) ??
  words(code);
