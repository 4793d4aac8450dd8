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
  .message {
    display: flex;
    gap: 0.4em;
    color: var(--_bad);
    font-size: var(--_small);
    font-weight: 600;
    margin-block-end: 0.45em;
  }
  .message.warning {
    color: var(--_warn);
  }
  .message::before,
  .mark::before {
    content: '!';
    flex: none;
    inline-size: 1.35em;
    block-size: 1.35em;
    line-height: 1.35em;
    margin-block-start: 0.08em;
    border-radius: 50%;
    text-align: center;
    font-weight: 700;
    font-size: 0.9em;
    background: var(--_bad);
    color: var(--_surface);
  }
  .message.warning::before {
    background: var(--_warn);
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
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: 3px solid color-mix(in oklab, var(--_focus) 55%, transparent);
    outline-offset: 0;
    border-color: var(--_focus);
  }
  [aria-invalid='true']:is(input, select, textarea) {
    border: 2px solid var(--_bad);
    padding: calc(0.55em - 1px) calc(0.75em - 1px);
  }
  select[aria-invalid='true'] {
    padding-inline-end: calc(2.1em - 1px);
  }
  .inline {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    align-items: end;
  }
  .inline > * {
    flex: 1 1 6rem;
  }
  .inline > button {
    flex: 0 0 auto;
  }
  .sub {
    display: block;
    font-size: var(--_small);
    color: var(--_quiet);
    margin-block-end: 0.2em;
  }
  .date {
    display: flex;
    gap: var(--_space);
  }
  /* Sized by what they hold: their order is the language's. */
  .date .day {
    flex: 0.8 1 3.6rem;
  }
  .date .month {
    flex: 2 1 8rem;
  }
  .date .year {
    flex: 1.1 1 4.8rem;
  }
  .date > * {
    min-inline-size: 0;
  }
  .date select {
    padding-inline-start: 0.6em;
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
    padding: 0.4em 1.05em 0.4em 0.8em;
    padding-inline: 0.8em 1.05em;
    border: 1px solid var(--_control-line);
    border-radius: calc(var(--_control) / 2);
    background: var(--_surface);
    cursor: pointer;
  }
  .choice input,
  .check input {
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
  .choice:has(:focus-visible) {
    outline: 3px solid color-mix(in oklab, var(--_focus) 55%, transparent);
    outline-offset: 1px;
  }
  .choice :focus-visible {
    outline: none;
  }
  .invalid .choice {
    border-color: var(--_bad);
  }
  .check {
    display: flex;
    gap: 0.7em;
    align-items: start;
    min-block-size: var(--_control);
    padding-block: 0.5em;
    cursor: pointer;
    max-inline-size: var(--_measure);
  }
  .check input {
    inline-size: 1.4em;
    block-size: 1.4em;
    margin-block-start: 0.05em;
  }
  details > summary {
    cursor: pointer;
    inline-size: fit-content;
    padding-block: 0.35em;
    color: var(--_accent);
    border-radius: 4px;
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
  .why dl {
    display: grid;
    gap: var(--_space);
    padding-block: var(--_space);
    max-inline-size: var(--_measure);
  }
  .why dt {
    font-weight: 600;
  }
  .why dd {
    color: var(--_quiet);
  }
  .consent-text {
    max-block-size: 14rem;
    overflow: auto;
    margin-block: 0.35em;
    padding: calc(var(--_space) * 1.5);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_canvas);
    font-size: var(--_small);
    white-space: pre-line;
    max-inline-size: var(--_measure);
  }
  .options {
    position: absolute;
    z-index: 20;
    inset-inline: 0;
    inset-block-start: calc(100% + 4px);
    max-block-size: 17rem;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 4px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .options > [role='option'] {
    display: block;
    padding: 0.55em 0.7em;
    border-radius: calc(var(--_radius) * 0.6);
    cursor: pointer;
  }
  .options > [role='option'][aria-selected='true'] {
    font-weight: 600;
  }
  .options > [data-active] {
    background: var(--_accent-soft);
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    margin-block-end: var(--_space);
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    padding-inline: 0.9em 0.35em;
    border: 1px solid var(--_accent);
    border-radius: calc(var(--_control) / 2);
    background: var(--_accent-soft);
  }
  .tag button {
    min-inline-size: 2.25rem;
    min-block-size: 2.25rem;
    border: 0;
    border-radius: 50%;
    background: none;
  }
  .item {
    display: grid;
    gap: calc(var(--_space) * 2);
    padding: calc(var(--_space) * 2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-large);
  }
  .item > legend {
    float: inline-start;
    inline-size: 100%;
  }
  .add {
    margin-block-start: calc(var(--_space) * 1.5);
  }
  .item + .item {
    margin-block-start: calc(var(--_space) * 1.5);
  }
  @container rso (min-width: 36rem) {
    .grid {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .grid > .wide {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .choice:has(:checked) {
      outline: 2px solid Highlight;
    }
    .options > [data-active] {
      outline: 2px solid Highlight;
    }
  }
`;
