/** Text in one line or several, and e-mail: one native control each. */
import { html, nothing, type TemplateResult } from 'lit';
import { controlPart, type FieldAt, type FieldHost, labelled, textIn, typed } from './field.ts';
import { dirOf } from './writing.ts';

interface Line {
  readonly type: 'text' | 'email';
  readonly inputmode?: 'email';
  /** Left to right in every language: addresses and numbers are. */
  readonly ltr?: true;
}

const line =
  ({ type, inputmode, ltr }: Line) =>
  (at: FieldAt, on: FieldHost): TemplateResult =>
    labelled(
      at,
      on,
      (ids) =>
        html`<input
          part=${controlPart(ids)}
          id=${ids.id}
          name=${at.field.id}
          type=${type}
          inputmode=${inputmode ?? (at.field.rules?.includes('digits') ? 'numeric' : nothing)}
          autocomplete=${(at.field.autocomplete ?? 'off') as 'on'}
          dir=${ltr ? 'ltr' : dirOf(textIn(at.value))}
          spellcheck=${ltr ? 'false' : nothing}
          autocapitalize=${ltr ? 'none' : nothing}
          aria-describedby=${ids.describedBy}
          aria-invalid=${ids.invalid}
          aria-required=${ids.required}
          .value=${textIn(at.value)}
          @input=${typed(on, at.pointer)}
        />`,
    );

export const textField = line({ type: 'text' });
export const emailField = line({ type: 'email', inputmode: 'email', ltr: true });

/** Several lines. Where there is an upper limit, what is left is said once it is near. */
export const longTextField = (at: FieldAt, on: FieldHost): TemplateResult =>
  labelled(at, on, (ids) => {
    const text = textIn(at.value);
    const left = at.field.max === undefined ? null : at.field.max - Array.from(text).length;
    return html`<textarea
        part=${controlPart(ids)}
        id=${ids.id}
        name=${at.field.id}
        rows=${(at.field.max ?? 0) > 1000 ? 6 : 3}
        autocomplete="off"
        dir=${dirOf(text)}
        aria-describedby=${ids.describedBy}
        aria-invalid=${ids.invalid}
        aria-required=${ids.required}
        .value=${text}
        @input=${typed(on, at.pointer)}
      ></textarea>
      ${
        left !== null && left < Math.max(40, (at.field.max ?? 0) / 10)
          ? html`<p class="note">${on.words.t(left < 0 ? 'text.over' : 'text.left', { count: Math.abs(left) })}</p>`
          : nothing
      }`;
  });
