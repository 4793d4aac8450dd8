/** Records: drop zone, list, page strip, notes. Fetched with the records themselves. */
import { css } from 'lit';

export const chips = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.2em 0.75em;
    border-radius: 1em;
    font-size: 0.8125em;
    font-weight: 600;
    background: var(--_canvas);
    color: var(--_quiet);
  }
  .chip.good {
    background: var(--_good-soft);
    color: var(--_good);
  }
  .chip.bad {
    background: var(--_bad-soft);
    color: var(--_bad);
  }
  .chip.warn {
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  @media (forced-colors: active) {
    .chip {
      border: 1px solid;
    }
  }
`;

export const records = css`
  .drop {
    display: grid;
    gap: var(--_space);
    padding: calc(var(--_space) * 2.5);
    border: 1.5px dashed var(--_accent-line);
    border-radius: var(--_radius-large);
    background: var(--_accent-soft);
  }
  .drop[data-over] {
    border-style: solid;
    border-color: var(--_accent);
  }
  .drop-words {
    display: none;
  }
  .overall {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--_space) calc(var(--_space) * 2);
    align-items: center;
  }
  .overall progress {
    grid-column: 1 / -1;
  }
  .files {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-large);
    overflow: clip;
  }
  .record {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 2);
    border-block-start: 1px solid var(--_line);
    scroll-margin-block-start: var(--_scroll);
  }
  .record:first-child {
    border-block-start: 0;
  }
  .record-sheet {
    display: none;
  }
  .thumb {
    display: block;
    inline-size: 2.75rem;
    block-size: 3.5rem;
    border: 1px solid var(--_line);
    border-radius: 4px;
    background: repeating-linear-gradient(var(--_surface) 0 6px, var(--_line) 6px 7px);
  }
  /* On a phone the cross lies in the corner of the words, so that what follows the name has the whole width. */
  .record-main,
  .record > .remove {
    grid-area: 1 / 1;
  }
  .record-main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
  }
  .record-head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space) calc(var(--_space) * 2);
    align-items: start;
    justify-content: space-between;
    padding-inline-end: 2.25rem;
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .pages {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .record-note {
    display: grid;
    gap: 0.25em;
    padding: calc(var(--_space) * 1.5);
    border-radius: calc(var(--_radius) * 0.8);
    font-size: 0.9375em;
    background: var(--_warn-soft);
  }
  .record-note.bad {
    background: var(--_bad-soft);
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_space) * 2.5);
    align-items: baseline;
  }
  .ways > details[open] {
    flex-basis: 100%;
  }
  .panel {
    display: grid;
    gap: calc(var(--_space) * 1.5);
    padding-block: var(--_space);
  }
  .describe {
    padding-block-start: var(--_space);
    font-size: 0.9375em;
  }
  .remove {
    place-self: start end;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    margin-block-start: -0.4rem;
    margin-inline-end: -0.5rem;
    border: 0;
    border-radius: 50%;
    background: none;
    color: var(--_quiet);
  }
  .remove:hover {
    background: var(--_canvas);
    color: var(--_ink);
  }
  @media (forced-colors: active) {
    .record-note {
      border: 1px solid;
    }
  }
  /* Narrower than this, what is asked of a person needs the room more than the picture; the strip opens the pages. */
  @container rso (min-width: 28rem) {
    .record {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .record-sheet {
      display: block;
    }
    .record-main {
      grid-area: 1 / 2;
    }
    .record > .remove {
      grid-area: 1 / 3;
    }
    .record-head {
      padding-inline-end: 0;
    }
  }
  @container rso (min-width: 36rem) {
    .drop-words {
      display: inline;
    }
  }
`;
