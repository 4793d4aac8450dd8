/** Registers `rso-imaging`. */
import { RsoImaging } from '../rso-imaging.ts';
import { define } from './define.ts';

define('rso-imaging', RsoImaging);

declare global {
  interface HTMLElementTagNameMap {
    'rso-imaging': RsoImaging;
  }
}

export { RsoImaging };
