/**
 * What an open list needs: its template, how it is searched, countries, languages and time zones. One chunk, fetched
 * after the first field works, or at once where somebody opens a list before.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../i18n/words.ts';
import type { Entry } from './entries.ts';

export { countryList, languageList, matching, timeZoneList } from './options.ts';

export interface OpenList {
  /** Id of the list; its options' ids begin with that of the control. */
  readonly id: string;
  readonly controlId: string;
  readonly words: Words;
  readonly shown: readonly Entry[];
  /** Index of the active entry; -1: none. */
  readonly active: number;
  /** Chosen code. */
  readonly value: string;
  /** Is anything typed? Then it is said how many entries fit. */
  readonly searched: boolean;
  readonly choose: (entry: Entry) => void;
}

export const openList = (list: OpenList): TemplateResult =>
  html`<div
      class="options"
      part="options"
      role="listbox"
      id=${list.id}
      aria-label=${list.words.t('list')}
      tabindex="-1"
    >
      ${list.shown.map(
        (entry, index) =>
          html`<div
            role="option"
            id="${list.controlId}-option-${index}"
            aria-selected=${entry.code === list.value ? 'true' : 'false'}
            ?data-active=${index === list.active}
            @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => list.choose(entry)}
          >
            ${entry.label}
          </div>`,
      )}
      ${
        list.shown.length === 0
          ? html`<div role="option" aria-disabled="true" aria-selected="false">${list.words.t('list.nothing')}</div>`
          : nothing
      }
    </div>
    <span class="visually-hidden" role="status"
      >${list.searched ? list.words.t('list.count', { count: list.shown.length }) : nothing}</span
    >`;
