/** A row of answers of equal weight: "Yes, it is", "I am not sure", "No, remove it". */
import { html, type TemplateResult } from 'lit';

export type Answer = readonly [label: string, give: () => void];

export const answerRow = (...answers: readonly Answer[]): TemplateResult =>
  html`<div class="row">
    ${answers.map(
      ([label, give]) =>
        html`<button type="button" class="button small" part="button" @click=${give}>${label}</button>`,
    )}
  </div>`;
