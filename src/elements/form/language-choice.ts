/** The language of the page, each named in itself. Nothing is lost by changing it. */
import { html, nothing, type TemplateResult } from 'lit';
import { type Language, shippedLanguage } from '../../i18n/languages.ts';
import type { View } from '../view.ts';

const ownName = (language: Language): string => {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
};

export function languageChoice({ program, words, send }: View): TemplateResult | typeof nothing {
  const offered = [...new Set(program.languages.ui.flatMap((tag) => shippedLanguage(tag) ?? []))];
  if (offered.length < 2) return nothing;
  return html`<label class="language"
    ><span class="sub">${words.t('language')}</span
    ><span class="select"
      ><select
        name="language"
        @change=${(event: Event) => send({ type: 'choose-language', lang: (event.target as HTMLSelectElement).value })}
      >
        ${offered.map((tag) => html`<option value=${tag} lang=${tag} ?selected=${tag === words.lang}>${ownName(tag)}</option>`)}
      </select></span
    ></label
  >`;
}
