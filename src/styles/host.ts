/** The host box: it belongs to the page (font and base size inherited), it is a container, and it knows its scheme. */
import { css } from 'lit';

export const host = css`
  :host {
    display: block;
    container: rso / inline-size;
    color: var(--_ink);
    font-family: var(--_font);
    line-height: 1.5;
    text-align: start;
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='auto']) {
    color-scheme: light dark;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-family: var(--_font-title);
    font-size: var(--_title);
    line-height: 1.2;
    font-weight: 680;
    letter-spacing: -0.01em;
    text-wrap: balance;
    scroll-margin-block-start: var(--_scroll);
  }
  h1:is(:lang(ar), :lang(fa), :lang(ur), :lang(hi)) {
    letter-spacing: 0;
    line-height: 1.4;
  }
  h2 {
    font-family: var(--_font-title);
    font-size: var(--_lead);
    line-height: 1.3;
    font-weight: 650;
  }
  h3 {
    font-size: 1em;
    font-weight: 600;
  }
  .root:is(:lang(ar), :lang(fa), :lang(hi)) {
    line-height: 1.65;
  }
  /* Nastaliq hangs from the line above: phones set Urdu in it, whatever font the page asks for. */
  .root:lang(ur),
  .root:lang(ur) :is(h1, h2, .brand, .due b) {
    line-height: 2.1;
  }
  h1:focus,
  h2:focus {
    outline: none;
  }
  a {
    color: var(--_accent);
    text-underline-offset: 0.15em;
  }
  bdi,
  .num {
    font-variant-numeric: tabular-nums;
  }
  .box,
  .card {
    background: var(--_surface);
    border: 1px solid var(--_line);
  }
  .box {
    border-radius: calc(var(--_radius) * 1.6);
    overflow: clip;
  }
  .pad {
    padding: calc(var(--_space) * 2.5);
  }
  .eyebrow,
  .meta {
    color: var(--_quiet);
    font-size: var(--_small);
  }
  .lede {
    color: var(--_quiet);
    max-inline-size: min(56ch, var(--_measure));
    text-wrap: pretty;
  }
  .stack {
    display: grid;
    gap: calc(var(--_space) * 2.5);
    grid-template-columns: minmax(0, 1fr);
  }
  .tight {
    display: grid;
    gap: var(--_space);
    grid-template-columns: minmax(0, 1fr);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  @container rso (min-width: 36rem) {
    .pad {
      padding: calc(var(--_space) * 4) calc(var(--_space) * 4.5);
    }
  }
  @media print {
    .no-print {
      display: none !important;
    }
    .box {
      border: 0;
    }
  }
`;
