/** Studies to a DICOMweb server: the third door of this folder, where a program's images go to its own archive. */
export type { StowedInstance } from './carry-lot.ts';
export { createStow, type StowOptions } from './stow.ts';
export { forgetStowed, type StowEntry, type StowJournal } from './stow-journal.ts';
export type { StowPlace } from './tools.ts';
