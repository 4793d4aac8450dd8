/** What is said around the fields: the summary of mistakes, notices, receipts, what happens next, progress. */
import { css } from 'lit';

export const receipts = css`
  .summary {
    border: 2px solid var(--_bad);
    border-radius: var(--_radius);
    background: var(--_bad-soft);
    padding: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 3);
    scroll-margin-block-start: var(--_scroll);
  }
  .summary h2 {
    margin-block-end: 0.25em;
  }
  .summary :is(a, .link) {
    display: inline-block;
    padding-block: 0.2em;
    color: var(--_bad);
    font-weight: 600;
  }
  .need {
    display: grid;
    grid-template-columns: 1.5em minmax(0, 1fr);
  }
  .need > span {
    color: var(--_quiet);
  }
  /* What stands above a step keeps off its heading. */
  .pad > .notice {
    margin-block-end: calc(var(--_space) * 2.5);
  }
  .notice.warn {
    border-color: color-mix(in oklab, var(--_warn) 35%, var(--_surface));
    background: var(--_warn-soft);
  }
  .notice.good {
    border-color: color-mix(in oklab, var(--_good) 35%, var(--_surface));
    background: var(--_good-soft);
  }
  .conflicts {
    gap: calc(var(--_space) * 2);
    margin-block-end: calc(var(--_space) * 3);
  }
  .card > .fill {
    justify-self: stretch;
  }
  article.box {
    max-inline-size: 72rem;
  }
  article[part='receipt'],
  article[part='link'],
  article[part='stopped'] {
    max-inline-size: 48rem;
  }
  .between {
    justify-content: space-between;
  }
  .big {
    font-size: 1.375em;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.01em;
  }
  .pairs {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .pairs > div {
    display: grid;
    justify-self: stretch;
    grid-template-columns: minmax(0, 1fr);
    gap: 0 calc(var(--_space) * 2.5);
    padding-block: var(--_space);
    border-block-start: 1px solid var(--_line);
  }
  .pairs > div:first-child {
    border-block-start: 0;
  }
  .pairs dt {
    color: var(--_quiet);
    font-size: var(--_small);
  }
  .line {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
  }
  .next {
    counter-reset: next;
    display: grid;
    gap: calc(var(--_space) * 1.5);
  }
  .next > li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5);
  }
  .code {
    inline-size: 9.5em !important;
    letter-spacing: 0.25em;
    font-variant-numeric: tabular-nums;
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: 6px;
    overflow: hidden;
    background: var(--_line);
    color: var(--_accent);
  }
  progress::-webkit-progress-bar {
    background: var(--_line);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
    border-radius: 6px;
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
    border-radius: 6px;
  }
  .steps .done {
    background: var(--_good);
  }
  @container rso (min-width: 36rem) {
    .pairs > div {
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) auto;
    }
    .pairs dt {
      font-size: inherit;
    }
  }
  /* For all of the form: what it says besides the browser's own need not come first. An outline is where the keyboard is. */
  @media (forced-colors: active) {
    .button.primary,
    .button.primary:hover {
      forced-color-adjust: none;
      background: ButtonText;
      color: ButtonFace;
    }
    .choice:has(:checked) {
      border-color: Highlight;
    }
    .choice:has(:focus-visible) {
      outline-offset: 2px;
    }
    .steps li {
      border: 1px solid;
    }
    .steps .now {
      border: 3px solid Highlight;
    }
    .steps .done {
      border-width: 3px;
    }
    progress {
      border: 1px solid;
    }
    progress::-webkit-progress-value {
      forced-color-adjust: none;
      background: Highlight;
    }
    progress::-moz-progress-bar {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
  @container rso (min-width: 52rem) {
    .steps button.steplink {
      cursor: pointer;
    }
    .steps button.steplink:hover {
      background: var(--_canvas);
    }
    .steps .done {
      background: none;
      border-width: 0;
    }
    .steps .done .steplink {
      color: var(--_ink);
    }
    .steps .done .disc {
      background: var(--_good);
      border-color: var(--_good);
      color: var(--_surface);
    }
  }
`;
