/** Registers `rso-access-form`. */
import { RsoAccessForm } from '../rso-access-form.ts';
import { define } from './define.ts';

define('rso-access-form', RsoAccessForm);

declare global {
  interface HTMLElementTagNameMap {
    'rso-access-form': RsoAccessForm;
  }
}

export { RsoAccessForm };
