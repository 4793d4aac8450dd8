/** The status page: headline, due card, timeline, quote, thread. */
import { css } from 'lit';

export const status = css`
  .status-head {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 2.5);
    align-items: start;
  }
  /* What is to be done, and what else, keep off the words and off each other. */
  .status-head .tight > :is(.row, .notice) {
    margin-block-start: var(--_space);
  }
  .due {
    border: 1px solid var(--_accent-line);
    background: var(--_accent-soft);
    border-radius: var(--_radius-large);
    padding: calc(var(--_space) * 2);
  }
  .due b {
    font-size: var(--_lead);
    line-height: 1.35;
  }
  .timeline > li {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 calc(var(--_space) * 1.75);
    padding-block-end: calc(var(--_space) * 2.5);
  }
  .timeline > li::before {
    content: '';
    position: absolute;
    inset-inline-start: calc(0.875rem - 1px);
    inset-block: 1.75rem 0;
    inline-size: 2px;
    background: var(--_line);
  }
  .timeline > .done::before {
    background: var(--_good);
  }
  .timeline > :last-child::before {
    display: none;
  }
  .timeline .disc {
    position: relative;
  }
  .timeline .done .disc {
    background: var(--_good);
    border-color: var(--_good);
    color: var(--_surface);
  }
  .timeline .now .disc {
    border: 2px solid var(--_accent);
    color: var(--_accent);
    box-shadow: 0 0 0 4px var(--_accent-soft);
  }
  .timeline .todo .name {
    color: var(--_quiet);
  }
  .timeline .when {
    grid-column: 2;
  }
  .quote {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  .quote :is(td, th) {
    padding-block: calc(var(--_space) * 0.9);
    padding-inline: 0;
    text-align: start;
    border-block-end: 1px solid var(--_line);
    vertical-align: baseline;
  }
  .quote tfoot :is(td, th) {
    border: 0;
  }
  .quote :is(td, th):last-child:not(:first-child) {
    text-align: end;
    white-space: nowrap;
    padding-inline-start: var(--_space);
  }
  .messages {
    display: grid;
    gap: calc(var(--_space) * 1.5);
  }
  .messages > li {
    padding: calc(var(--_space) * 1.5);
    border-radius: var(--_radius);
    background: var(--_canvas);
    max-inline-size: min(100%, var(--_measure));
    justify-self: start;
  }
  .messages > .family {
    justify-self: end;
    background: var(--_accent-soft);
  }
  .said {
    white-space: pre-line;
  }
  .status-end {
    display: grid;
    gap: calc(var(--_space) * 2);
  }
  @media (forced-colors: active) {
    .messages > li {
      border: 1px solid;
    }
  }
  @container rso (min-width: 36rem) {
    .timeline > li {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .timeline .when {
      grid-column: auto;
      white-space: nowrap;
    }
  }
  @container rso (min-width: 52rem) {
    .status-head:has(.due) {
      grid-template-columns: minmax(0, 1fr) 18rem;
    }
  }
`;
