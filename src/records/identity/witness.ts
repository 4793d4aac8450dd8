/** Gathers whom the pages of a record are about, while they are read. */
import type { IdentityMatch } from '../../protocol/verdict.ts';
import type { ExpectedPatient } from '../options.ts';
import type { ReadPage } from '../page.ts';
import { compareIdentity } from './compare.ts';
import { findIdentity } from './find.ts';

/** Pages that are looked at: a record says whom it is about at its beginning, and a bundle every few pages. */
const mostPages = 60;
const mostFound = 12;

/** Knows the patient; is shown pages; says at the end whether they were about that child. */
export class Witness {
  readonly #patient: ExpectedPatient;
  readonly #names = new Set<string>();
  readonly #birthDates = new Set<string>();
  #pages = 0;

  constructor(patient: ExpectedPatient) {
    this.#patient = patient;
  }

  see(page: ReadPage): void {
    if ((this.#pages += 1) > mostPages) return;
    const found = page.kind === 'text' ? [page.identity, findIdentity(page.text)] : [page.identity];
    for (const one of found) {
      for (const name of one?.names ?? []) if (this.#names.size < mostFound) this.#names.add(name);
      for (const date of one?.birthDates ?? []) if (this.#birthDates.size < mostFound) this.#birthDates.add(date);
    }
  }

  verdict(): IdentityMatch {
    return compareIdentity({ names: [...this.#names], birthDates: [...this.#birthDates] }, this.#patient);
  }
}
