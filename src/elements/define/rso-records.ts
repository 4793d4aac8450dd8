/** Registers `rso-records`. */
import { RsoRecords } from '../rso-records.ts';
import { define } from './define.ts';

define('rso-records', RsoRecords);

declare global {
  interface HTMLElementTagNameMap {
    'rso-records': RsoRecords;
  }
}

export { RsoRecords };
