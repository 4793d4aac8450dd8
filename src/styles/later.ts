/** Styles of what comes after a first field works. */
import { laterFields } from './later-fields.ts';
import { receipts } from './receipts.ts';

export const laterStyles = [laterFields, receipts];
