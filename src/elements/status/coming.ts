import { html } from 'lit';

/** Room for what is on its way. */
export const coming = html`<div class="card stack skeleton" aria-busy="true">
  <div></div>
  <div></div>
</div>`;
