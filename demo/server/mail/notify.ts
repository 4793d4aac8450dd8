/** Which mail follows from what happened, and how it is put together. */
import { shippedLanguage } from '../../../src/i18n/languages.ts';
import { makeLink, bare } from '../referrals/access-links.ts';
import type { ReferralRow } from '../referrals/referral.ts';
import type { HostedProgram, Service } from '../service.ts';
import type { Queryable } from '../store/database.ts';
import { type MailKind, mailTexts } from './texts.ts';

const mailOf: Readonly<Record<string, MailKind>> = {
  'submit.registration': 'referral-received',
  'request.opened': 'information-request',
  'request.blocking': 'information-request',
  'fee.quote': 'quote-ready',
  'imaging.issueLink': 'imaging-open',
  deliver: 'report-ready',
  'report.amended': 'report-ready',
};

/** Sends the mail that this kind of event asks for; most ask for none. */
export async function notify(
  db: Queryable,
  service: Service,
  hosted: HostedProgram,
  referral: ReferralRow,
  eventType: string,
): Promise<void> {
  const kind = mailOf[eventType];
  if (kind) await sendMail(db, service, hosted, referral, kind);
}

/**
 * Sends one mail to the submitter; nothing where there is no address yet.
 * @param code for the kinds that carry one.
 */
export async function sendMail(
  db: Queryable,
  service: Service,
  { program }: HostedProgram,
  referral: ReferralRow,
  kind: MailKind,
  { code, page = referral.page }: { readonly code?: string; readonly page?: string } = {},
): Promise<void> {
  if (referral.email === null) return;
  const language = shippedLanguage(referral.language) ?? 'en';
  const { [kind]: text, signOff } = mailTexts[language];
  const now = service.clock.now();
  const needsLink = text.lines.includes('{link}');
  const link = needsLink ? await makeLink(db, { random: service.random, referralId: referral.id, page, now }) : '';
  const values: Readonly<Record<string, string>> = {
    reference: referral.reference,
    team: `${program.contact.team}, ${program.organisation.name}`,
    phone: program.contact.phones.join(', '),
    page: bare(page),
    link,
    code: code ?? '',
  };
  const fill = (line: string): string => line.replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '');
  await service.mail.send(db, {
    to: referral.email,
    kind,
    language,
    subject: fill(text.subject),
    text: [...text.lines, '', ...signOff].map(fill).join('\n'),
    at: now,
  });
}
