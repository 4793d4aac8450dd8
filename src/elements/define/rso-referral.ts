/** Registers `rso-referral`. */
import { RsoReferral } from '../rso-referral.ts';
import { define } from './define.ts';

define('rso-referral', RsoReferral);

declare global {
  interface HTMLElementTagNameMap {
    'rso-referral': RsoReferral;
  }
}

export { RsoReferral };
