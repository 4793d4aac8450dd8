// @ts-check
/** One modal dialog at a time: a question with fields, sent by one button, refused with words, closed without a trace. */
import { el, fill } from '../shared/dom.js';
import { wordsFor } from './api.js';

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} [text]
 * @property {string} send label of the button
 * @property {boolean} [danger]
 * @property {readonly HTMLElement[]} [fields]
 * @property {(data: FormData) => Promise<void>} run does it; throws what went wrong
 */

let count = 0;

/** @param {Question} question */
export function ask({ title, text, send, danger, fields = [], run }) {
  count += 1;
  const titleId = `dialog-${count}`;
  const problem = el('div', { class: 'problem', role: 'alert', hidden: true });
  const button = el('button', { class: danger ? 'button danger' : 'button' }, send);
  const form = el(
    'form',
    { method: 'dialog' },
    el('h2', { id: titleId }, title),
    text && el('p', { class: 'quiet' }, text),
    problem,
    ...fields,
    el(
      'div',
      { class: 'buttons' },
      button,
      el('button', { type: 'button', class: 'button ghost', onclick: () => dialog.close() }, 'Cancel'),
    ),
  );
  const dialog = el('dialog', { 'aria-labelledby': titleId, onclose: () => dialog.remove() }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    try {
      await run(new FormData(form));
      dialog.close();
    } catch (cause) {
      fill(problem, wordsFor(cause));
      problem.hidden = false;
      button.disabled = false;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * A labelled control.
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  count += 1;
  control.id ||= `field-${count}`;
  const hintNode = hint ? el('p', { class: 'hint', id: `${control.id}-hint` }, hint) : null;
  if (hintNode) control.setAttribute('aria-describedby', hintNode.id);
  return el('div', { class: 'field' }, el('label', { for: control.id }, label), hintNode, control);
}

/**
 * @param {string} name
 * @param {readonly (readonly [string, string])[]} options value and words
 * @param {string} [chosen]
 */
export const select = (name, options, chosen) =>
  el(
    'select',
    { name, required: true },
    ...options.map(([value, words]) => el('option', { value, selected: value === chosen }, words)),
  );

/** @param {string} name @param {Readonly<Record<string, unknown>>} [options] */
export const input = (name, options = {}) => el('input', { name, autocomplete: 'off', ...options });

/** @param {string} name @param {Readonly<Record<string, unknown>>} [options] */
export const longText = (name, options = {}) => el('textarea', { name, rows: 3, ...options });

/**
 * Rows that can be added and taken away, at least one.
 * @param {string} addLabel
 * @param {readonly HTMLElement[]} first
 * @param {() => HTMLElement} make
 */
export function rows(addLabel, first, make) {
  const list = el('div', { class: 'rows' });
  /** @param {HTMLElement} content */
  const put = (content) => {
    const row = el('div', { class: 'row', role: 'group' }, content);
    row.append(
      el(
        'button',
        {
          type: 'button',
          class: 'button ghost small',
          onclick: () => {
            if (list.children.length > 1) row.remove();
            list.dispatchEvent(new Event('input', { bubbles: true }));
          },
        },
        'Remove',
      ),
    );
    list.append(row);
    return row;
  };
  first.forEach(put);
  const add = el(
    'button',
    {
      type: 'button',
      class: 'button ghost small',
      onclick: () => {
        const control = put(make()).querySelector('select, input');
        if (control instanceof HTMLElement) control.focus();
      },
    },
    addLabel,
  );
  return el('div', { class: 'row-list' }, list, add);
}

/** @param {FormDataEntryValue | null} value */
export const text = (value) => (typeof value === 'string' ? value.trim() : '');
