/** Times, moments and addresses of pages: texts that browsers have a control for. */
import { html, type TemplateResult } from 'lit';
import { controlPart, type FieldAt, type FieldHost, labelled, textIn, typed } from './field.ts';

const two = (value: number): string => String(Math.trunc(Math.abs(value))).padStart(2, '0');

/** What a person picked, with seconds and the offset that their clock has at that moment. */
export function momentOf(picked: string): string | undefined {
  const at = new Date(picked);
  if (Number.isNaN(at.getTime())) return undefined;
  const minutes = -at.getTimezoneOffset();
  const offset = `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
  return `${picked.slice(0, 16)}:00${offset}`;
}

export function writtenField(at: FieldAt, on: FieldHost): TemplateResult {
  const value = textIn(at.value);
  const moment = at.field.rules?.includes('date-time') ?? false;
  // A date without its time fits into no such control: it stays as it is written.
  const picks = moment && (value === '' || value.includes('T'));
  const type = picks ? 'datetime-local' : at.field.rules?.includes('time') ? 'time' : moment ? 'text' : 'url';
  return labelled(
    at,
    on,
    (ids) =>
      html`<input
        part=${controlPart(ids)}
        id=${ids.id}
        name=${at.field.id}
        type=${type}
        autocomplete=${(at.field.autocomplete ?? 'off') as 'on'}
        dir="ltr"
        aria-describedby=${ids.describedBy}
        aria-invalid=${ids.invalid}
        aria-required=${ids.required}
        .value=${picks ? value.slice(0, 16) : value}
        @input=${typed(on, at.pointer, picks ? momentOf : undefined)}
      />`,
  );
}
