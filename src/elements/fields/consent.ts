/**
 * Agreement to a text that can be read on the spot. The text stands in its own language, says so where that is not the
 * reader's, and says that it is a translation where no human has read it yet.
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
  return html`<details>
    <summary>${words.t('consent.read')}<span class="visually-hidden"> ${label}</span></summary>
    ${
      shown.lang !== words.lang
        ? html`<p class="note">${words.t('consent.language', { language: words.language(shown.lang) })}</p>`
        : nothing
    }
    ${shown.review === 'machine' ? html`<p class="note">${words.t('consent.machine')}</p>` : nothing}
    <div
      class="consent-text"
      lang=${shown.lang}
      dir=${directionOf(shown.lang)}
      tabindex="0"
      role="region"
      aria-label=${label}
    >
      ${shown.text}
    </div>
    ${
      shown.translation
        ? html`<p class="note">${words.t('consent.translation')}</p>
            <div
              class="consent-text"
              lang=${shown.translation.lang}
              dir=${directionOf(shown.translation.lang)}
              tabindex="0"
              role="region"
              aria-label="${label} (${words.language(shown.translation.lang)})"
            >
              ${shown.translation.text}
            </div>`
        : nothing
    }
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
