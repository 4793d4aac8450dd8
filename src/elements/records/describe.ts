/**
 * What a record is, of when, in which language. What its words suggest is offered as such: one press takes it, every box can
 * be changed, and nothing is decided for anybody.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { recordNeeds, verdictOf } from '../../journey/carried.ts';
import { categoryCodes } from '../../journey/categories.ts';
import type { RecordItem } from '../../journey/state.ts';
import { combobox } from '../fields/combobox.ts';
import { ownDigits } from '../fields/digits.ts';
import { joinParts, orderOf, partsOf } from '../fields/date-parts.ts';
import { datePartsAfter } from '../fields/pasted-date.ts';
import { factLine } from '../facts.ts';
import type { View } from '../view.ts';
import { rowId } from './record-words.ts';

/** What is offered and not said yet. */
export function openOffer(record: RecordItem): { readonly category?: string; readonly documentDate?: string } | null {
  const { category, documentDate } = verdictOf(record)?.offers ?? {};
  const offer = {
    ...(category && record.category === '' ? { category } : {}),
    ...(documentDate && !record.documentDate ? { documentDate } : {}),
  };
  return Object.keys(offer).length > 0 && !record.submitted ? offer : null;
}

function offerLine(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, send } = view;
  const offer = openOffer(record);
  if (!offer || !words.ready('ways')) return nothing;
  const said = [
    offer.category && words.t(`category.${offer.category}`),
    offer.documentDate && words.day(offer.documentDate, 'long'),
  ];
  return html`<p class="offer">
    <span>${words.t('offer', { offer: factLine(words, said) })}</span>
    <button
      type="button"
      class="button small"
      part="button"
      @click=${() => send({ type: 'describe-record', clientId: record.clientId, ...offer })}
    >
      ${words.t('offer.use')}<span class="visually-hidden"> ${record.name}</span>
    </button>
  </p>`;
}

function categoryField(record: RecordItem, { words, send }: View): TemplateResult {
  const id = `${rowId(record)}-category`;
  const choose = (event: Event) =>
    send({
      type: 'describe-record',
      clientId: record.clientId,
      category: (event.target as HTMLSelectElement).value,
    });
  return html`<div class="field">
    <label class="label" for=${id}>${words.t('record.category')}</label>
    <span class="select"
      ><select part="control" id=${id} @change=${choose}>
        <option value="" ?selected=${record.category === ''}>${words.t('record.category.choose')}</option>
        ${categoryCodes.map(
          (code) =>
            html`<option value=${code} ?selected=${record.category === code}>${words.t(`category.${code}`)}</option>`,
        )}
      </select></span
    >
  </div>`;
}

function dateField(record: RecordItem, { words, send }: View): TemplateResult {
  const id = rowId(record);
  const parts = partsOf(record.documentDate ?? '');
  const set = (name: 'year' | 'month' | 'day') => (event: Event) => {
    const documentDate = joinParts(datePartsAfter(event, parts, name)) ?? '';
    send({ type: 'describe-record', clientId: record.clientId, documentDate });
  };
  const digits = (name: 'year' | 'day') =>
    html`<input
      part="control"
      id="${id}-${name}"
      inputmode="numeric"
      autocomplete="off"
      .value=${ownDigits(parts[name].replace(/^0(?=\d$)/u, ''), words.locale)}
      @change=${set(name)}
    />`;
  const month = html`<span class="select"
    ><select part="control" id="${id}-month" @change=${set('month')}>
      <option value="" ?selected=${!parts.month}></option>
      ${words.months().map((name, index) => {
        const code = String(index + 1).padStart(2, '0');
        return html`<option value=${code} ?selected=${parts.month === code}>${name}</option>`;
      })}
    </select></span
  >`;
  return html`<fieldset class="field">
    <legend class="label">${words.t('record.date')}</legend>
    <div class="date">
      ${orderOf(words).map(
        (name) =>
          html`<div class=${name}>
            <label class="sub" for="${id}-${name}">${words.t(`date.${name}`)}</label>
            ${name === 'month' ? month : digits(name)}
          </div>`,
      )}
    </div>
  </fieldset>`;
}

/** What the check found stands there until the person says otherwise. */
function languageField(record: RecordItem, { words, send }: View): TemplateResult | typeof nothing {
  if (!words.ready('ways')) return nothing;
  const id = `${rowId(record)}-language`;
  return html`<div class="field">
    <label class="label" for=${id}>${words.t('record.language')}</label>
    ${combobox({
      ids: { id, describedBy: nothing, invalid: nothing, required: nothing },
      name: id,
      words,
      options: ({ languageList }) => languageList(words),
      value: record.language ?? verdictOf(record)?.languages[0] ?? '',
      labelOf: words.language,
      type: 'language',
      choose: (language) => language && send({ type: 'describe-record', clientId: record.clientId, language }),
    })}
  </div>`;
}

export function describe(record: RecordItem, view: View): TemplateResult {
  const { words, state } = view;
  const needs = recordNeeds(state, record).includes('describe');
  const known = [
    record.category && words.t(`category.${record.category}`),
    record.documentDate && words.day(record.documentDate, 'long'),
  ].filter(Boolean);
  // A language is known of most records, and alone it would stand where the question for the rest should.
  if (known.length > 0 && record.language) known.push(words.language(record.language));
  // Open from the start where something is missing; after that it is the person's to fold.
  return html`${offerLine(record, view)}
    <details class="describe" ?open=${guard([record.clientId], () => needs)}>
      <summary>${known.length > 0 ? factLine(words, known) : words.t('record.describe')}</summary>
      <div class="grid">${categoryField(record, view)}${dateField(record, view)}${languageField(record, view)}</div>
    </details>`;
}
