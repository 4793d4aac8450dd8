/** Registers `rso-contact`. */
import { RsoContact } from '../rso-contact.ts';
import { define } from './define.ts';

define('rso-contact', RsoContact);

declare global {
  interface HTMLElementTagNameMap {
    'rso-contact': RsoContact;
  }
}

export { RsoContact };
