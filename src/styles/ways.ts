/** Pages to look at, and the ways out of a record that is not in English. Fetched with the first record. */
import { css } from 'lit';

export const ways = css`
  button.thumb {
    padding: 0;
    overflow: clip;
    cursor: zoom-in;
  }
  button.thumb canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    object-position: top;
  }
  button.page {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 28px;
    padding: 0;
    border: 1.5px solid var(--_good);
    border-radius: 3px;
    background: var(--_good);
    color: var(--_surface);
    font: inherit;
    font-size: 0.75rem;
    font-weight: 700;
    line-height: 1;
    cursor: zoom-in;
  }
  button.page.bad {
    border-color: var(--_bad);
    border-start-end-radius: 12px;
    background: var(--_bad);
  }
  button.page.warn {
    border-color: var(--_warn);
    border-style: dashed;
    background: var(--_warn-soft);
    color: var(--_warn);
  }
  button.page.quiet {
    border-color: var(--_control-line);
    background: none;
    color: var(--_quiet);
  }
  button.page.wait {
    border-color: var(--_line);
    background: var(--_line);
    cursor: default;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.2em;
  }
  .done {
    display: grid;
    gap: 0.25em;
    justify-items: start;
    font-size: 0.9375em;
  }
  .offer {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_space) * 0.75) calc(var(--_space) * 1.5);
    align-items: center;
    font-size: 0.9375em;
  }
  .matching {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space) calc(var(--_space) * 2);
    align-items: center;
    max-block-size: 24rem;
    overflow-y: auto;
    padding: 4px;
  }
  @container rso (min-width: 36rem) {
    .matching {
      grid-template-columns: minmax(0, 1fr) minmax(0, 14rem);
    }
  }
  .viewer {
    inline-size: min(60rem, 100vi);
    max-inline-size: 100vi;
    block-size: 100vb;
    max-block-size: 100vb;
    margin: auto;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-large);
    background: var(--_surface);
    color: var(--_ink);
  }
  .viewer[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
  }
  .viewer::backdrop {
    background: color-mix(in oklab, var(--_canvas) 70%, transparent);
  }
  .viewer-head,
  .viewer-foot {
    display: flex;
    gap: var(--_space);
    align-items: start;
    justify-content: space-between;
    padding: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
  }
  .viewer-head h2 {
    display: grid;
    font-size: 1em;
    overflow-wrap: anywhere;
  }
  .viewer-body {
    display: grid;
    gap: calc(var(--_space) * 2);
    align-content: start;
    overflow: auto;
    padding: calc(var(--_space) * 2);
    background: var(--_canvas);
  }
  .viewer-body:focus-visible {
    outline: 3px solid color-mix(in oklab, var(--_focus) 55%, transparent);
    outline-offset: -3px;
  }
  .viewer .remove {
    margin: -0.4rem 0;
  }
  .sheet {
    position: relative;
    inline-size: fit-content;
    max-inline-size: 100%;
    margin-inline: auto;
    border: 1px solid var(--_line);
    background: var(--_surface);
  }
  .sheet canvas {
    display: block;
    max-inline-size: 100%;
    inline-size: 52rem;
  }
  .sheet svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .sheet rect {
    fill: color-mix(in oklab, var(--_warn) 22%, transparent);
    stroke: var(--_bad);
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
  }
  .lines {
    display: grid;
    gap: 0.35em;
    max-inline-size: var(--_measure);
  }
  .lines mark {
    padding-inline: 0.2em;
    background: var(--_warn-soft);
    color: inherit;
    text-decoration: underline var(--_bad) 2px;
    text-underline-offset: 0.2em;
  }
  @media (forced-colors: active) {
    button.page:not(.quiet),
    .sheet rect {
      forced-color-adjust: none;
    }
  }
`;
