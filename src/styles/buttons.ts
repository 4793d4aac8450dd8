/** Buttons and what looks like a link but acts. */
import { css } from 'lit';

export const buttons = css`
  button,
  .button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    min-block-size: var(--_control);
    padding: 0.5em 1.25em;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    color: var(--_ink);
  }
  .button:hover {
    background: var(--_canvas);
  }
  .button.primary {
    background: var(--_accent);
    border-color: var(--_accent);
    color: var(--_accent-ink);
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_ink));
  }
  .button.small {
    padding-block: 0.25em;
    padding-inline: 0.9em;
  }
  .button.danger {
    color: var(--_bad);
    border-color: var(--_bad);
  }
  .button[aria-disabled='true'] {
    opacity: 0.7;
    cursor: progress;
  }
  .link {
    display: inline;
    padding: 0.35em 0;
    border: 0;
    background: none;
    color: var(--_accent);
    font: inherit;
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.15em;
    border-radius: 4px;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
`;
