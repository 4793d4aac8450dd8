/** Coded answers: a list that filters as one types, and what is not in it is written. */
import { html, type TemplateResult } from 'lit';
import { combobox } from './combobox.ts';
import { optionList } from './entries.ts';
import { controlPart, type FieldAt, type FieldHost, isRecord, labelled, textIn, typed } from './field.ts';
import { dirOf } from './writing.ts';

/** `{code?, text}`: the text is always kept, the code where one was chosen. */
export const codedField = (at: FieldAt, on: FieldHost): TemplateResult =>
  labelled(at, on, (ids) => {
    if (at.options.length === 0)
      return html`<input
        part=${controlPart(ids)}
        id=${ids.id}
        name=${at.field.id}
        dir=${dirOf(textIn(at.value, 'text') || textIn(at.value))}
        autocomplete="off"
        aria-describedby=${ids.describedBy}
        aria-invalid=${ids.invalid}
        aria-required=${ids.required}
        .value=${textIn(at.value, 'text') || textIn(at.value)}
        @input=${typed(on, at.pointer, (text) => (text ? { text } : undefined))}
      />`;
    const list = optionList(at, on.words);
    const code = isRecord(at.value) ? textIn(at.value, 'code') : '';
    return combobox({
      ids,
      name: at.field.id,
      words: on.words,
      options: list,
      value: code || textIn(at.value, 'text'),
      labelOf: (chosen) => list().find((entry) => entry.code === chosen)?.label ?? chosen,
      choose: (chosen) =>
        on.change(
          at.pointer,
          chosen ? { code: chosen, text: list().find((entry) => entry.code === chosen)?.label ?? chosen } : undefined,
        ),
      free: (text) => on.change(at.pointer, text ? { text } : undefined),
    });
  });
