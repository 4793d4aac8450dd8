/** In the page: the journal's promises, one after the other, each on a database of its own. */
import { indexedDbJournal } from '../../src/transfer/indexeddb-journal.ts';
import { journalPromises } from '../transfer/journal-contract.ts';
import { databasePromises } from '../transfer/journal-in-indexeddb.ts';

/** A promise that hangs is a broken one. Milliseconds. */
const PATIENCE = 2_000;

declare global {
  /** Names of the promises that are not kept, and why. */
  var brokenPromises: () => Promise<readonly string[]>;
}

globalThis.brokenPromises = async () => {
  const all = [
    ...journalPromises.map(({ name, keep }) => ({
      name,
      keep: (database: string) => keep(() => indexedDbJournal(database)),
    })),
    ...databasePromises,
  ];
  const broken: string[] = [];
  for (const { name, keep } of all) {
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('it hangs')), PATIENCE));
    await Promise.race([keep(crypto.randomUUID()), late]).catch((error: unknown) =>
      broken.push(`${name}: ${String(error)}`),
    );
  }
  return broken;
};
