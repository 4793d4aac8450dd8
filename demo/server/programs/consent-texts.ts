/** The consent texts of the demo programs, and the part of the descriptor that names them by hash (clause 2.2). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { languages } from '../../../src/i18n/languages.ts';
import type { ConsentDescriptor } from '../../../src/protocol/index.ts';

interface ConsentKind {
  readonly id: string;
  readonly kind: ConsentDescriptor['kind'];
  readonly required?: false;
}

/** All consents of access-form.md 8 J. When each is asked is the form's to say. */
const kinds: readonly ConsentKind[] = [
  { id: 'C1', kind: 'acknowledge' },
  { id: 'C2', kind: 'sign' },
  { id: 'C3', kind: 'sign' },
  { id: 'C4', kind: 'sign' },
  { id: 'C5', kind: 'sign' },
  { id: 'C6', kind: 'sign' },
  { id: 'C7', kind: 'sign' },
  { id: 'C8', kind: 'acknowledge' },
  { id: 'C9', kind: 'acknowledge' },
  { id: 'C10', kind: 'sign' },
  { id: 'C11', kind: 'sign' },
  { id: 'C12', kind: 'sign' },
  { id: 'C13', kind: 'opt-in', required: false },
  { id: 'C14', kind: 'acknowledge' },
  { id: 'C15', kind: 'sign' },
];

export interface ConsentTexts {
  readonly descriptors: ConsentDescriptor[];
  /** Text by the path under the base: `consents/C1.en.txt`. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads the texts of every language. Only the English original was read by a human; the others say so. */
export function consentTexts(): ConsentTexts {
  const texts = new Map<string, string>();
  const descriptors = kinds.map(({ id, kind, required = true }): ConsentDescriptor => ({
    id,
    version: '1',
    kind,
    required,
    texts: Object.fromEntries(
      Object.entries(languages).map(([language, { review }]) => {
        const url = `consents/${id}.${language}.txt`;
        const text = readFileSync(new URL(`../${url}`, import.meta.url), 'utf8');
        texts.set(url, text);
        const sha256 = createHash('sha256').update(text).digest('hex');
        return [language, { url, sha256, review }];
      }),
    ),
  }));
  return { descriptors, texts };
}
