/** The frame around a step: rail or progress bar, error summary, notices, footer, contact card. */
import { css } from 'lit';

export const journey = css`
  .journey {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .rail {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: calc(var(--_space) * 1.5) calc(var(--_space) * 2);
    align-items: center;
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2.5) 0;
  }
  .rail .steps {
    grid-column: 1 / -1;
  }
  .language .sub {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .brand {
    font-weight: 650;
    line-height: 1.3;
    font-size: 0.9375em;
  }
  .steps {
    display: flex;
    gap: 4px;
  }
  .steps li {
    flex: 1;
    block-size: 5px;
    border-radius: 5px;
    background: var(--_line);
    overflow: hidden;
  }
  .steps .now {
    background: var(--_accent);
  }
  .steps li > * {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .rail-more {
    padding: calc(var(--_space) * 2.5);
    border-block-start: 1px solid var(--_line);
  }
  .view > .pad > * {
    max-inline-size: 46rem;
  }
  .view {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    min-inline-size: 0;
  }
  .head {
    display: grid;
    gap: 0.35em;
    margin-block-end: calc(var(--_space) * 3);
  }
  .section {
    margin-block-start: calc(var(--_space) * 3.5);
  }
  .section > h2 {
    margin-block-end: calc(var(--_space) * 1.5);
  }
  .fold {
    margin-block-start: calc(var(--_space) * 2);
  }
  .fold > .grid {
    padding-block-start: calc(var(--_space) * 1.5);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 1.5);
    padding: calc(var(--_space) * 2) calc(var(--_space) * 2.5);
    border-block-start: 1px solid var(--_line);
  }
  .notice {
    display: grid;
    gap: 0.35em;
    border: 1px solid var(--_accent-line);
    border-radius: var(--_radius-large);
    background: var(--_accent-soft);
    padding: calc(var(--_space) * 2);
    max-inline-size: 100%;
  }
  .notice.bad {
    border-color: color-mix(in oklab, var(--_bad) 45%, var(--_surface));
    background: var(--_bad-soft);
  }
  .card {
    border-radius: var(--_radius-large);
    padding: calc(var(--_space) * 2.25);
    display: grid;
    gap: var(--_space);
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
  }
  .card > * {
    max-inline-size: 100%;
  }
  .help {
    gap: 0.3em;
    font-size: var(--_small);
  }
  .help h2 {
    font-size: inherit;
  }
  .help:dir(rtl) a {
    text-align: end;
  }
  .disc {
    inline-size: 1.75rem;
    block-size: 1.75rem;
    display: grid;
    place-items: center;
    border: 1.5px solid var(--_control-line);
    border-radius: 50%;
    background: var(--_surface);
    font-size: 0.8125rem;
    font-weight: 600;
    line-height: 1;
  }
  .skeleton > * {
    block-size: 2.75rem;
    border-radius: var(--_radius);
    background: var(--_canvas);
  }
  .skeleton > :first-child {
    inline-size: 55%;
    block-size: 1.75rem;
  }
  @container rso (min-width: 36rem) {
    .foot {
      padding-inline: calc(var(--_space) * 4.5);
    }
    .foot .meta {
      margin-inline-start: auto;
    }
    .rail {
      padding-inline: calc(var(--_space) * 4.5);
    }
  }
  @container rso (min-width: 52rem) {
    .journey {
      grid-template-columns: 15.5rem minmax(0, 1fr);
    }
    .journey {
      grid-template-rows: auto 1fr;
    }
    .rail {
      grid-template-columns: minmax(0, 1fr);
      gap: calc(var(--_space) * 2.5);
      padding: calc(var(--_space) * 3.5) calc(var(--_space) * 2.5) calc(var(--_space) * 2.5);
    }
    .rail .language {
      order: 1;
    }
    .language .sub {
      position: static;
      inline-size: auto;
      block-size: auto;
      overflow: visible;
      clip-path: none;
    }
    .rail-more {
      grid-column: 1;
      padding-block-start: 0;
      border: 0;
    }
    .view {
      grid-column: 2;
      grid-row: 1 / span 2;
      grid-template-rows: 1fr auto;
      border-inline-start: 1px solid var(--_line);
    }
    .steps {
      display: grid;
      gap: 2px;
    }
    .steps li {
      block-size: auto;
      background: none;
      overflow: visible;
      border-radius: calc(var(--_radius) * 0.8);
    }
    .steps li > * {
      position: static;
      inline-size: auto;
      block-size: auto;
      overflow: visible;
      clip-path: none;
      white-space: normal;
    }
    .steps .steplink {
      display: grid;
      grid-template-columns: 1.75rem minmax(0, 1fr);
      gap: 0.65em;
      align-items: center;
      inline-size: 100%;
      padding: var(--_space);
      border: 0;
      border-radius: inherit;
      background: none;
      text-align: start;
      color: var(--_quiet);
      font-size: 0.9375em;
    }
    .steps .now {
      background: var(--_accent-soft);
    }
    .steps .now .steplink {
      color: var(--_ink);
      font-weight: 600;
    }
    .steps .now .disc {
      border-color: var(--_accent);
      color: var(--_accent);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .skeleton > * {
      animation: rso-wait 1.6s ease-in-out infinite alternate;
    }
  }
  @keyframes rso-wait {
    to {
      opacity: 0.45;
    }
  }
  @media print {
    .rail,
    .foot {
      display: none;
    }
  }
`;
