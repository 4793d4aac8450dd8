/** Resumable upload: the door for the session. What a person gave goes up, is proven, or is named. */
export { TransferError } from './errors.ts';
export { indexedDbJournal } from './indexeddb-journal.ts';
export { memoryJournal, type Journal, type JournalEntry } from './journal.ts';
export type * from './port.ts';
export { createTransfer } from './transfer.ts';
