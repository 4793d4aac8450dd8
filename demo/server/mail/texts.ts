/**
 * The words of the mails, plain text, one file per language in `texts/`. No health data, no name of a child, no address
 * but the page that the family came from (clause 14.1). `{reference}`, `{team}`, `{phone}`, `{page}`, `{link}`, `{code}`,
 * `{program}` are filled in.
 */
import { readFileSync } from 'node:fs';
import { type Language, languages } from '../../../src/i18n/languages.ts';

export type MailKind =
  | 'email-code'
  | 'report-code'
  | 'referral-received'
  | 'information-request'
  | 'quote-ready'
  | 'imaging-open'
  | 'report-ready'
  | 'guardian-sign'
  | 'guardian-signed'
  | 'guardian-refused'
  | 'sponsor-status'
  | 'link';

export interface MailText {
  readonly subject: string;
  readonly lines: readonly string[];
}

/** The mails of one language, and the closing lines of every one of them. */
export type MailTexts = Readonly<Record<MailKind, MailText>> & { readonly signOff: readonly string[] };

/** Mails in every language that the elements speak; `test/server/programs.test.ts` compares the files. */
export const mailTexts = Object.fromEntries(
  Object.keys(languages).map((language) => [
    language,
    JSON.parse(readFileSync(new URL(`texts/${language}.json`, import.meta.url), 'utf8')) as MailTexts,
  ]),
) as Readonly<Record<Language, MailTexts>>;
