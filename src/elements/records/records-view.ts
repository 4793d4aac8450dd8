/** The records by themselves: what the program asks for, where they are given, each of them. */
import { html, type TemplateResult } from 'lit';
import type { View } from '../view.ts';
import { needs } from './needs.ts';
import { recordsList } from './records-list.ts';

export const recordsView = (view: View): TemplateResult =>
  html`<div class="stack">
    <p class="lede">${view.words.t('records.lede')}</p>
    ${needs(view)}
    ${recordsList(
      view,
      view.state.records.filter(({ requestId }) => requestId === undefined),
    )}
  </div>`;
