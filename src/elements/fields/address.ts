/** An address: country first, since it decides what else is asked; no postcode where the country has none. */
import { html, nothing, type TemplateResult } from 'lit';
import { addressRules } from '../../journey/postal.ts';
import type { Json } from '../../protocol/merge-patch.ts';
import { combobox } from './combobox.ts';
import { type FieldAt, type FieldHost, grouped, idOf, isRecord, textIn } from './field.ts';
import { dirOf } from './writing.ts';

export function addressField(at: FieldAt, on: FieldHost): TemplateResult {
  const { words } = on;
  const value = isRecord(at.value) ? at.value : {};
  const country = textIn(at.value, 'country');
  const lines = value['lines'];
  const street = Array.isArray(lines) ? lines.filter((text) => typeof text === 'string').join('\n') : '';
  const countryOnly = at.field.rules?.includes('country-only') ?? false;
  const set = (name: string, next: Json | undefined) => {
    const { [name]: _before, ...others } = value;
    const merged = next === undefined ? others : { ...others, [name]: next };
    on.change(at.pointer, Object.keys(merged).length > 0 ? merged : undefined);
  };
  const rules = addressRules(country || undefined);
  const whole = at.required && !countryOnly;
  const posted = whole && !at.field.rules?.includes('city-country') && rules.postalCode === 'required';
  const { autocomplete } = at.field;
  const token = (name: string) =>
    (autocomplete === 'off' ? 'off' : autocomplete === 'billing' ? `billing ${name}` : name) as 'on';
  const box = (name: 'locality' | 'region' | 'postalCode', autocomplete: string, required: boolean) => {
    const pointer = `${at.pointer}/${name}`;
    const id = idOf(pointer);
    const issues = on.issuesAt(pointer);
    return html`<div class=${issues.length > 0 ? 'invalid' : ''}>
      <label class="sub" for=${id}
        >${words.t(`address.${name}`)}${required ? nothing : html` <span class="optional">${words.t('optional')}</span>`}</label
      >
      <input
        part="control"
        id=${id}
        name="${at.field.id}.${name}"
        dir=${dirOf(textIn(at.value, name))}
        autocomplete=${token(autocomplete)}
        aria-invalid=${issues.length > 0 ? 'true' : nothing}
        .value=${textIn(at.value, name)}
        @input=${(event: Event) => set(name, (event.target as HTMLInputElement).value || undefined)}
      />
    </div>`;
  };
  return grouped(at, on, (ids) => {
    const details = html`<div class="tight">
      <div>
        <label class="sub" for="${ids.id}-lines"
          >${words.t('address.lines')}${whole ? nothing : html` <span class="optional">${words.t('optional')}</span>`}</label
        >
        <textarea
          part="control"
          id="${ids.id}-lines"
          name="${at.field.id}.lines"
          rows="2"
          dir=${dirOf(street)}
          autocomplete=${token('street-address')}
          .value=${street}
          @input=${(event: Event) => {
            const text = (event.target as HTMLTextAreaElement).value;
            set('lines', text ? text.split('\n') : undefined);
          }}
        ></textarea>
      </div>
      <div class="inline">
        ${box('locality', 'address-level2', whole && rules.locality === 'required')}
        ${box('region', 'address-level1', false)}
        ${rules.postalCode === 'none' ? nothing : box('postalCode', 'postal-code', posted)}
      </div>
    </div>`;
    return html`<div class="tight">
      <div>
        <label class="sub" for=${ids.id}>${words.t('address.country')}</label>
        ${combobox({
          ids,
          name: `${at.field.id}.country`,
          words,
          options: ({ countryList }) => countryList(words, on.likelyRegion),
          labelOf: words.region,
          type: 'region',
          value: country,
          autocomplete: token('country'),
          choose: (code) => set('country', code || undefined),
        })}
      </div>
      ${
        countryOnly
          ? html`<details ?open=${street !== ''}>
              <summary>${words.t('address.more')}</summary>
              ${details}
            </details>`
          : country
            ? details
            : nothing
      }
    </div>`;
  });
}
