/**
 * Three layers, one direction: **palette** (`--rso-*`, public, what a host or a program sets) → **meaning** (`--_*`,
 * private, each with its fallback) → the elements' own rules, which read meaning only. `light-dark()` follows the
 * `color-scheme` that the page has at this place, so a dark page gets a dark form without a word.
 *
 * A program's theme (its descriptor) fills the middle place `--_program-*`: what the page sets wins over it.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    --_accent: var(--rso-accent, var(--_program-accent, light-dark(#0b5c8a, #7cc4ee)));
    --_accent-ink: var(--rso-accent-ink, var(--_program-accent-ink, light-dark(#ffffff, #06202f)));
    --_accent-soft: var(
      --rso-accent-soft,
      var(
        --_program-accent-soft,
        light-dark(oklch(from var(--_accent) 0.962 0.022 h), oklch(from var(--_accent) 0.29 0.035 h))
      )
    );
    --_accent-line: light-dark(oklch(from var(--_accent) 0.87 0.05 h), oklch(from var(--_accent) 0.42 0.06 h));
    --_ink: var(--rso-ink, var(--_program-ink, light-dark(#1a222b, #e9edf1)));
    --_quiet: var(--rso-ink-quiet, var(--_program-ink-quiet, light-dark(#515b66, #aab5c0)));
    --_surface: var(--rso-surface, var(--_program-surface, light-dark(#ffffff, #141b22)));
    --_canvas: var(--rso-canvas, var(--_program-canvas, light-dark(#f6f8fa, #1b232b)));
    --_line: var(--rso-line, var(--_program-line, light-dark(#dce1e6, #323d48)));
    --_control-line: var(--rso-control-line, var(--_program-control-line, light-dark(#7c8894, #8492a0)));
    --_good: var(--rso-good, var(--_program-good, light-dark(#1a7044, #6fd39c)));
    --_good-soft: var(--rso-good-soft, var(--_program-good-soft, light-dark(#e9f6ee, #16301f)));
    --_warn: var(--rso-warn, var(--_program-warn, light-dark(#7f4f00, #f0bd62)));
    --_warn-soft: var(--rso-warn-soft, var(--_program-warn-soft, light-dark(#fff6e0, #33270e)));
    --_bad: var(--rso-bad, var(--_program-bad, light-dark(#b3261e, #ff9e94)));
    --_bad-soft: var(--rso-bad-soft, var(--_program-bad-soft, light-dark(#fdeeec, #3a1a18)));
    --_focus: var(--rso-focus, var(--_program-focus, var(--_accent)));
    --_radius: var(--rso-radius, var(--_program-radius, 0.625rem));
    --_radius-large: calc(var(--_radius) * 1.4);
    --_space: var(--rso-space, var(--_program-space, 0.5rem));
    --_control: var(--rso-control-height, var(--_program-control-height, 2.75rem));
    --_font: var(--rso-font, var(--_program-font, inherit));
    --_font-title: var(--rso-font-title, var(--_program-font-title, inherit));
    --_title: var(--rso-title-size, var(--_program-title-size, 1.625em));
    --_measure: var(--rso-measure, var(--_program-measure, 66ch));
    --_scroll: var(--rso-scroll-margin, var(--_program-scroll-margin, 1rem));
    --_small: 0.875em;
    --_lead: 1.125em;
  }
`;

/** Every public token, without its `--rso-` prefix: what a theme may set. */
export const tokenNames = [
  'accent',
  'accent-ink',
  'accent-soft',
  'ink',
  'ink-quiet',
  'surface',
  'canvas',
  'line',
  'control-line',
  'good',
  'good-soft',
  'warn',
  'warn-soft',
  'bad',
  'bad-soft',
  'focus',
  'radius',
  'space',
  'control-height',
  'font',
  'font-title',
  'title-size',
  'measure',
  'scroll-margin',
] as const;
export type TokenName = (typeof tokenNames)[number];
