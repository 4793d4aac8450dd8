/** A text of the form that is read where it stands; there is nothing to fill in. */
import { html, type TemplateResult } from 'lit';
import { type FieldAt, type FieldHost, idOf, labelOf } from './field.ts';

export const displayText = (at: FieldAt, on: FieldHost): TemplateResult =>
  html`<div class="field wide text" part="field" id="${idOf(at.pointer)}-field">
    ${labelOf(at, on.words)
      .split(/\n+/u)
      .map((paragraph) => html`<p dir="auto">${paragraph}</p>`)}
  </div>`;
