/**
 * A phone number as people write it, in any digits. With its `+` it is whole; a national one needs its country, which
 * is asked for only then.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { combobox } from './combobox.ts';
import { controlPart, type FieldAt, type FieldHost, idOf, isRecord, labelled, textIn } from './field.ts';
import { latinDigits } from './digits.ts';

const international = (number: string): boolean =>
  /^\s*(?:\+|00)/u.test(latinDigits(number.slice(0, 40)).replace('＋', '+'));

export function phoneField(at: FieldAt, on: FieldHost): TemplateResult {
  const rest = isRecord(at.value) ? at.value : {};
  const number = textIn(at.value, 'number') || (typeof at.value === 'string' ? at.value : '');
  const country = textIn(at.value, 'country');
  const change = (next: { readonly number?: string; readonly country?: string }) => {
    const merged: Record<string, string | boolean> = {};
    for (const [name, value] of Object.entries({ number, country, ...next })) if (value) merged[name] = value;
    // What the person kept in spite of a doubt was another number.
    for (const [name, value] of Object.entries(rest))
      if (!(name in { number, country, kept: '' }) && (typeof value === 'string' || typeof value === 'boolean'))
        merged[name] = value;
    on.change(at.pointer, merged['number'] ? merged : undefined);
  };
  const doubt = on.issuesAt(at.pointer).some((issue) => issue.severity === 'warning');
  return labelled(
    at,
    on,
    (ids) =>
      html`<input
          part=${controlPart(ids)}
          id=${ids.id}
          name=${at.field.id}
          type="tel"
          inputmode="tel"
          autocomplete=${(at.field.autocomplete ?? 'off') as 'on'}
          dir="ltr"
          aria-describedby=${ids.describedBy}
          aria-invalid=${ids.invalid}
          aria-required=${ids.required}
          .value=${number}
          @input=${(event: Event) => change({ number: (event.target as HTMLInputElement).value })}
        />
        ${
          number && !international(number)
            ? html`<div class="note">
                <label class="sub" for="${idOf(at.pointer)}-country">${on.words.t('phone.country')}</label>
                ${combobox({
                  ids: {
                    id: `${idOf(at.pointer)}-country`,
                    describedBy: nothing,
                    invalid: ids.invalid,
                    required: nothing,
                  },
                  name: `${at.field.id}.country`,
                  words: on.words,
                  options: ({ countryList }) => countryList(on.words, on.likelyRegion),
                  labelOf: on.words.region,
                  type: 'region',
                  value: country,
                  choose: (code) => change({ country: code }),
                })}
              </div>`
            : nothing
        }
        ${
          doubt
            ? html`<button type="button" class="link" @click=${() => on.change(at.pointer, { ...rest, kept: true })}>
                ${on.words.t('phone.keep')}
              </button>`
            : nothing
        }`,
  );
}
