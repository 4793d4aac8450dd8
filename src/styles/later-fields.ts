/** Fields beyond a first one: mistakes in them, open lists, dates, groups, consents. */
import { css } from 'lit';

export const laterFields = css`
  /* Words that only a screen reader has take no room. */
  .button:has(> .visually-hidden) {
    gap: 0;
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
  /* Where it is narrow, what is listed has the row to itself, and a dose is longer than a year. */
  .inline > .main {
    flex-basis: 18rem;
  }
  .inline > .main + div {
    flex-basis: 10rem;
  }
  .inline > button {
    flex: 0 0 auto;
  }
  .below {
    margin-block-start: calc(var(--_space) * 1.5);
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
    flex: none;
    inline-size: 1.4em;
    block-size: 1.4em;
    margin: 0.05em 0 0;
    accent-color: var(--_accent);
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
  @media (forced-colors: active) {
    .options > [data-active] {
      outline: 2px solid Highlight;
    }
  }
`;
