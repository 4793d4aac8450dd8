/** A number with its unit; digits of any script and either decimal mark are taken as they are written. */
import { html, nothing, type TemplateResult } from 'lit';
import { controlPart, type FieldAt, type FieldHost, isRecord, labelled, textIn } from './field.ts';
import { latinDigits } from './digits.ts';
import { unitName } from './unit-name.ts';

/** How many of the first unit are in one of another. */
const factors: Readonly<Record<string, number>> = { 'lb>kg': 0.45359237, 'in>cm': 2.54 };

/** What was written, as a number where it is one; else undefined, and the form objects to the text. */
export function numberFrom(written: string): number | undefined {
  const plain = latinDigits(written.trim().slice(0, 40)).replace(/[٫,]/gu, '.').replace(/٬/gu, '');
  return /^-?\d{1,9}(?:\.\d{1,6})?$/u.test(plain) ? Number(plain) : undefined;
}

export function numberField(at: FieldAt, on: FieldHost): TemplateResult {
  const units = at.field.units ?? [];
  const stored = units[0] ?? '';
  const given = isRecord(at.value) ? at.value['given'] : undefined;
  const unit = textIn(given, 'unit') || textIn(at.value, 'unit') || stored;
  const written = textIn(given, 'value') || textIn(at.value, 'value');
  const change = (text: string, inUnit: string) => {
    const number = numberFrom(text);
    const factor = factors[`${inUnit}>${stored}`];
    // What nobody can convert stays in the unit that was chosen, as it was written.
    const held = factor === undefined ? inUnit : stored;
    const value = number === undefined || factor === undefined ? number : Math.round(number * factor * 100) / 100;
    on.change(
      at.pointer,
      text === ''
        ? undefined
        : {
            ...(value === undefined ? {} : { value }),
            ...(held ? { unit: held } : {}),
            given: { value: text, unit: inUnit },
          },
    );
  };
  return labelled(
    at,
    on,
    (ids) =>
      html`<div class="inline">
        <input
          part=${controlPart(ids)}
          id=${ids.id}
          name=${at.field.id}
          inputmode="decimal"
          autocomplete="off"
          dir="ltr"
          aria-describedby=${ids.describedBy}
          aria-invalid=${ids.invalid}
          aria-required=${ids.required}
          .value=${written}
          @input=${(event: Event) => change((event.target as HTMLInputElement).value, unit)}
        />
        ${
          units.length > 1
            ? html`<span class="select"
                ><select
                  aria-label=${on.words.t('unit')}
                  @change=${(event: Event) => change(written, (event.target as HTMLSelectElement).value)}
                >
                  ${units.map((code) => html`<option value=${code} ?selected=${code === unit}>${unitName(code, on.words.locale)}</option>`)}
                </select></span
              >`
            : unit
              ? html`<span class="meta">${unitName(unit, on.words.locale)}</span>`
              : nothing
        }
      </div>`,
  );
}
