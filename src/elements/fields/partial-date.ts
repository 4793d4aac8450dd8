/**
 * A date in three boxes: day, month by name, year, in the order of the reader's language. Never free text, never parsed
 * by locale; digits of any script are taken. While a box is empty the rest is kept with its gap: `2031--14`.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { type DateParts, joinParts, orderOf, partsOf } from './date-parts.ts';
import { ownDigits } from './digits.ts';
import { controlPart, type FieldAt, type FieldHost, grouped, textIn } from './field.ts';
import { datePartsAfter } from './pasted-date.ts';

export function partialDateField(at: FieldAt, on: FieldHost): TemplateResult {
  const { words } = on;
  const value = textIn(at.value);
  const parts = partsOf(value);
  const set = (name: keyof DateParts) => (event: Event) => {
    on.change(at.pointer, joinParts(datePartsAfter(event, parts, name)));
  };
  const token = (name: string) => (at.field.autocomplete === 'bday' ? `bday-${name}` : 'off') as 'on';
  const own = value.length === 10 && !Number.isNaN(Date.parse(value)) ? words.ownCalendar(value) : null;
  return grouped(at, on, (ids) => {
    const digits = (name: 'day' | 'year', id: string) =>
      html`<input
        part=${controlPart(ids)}
        id=${id}
        name="${at.field.id}.${name}"
        inputmode="numeric"
        autocomplete=${token(name)}
        aria-invalid=${ids.invalid}
        aria-required=${ids.required}
        .value=${ownDigits(parts[name].replace(/^0(?=\d$)/u, ''), words.locale)}
        @input=${set(name)}
      />`;
    const month = (id: string) =>
      html`<span class="select"
        ><select
          part=${controlPart(ids)}
          id=${id}
          name="${at.field.id}.month"
          autocomplete=${token('month')}
          aria-invalid=${ids.invalid}
          aria-required=${ids.required}
          @change=${set('month')}
        >
          <option value="" ?selected=${!parts.month}></option>
          ${words.months().map((name, index) => {
            const code = String(index + 1).padStart(2, '0');
            return html`<option value=${code} ?selected=${parts.month === code}>${name}</option>`;
          })}
        </select></span
      >`;
    return html`<div class="date">
        ${orderOf(words).map((name, index) => {
          // The first box is what the error summary leads to.
          const id = index === 0 ? ids.id : `${ids.id}-${name}`;
          return html`<div class=${name}>
            <label class="sub" for=${id}>${words.t(`date.${name}`)}</label
            >${name === 'month' ? month(id) : digits(name, id)}
          </div>`;
        })}
      </div>
      ${own ? html`<p class="note">${words.t('date.own', { date: own })}</p>` : nothing}`;
  });
}
