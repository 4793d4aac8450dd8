/** A part of the page could not be fetched: said plainly, with the way to try again. */
import { html, type TemplateResult } from 'lit';
import type { Parts } from './parts.ts';
import type { View } from './view.ts';

export const partMissing = ({ words }: Pick<View, 'words'>, parts: Pick<Parts, 'again'>): TemplateResult =>
  html`<div class="notice bad" role="alert">
    <p>${words.t('problem.chunk')}</p>
    <div><button type="button" class="link" @click=${() => parts.again()}>${words.t('retry')}</button></div>
  </div>`;
