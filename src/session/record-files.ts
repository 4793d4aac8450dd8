/** Files as they are added: what the program takes, and what the wire hears of them. */
import { englishPolicy, isLanguageSettled, isPartialDate } from '../journey/carried.ts';
import type { JourneyProblem, JourneyState, RecordItem } from '../journey/state.ts';
import type { Program } from '../protocol/program.ts';
import type { RecordDeclaration } from '../protocol/record.ts';
import type { RecordVerdict } from '../protocol/verdict.ts';

const LONGEST_NAME = 255;

const refusal = (code: string, reason?: string): JourneyProblem => ({
  code,
  retryable: false,
  ...(reason === undefined ? {} : { reason }),
});

/** Why a file cannot be taken, by the limits that the descriptor states; the backend enforces the same. */
export function fileRefusal(file: File, { uploads }: Program, records: readonly RecordItem[]): JourneyProblem | null {
  if (file.size === 0) return refusal('file-rejected', 'empty');
  const extension = /\.([^.]+)$/u.exec(file.name)?.[1]?.toLowerCase();
  const kind = uploads.accept.find(
    ({ ext, mime }) => ext.toLowerCase() === extension || (file.type !== '' && mime === file.type),
  );
  // A file without an extension may be anything (a CD has thousands): its content tells.
  if (!kind && extension !== undefined && uploads.accept.length > 0) return refusal('unsupported-type');
  if (file.size > Math.min(uploads.maxFileSize, kind?.maxSize ?? Infinity)) return refusal('too-large');
  const total = records.reduce((sum, record) => sum + record.size, file.size);
  if (records.length >= uploads.maxFiles || total > uploads.maxTotalSize) return refusal('quota');
  return null;
}

/** A name as the list shows it: one writing, not longer than the wire takes, its extension kept. */
export function shownName(name: string): string {
  const plain = name.normalize('NFC');
  if (plain.length <= LONGEST_NAME) return plain || 'record';
  const extension = /\.[^.]{1,10}$/u.exec(plain)?.[0] ?? '';
  const stem = Array.from(plain.slice(0, plain.length - extension.length));
  // Whole characters only: half of a pair would be no text.
  while (stem.join('').length > LONGEST_NAME - extension.length)
    stem.splice(Math.min(stem.length - 1, LONGEST_NAME - extension.length));
  return stem.join('') + extension;
}

/** A verdict as it is sent: the spans that decided, and what is offered to the person, stay on the device (verdict.ts). */
export const sentVerdict = ({ offers: _offers, ...verdict }: RecordVerdict): RecordVerdict => ({
  ...verdict,
  pages: verdict.pages.map(({ spans: _spans, ...page }) => page),
});

/** What is declared of a record, as the state has it now. `replaced`: the backend's id of the one it takes the place of. */
export function declarationOf(record: RecordItem, replaced: string | undefined): RecordDeclaration {
  const { clientId, name, size, type, category, documentDate, check, override, identityAnswer, leftOut, requestId } =
    record;
  const verdict = 'verdict' in check ? check.verdict : undefined;
  const language = record.language ?? verdict?.languages[0];
  return {
    clientId,
    name,
    size,
    type,
    category,
    ...(isPartialDate(documentDate) ? { documentDate } : {}),
    ...(language === undefined ? {} : { language }),
    ...(verdict ? { verdict: sentVerdict(verdict) } : {}),
    ...(override ? { override } : {}),
    ...(identityAnswer ? { identityAnswer } : {}),
    ...(leftOut ? { leftOut } : {}),
    ...(replaced === undefined ? {} : { replaces: replaced }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/**
 * May its bytes go yet? Under `block` a refused record waits for the person (records.md). One that names somebody else does
 * not: that is asked while it goes, and before it is submitted; what is another child's is taken back until then.
 */
export function maySend(state: JourneyState, record: RecordItem): boolean {
  const { check } = record;
  if (check.phase !== 'done' && check.phase !== 'unchecked') return englishPolicy(state) === 'off';
  return check.verdict?.verdict !== 'refused' || isLanguageSettled(state, record);
}
