/**
 * Agreement to a text that can be read on the spot. A translation that no human has read yet stands first, so that the
 * reader understands; below it the original, which is said to be the binding one: what is agreed to is that text.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { directionOf } from '../../i18n/languages.ts';
import { controlPart, type FieldAt, type FieldHost, idOf, issueText, labelOf } from './field.ts';

/** The text of a consent, to be opened and read. */
export function consentText(
  consent: string | undefined,
  on: FieldHost,
  label: string,
): TemplateResult | typeof nothing {
  const { words } = on;
  const shown = consent === undefined ? undefined : on.consentText(consent);
  if (!shown) return nothing;
  const region = (lang: string, text: string, name: string) =>
    html`<div class="consent-text" lang=${lang} dir=${directionOf(lang)} tabindex="0" role="region" aria-label=${name}>
      ${text}
    </div>`;
  const language = words.language(shown.lang);
  return html`<details>
    <summary>${words.t('consent.read')}<span class="visually-hidden"> ${label}</span></summary>
    ${
      shown.translation
        ? html`<p class="note">${words.t('consent.translation')}</p>
            ${region(shown.translation.lang, shown.translation.text, label)}
            <p class="note">${words.t('consent.binding', { language })}</p>`
        : shown.lang !== words.lang
          ? html`<p class="note">${words.t('consent.language', { language })}</p>`
          : nothing
    }
    ${shown.review === 'machine' ? html`<p class="note">${words.t('consent.machine')}</p>` : nothing}
    ${region(shown.lang, shown.text, shown.translation ? `${label} (${language})` : label)}
  </details>`;
}

export function consentField(at: FieldAt, on: FieldHost): TemplateResult {
  const { words } = on;
  const id = idOf(at.pointer);
  const label = labelOf(at, words);
  const issues = on.issuesAt(at.pointer);
  const consent = at.field.consent;
  const given = (event: Event) => {
    const box = event.target as HTMLInputElement;
    if (consent === undefined) on.change(at.pointer, box.checked || undefined);
    else if (on.consentText(consent)) on.consent(consent, box.checked);
    // What has not been shown yet cannot be agreed to: the box says so by staying as it was.
    else box.checked = at.value === true;
  };
  const invalid = issues.length > 0 ? ('true' as const) : nothing;
  const ids = { id, invalid, describedBy: nothing, required: nothing } as const;
  return html`<div
    class="field wide${invalid === 'true' ? ' invalid' : ''}"
    part=${invalid === 'true' ? 'field invalid' : 'field'}
    id="${id}-field"
    @focusout=${() => on.leave(at.pointer)}
  >
    ${
      issues.length > 0
        ? html`<div id="${id}-error" part="error">
            ${issues.map((issue) => html`<p class="message"><span>${issueText(issue, words, label)}</span></p>`)}
          </div>`
        : nothing
    }
    <label class="check" part="choice"
      ><input
        type="checkbox"
        part=${controlPart(ids)}
        id=${id}
        name=${at.field.id}
        aria-invalid=${invalid}
        aria-required=${at.required ? 'true' : nothing}
        aria-describedby=${issues.length > 0 ? `${id}-error` : nothing}
        .checked=${at.value === true}
        @change=${given}
      /><span
        >${label}${at.required ? nothing : html` <span class="optional">${words.t('optional')}</span>`}</span
      ></label
    >
    ${consentText(consent, on, label)}
  </div>`;
}
