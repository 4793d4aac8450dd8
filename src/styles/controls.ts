/** Fields and their states. Native controls, styled; nothing is drawn that the platform draws better. */
import { css } from 'lit';

export const controls = css`
  .grid {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2.75) calc(var(--_space) * 2.5);
    align-items: start;
  }
  .field {
    display: block;
    scroll-margin-block-start: var(--_scroll);
    min-inline-size: 0;
  }
  .label {
    display: block;
    font-weight: 600;
    padding: 0;
    margin-block-end: 0.2em;
    max-inline-size: var(--_measure);
  }
  .optional {
    font-weight: 400;
    color: var(--_quiet);
  }
  .hint,
  .note {
    color: var(--_quiet);
    font-size: var(--_small);
    max-inline-size: var(--_measure);
    margin-block-end: 0.45em;
  }
  .note {
    margin-block: 0.35em 0;
  }
  input:not([type='radio'], [type='checkbox'], [type='file']),
  select,
  textarea {
    display: block;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_control);
    margin: 0;
    padding: 0.55em 0.75em;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_ink);
    font: inherit;
    text-align: start;
  }
  select {
    appearance: none;
    padding-inline-end: 2.1em;
  }
  .select,
  .combo {
    position: relative;
    display: block;
  }
  .combo input {
    padding-inline-end: 2.1em;
  }
  .select::after,
  .combo::after {
    content: '';
    position: absolute;
    inset-inline-end: 1em;
    inset-block-start: calc(50% - 0.35em);
    inline-size: 0.45em;
    block-size: 0.45em;
    border-block-end: 2px solid currentColor;
    border-inline-end: 2px solid currentColor;
    transform: rotate(45deg);
    pointer-events: none;
  }
  .select:dir(rtl)::after,
  .combo:dir(rtl)::after {
    transform: rotate(-45deg);
  }
  textarea {
    min-block-size: calc(var(--_control) * 2.2);
    resize: vertical;
    field-sizing: content;
  }
  :is(input, select, textarea):focus-visible,
  .choice:has(:focus-visible) {
    outline: 3px solid color-mix(in oklab, var(--_focus) 55%, transparent);
    outline-offset: 0;
    border-color: var(--_focus);
  }
  .sub {
    display: block;
    font-size: var(--_small);
    color: var(--_quiet);
    margin-block-end: 0.2em;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }
  .choice {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 0.55em;
    min-block-size: var(--_control);
    padding: 0.4em;
    padding-inline: 0.8em 1.05em;
    border: 1px solid var(--_control-line);
    border-radius: calc(var(--_control) / 2);
    background: var(--_surface);
    cursor: pointer;
  }
  .choice input {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
    margin: 0;
    accent-color: var(--_accent);
  }
  .choice:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent-soft);
    box-shadow: inset 0 0 0 1px var(--_accent);
    font-weight: 600;
  }
  .choice :focus-visible {
    outline: none;
  }
  details > summary {
    cursor: pointer;
    inline-size: fit-content;
    padding-block: 0.35em;
    color: var(--_accent);
    border-radius: 4px;
  }
  /* The text comes later than its question: nothing below may move under a finger then. */
  .text {
    min-block-size: 2.2em;
  }
  .why {
    margin-block-start: calc(var(--_space) * 1.5);
    font-size: var(--_small);
  }
  .why > summary {
    color: var(--_quiet);
    text-decoration: underline dotted;
    text-underline-offset: 0.2em;
    list-style: none;
  }
  .why > summary::-webkit-details-marker {
    display: none;
  }
  @container rso (min-width: 36rem) {
    .grid {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .grid > .wide {
      grid-column: 1 / -1;
    }
  }
`;
