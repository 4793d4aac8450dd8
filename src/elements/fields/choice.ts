/** Few choices are shown, not hidden in a list: pills over native radio buttons and checkboxes. */
import { html, nothing, type TemplateResult } from 'lit';
import { laterTypes } from './later-types.ts';
import { type FieldAt, type FieldHost, grouped, idOf, labelOf, optionText } from './field.ts';
import { listField } from './list-field.ts';

/** More than this many choices become a list that filters as one types; the two that decline a question come besides. */
const SHOWN_AT_MOST = 5;
const DECLINING = 2;

export function choiceField(at: FieldAt, on: FieldHost): TemplateResult {
  if (at.options.length > SHOWN_AT_MOST + (at.required ? 0 : DECLINING)) return listField(at, on);
  return grouped(
    at,
    on,
    (ids) =>
      html`<div class="choices">
        ${at.options.map(
          (option, index) =>
            html`<label class="choice" part="choice"
              ><input
                type="radio"
                id=${index === 0 ? ids.id : `${ids.id}-${option.code}`}
                name=${idOf(at.pointer)}
                value=${option.code}
                aria-invalid=${ids.invalid}
                .checked=${at.value === option.code}
                @change=${() => on.change(at.pointer, option.code)}
              /><span>${optionText(option, at, on.words)}</span></label
            >`,
        )}
      </div>`,
  );
}

/**
 * Yes or no, asked as two pills: nothing is chosen in advance. Where "yes" is what a consent asks, it gives it, and its
 * text can be read here.
 */
export const booleanField = (at: FieldAt, on: FieldHost): TemplateResult => {
  const consent = at.field.consent;
  const answer = (yes: boolean) => () => {
    if (consent !== undefined) on.consent(consent, yes);
    if (consent === undefined || !yes) on.change(at.pointer, yes);
  };
  const textOf = (yes: boolean) => {
    const option = at.options.find(({ code }) => code === String(yes));
    return option ? optionText(option, at, on.words) : on.words.t(yes ? 'yes' : 'no');
  };
  return grouped(
    at,
    on,
    (ids) =>
      html`<div class="choices">
          ${[true, false].map(
            (yes) =>
              html`<label class="choice" part="choice"
                ><input
                  type="radio"
                  id=${yes ? ids.id : `${ids.id}-no`}
                  name=${idOf(at.pointer)}
                  value=${String(yes)}
                  aria-invalid=${ids.invalid}
                  .checked=${at.value === yes}
                  @change=${answer(yes)}
                /><span>${textOf(yes)}</span></label
              >`,
          )}
        </div>
        ${
          consent
            ? html`<div class="text" aria-busy=${!laterTypes()}>
                ${laterTypes()?.consentText(consent, on, labelOf(at, on.words))}
              </div>`
            : nothing
        }`,
  );
};
