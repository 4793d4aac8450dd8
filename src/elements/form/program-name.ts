import type { Words } from '../../i18n/words.ts';
import type { Program } from '../../protocol/program.ts';

/** The program's name in the reader's language, else in English, else any. */
export const programName = (program: Program, words: Words): string =>
  program.names[words.lang] ?? program.names['en'] ?? Object.values(program.names)[0] ?? program.organisation.name;
