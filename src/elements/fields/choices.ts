/** Any number of choices: few are checkboxes, many a list that filters as one types, with what was chosen above it. */
import { html, nothing, type TemplateResult } from 'lit';
import { combobox } from './combobox.ts';
import { optionList } from './entries.ts';
import { type FieldAt, type FieldHost, grouped, idOf, labelled, labelOf, optionText } from './field.ts';

/** More than this many choices become a list. */
const CHECKS_SHOWN_AT_MOST = 9;

const codes = (at: FieldAt): readonly string[] =>
  Array.isArray(at.value) ? at.value.filter((code) => typeof code === 'string') : [];

/** Any number of choices, in the order in which they were chosen. */
export function choicesField(at: FieldAt, on: FieldHost): TemplateResult {
  const chosen = codes(at);
  const set = (next: readonly string[]) => on.change(at.pointer, next.length > 0 ? [...next] : undefined);
  if (at.options.length <= CHECKS_SHOWN_AT_MOST)
    return grouped(
      at,
      on,
      (ids) =>
        html`<div class="choices">
          ${at.options.map(
            (option, index) =>
              html`<label class="choice" part="choice"
                ><input
                  type="checkbox"
                  id=${index === 0 ? ids.id : `${ids.id}-${option.code}`}
                  name=${idOf(at.pointer)}
                  value=${option.code}
                  aria-invalid=${ids.invalid}
                  .checked=${chosen.includes(option.code)}
                  @change=${(event: Event) =>
                    set(
                      (event.target as HTMLInputElement).checked
                        ? [...chosen, option.code]
                        : chosen.filter((code) => code !== option.code),
                    )}
                /><span>${optionText(option, at, on.words)}</span></label
              >`,
          )}
        </div>`,
    );
  const list = optionList(at, on.words);
  const nameOf = (code: string) => list().find((entry) => entry.code === code)?.label ?? code;
  return labelled(
    at,
    on,
    (ids) =>
      html`${
        chosen.length > 0
          ? html`<ul class="tags" aria-label=${labelOf(at, on.words)}>
              ${chosen.map(
                (code) =>
                  html`<li class="tag">
                    <span>${nameOf(code)}</span
                    ><button
                      type="button"
                      aria-label=${on.words.t('remove.named', { name: nameOf(code) })}
                      @click=${() => set(chosen.filter((other) => other !== code))}
                    >
                      <span aria-hidden="true">✕</span>
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      ${combobox({
        ids,
        name: at.field.id,
        words: on.words,
        options: () => list().filter(({ code }) => !chosen.includes(code)),
        value: '',
        labelOf: nameOf,
        choose: (code) => {
          if (code) set([...chosen, code]);
        },
      })}`,
  );
}
