/** Registers `rso-status`. */
import { RsoStatus } from '../rso-status.ts';
import { define } from './define.ts';

define('rso-status', RsoStatus);

declare global {
  interface HTMLElementTagNameMap {
    'rso-status': RsoStatus;
  }
}

export { RsoStatus };
