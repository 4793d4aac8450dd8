/** A person's name as in the passport, in any script; in Latin letters too where it is in another script. */
import { html, nothing, type TemplateResult } from 'lit';
import { controlPart, type FieldAt, type FieldHost, idOf, isRecord, labelled, textIn } from './field.ts';
import { dirOf } from './writing.ts';

const otherScript = /[^\P{L}\p{Script=Latin}]/u;

/** Is any letter of this name not Latin? Then it is asked for in Latin letters as well. */
export const needsLatin = (full: string): boolean => otherScript.test(full.slice(0, 400));

export function nameField(at: FieldAt, on: FieldHost): TemplateResult {
  const full = textIn(at.value, 'full');
  const latin = textIn(at.value, 'latin');
  const rest = isRecord(at.value) ? at.value : {};
  const change = (name: 'full' | 'latin') => (event: Event) => {
    const next = { ...rest, [name]: (event.target as HTMLInputElement).value };
    if (next[name] === '') Reflect.deleteProperty(next, name);
    on.change(at.pointer, Object.keys(next).length > 0 ? next : undefined);
  };
  const box = (
    name: 'full' | 'latin',
    value: string,
    autocomplete: string,
    ids: Parameters<typeof controlPart>[0],
    id: string,
  ) =>
    html`<input
      part=${controlPart(ids)}
      id=${id}
      name="${at.field.id}.${name}"
      autocomplete=${autocomplete as 'on'}
      dir=${name === 'latin' ? 'ltr' : dirOf(value)}
      spellcheck="false"
      aria-describedby=${ids.describedBy}
      aria-invalid=${ids.invalid}
      aria-required=${ids.required}
      .value=${value}
      @input=${change(name)}
    />`;
  const latinPointer = `${at.pointer}/latin`;
  const fullAt = { ...at, pointer: at.pointer };
  // Issues of the Latin name belong to its own box.
  const fullHost: FieldHost = {
    ...on,
    issuesAt: (pointer) => on.issuesAt(pointer).filter((issue) => issue.pointer !== latinPointer),
  };
  const latinShown = needsLatin(full) || latin !== '' || on.issuesAt(latinPointer).length > 0;
  return html`${labelled(fullAt, fullHost, (ids) => box('full', full, at.field.autocomplete ?? 'off', ids, ids.id))}
  ${
    latinShown
      ? labelled(
          {
            ...at,
            pointer: latinPointer,
            required: at.required,
            field: { ...at.field, textKey: 'name.latin', text: undefined, help: true, why: false },
          },
          on,
          (ids) => box('latin', latin, 'off', ids, idOf(latinPointer)),
        )
      : nothing
  }`;
}
