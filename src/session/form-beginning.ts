import { startForm } from '../form/start.ts';
import { reduceFirst } from '../journey/first.ts';
import type { Beginning } from './beginning.ts';

/** The form's first step, ready to be filled in. */
export const formBeginning: Beginning = { startForm, reduce: reduceFirst };
