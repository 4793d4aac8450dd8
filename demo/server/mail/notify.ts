/** Which mail follows from what happened, and how it is put together. */
import { languages, shippedLanguage } from '../../../src/i18n/languages.ts';
import type { ShareKind } from '../../../src/protocol/index.ts';
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
  'consent.signed': 'guardian-signed',
  'consent.refused': 'guardian-refused',
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
  hosted: HostedProgram,
  referral: ReferralRow,
  kind: MailKind,
  { code, page = referral.page }: { readonly code?: string; readonly page?: string } = {},
): Promise<void> {
  if (referral.email === null) return;
  const needsLink = mailTexts.en[kind].lines.includes('{link}');
  const now = service.clock.now();
  const link = needsLink ? await makeLink(db, { random: service.random, referralId: referral.id, page, now }) : '';
  await send(db, service, hosted, referral, {
    kind,
    to: referral.email,
    language: referral.language,
    values: { page: bare(page), link, code: code ?? '' },
  });
}

/** Sends somebody else the link that is theirs alone. */
export const sendShareMail = (
  db: Queryable,
  service: Service,
  hosted: HostedProgram,
  referral: ReferralRow,
  {
    kind,
    to,
    language,
    link,
  }: {
    readonly kind: ShareKind;
    readonly to: string;
    readonly language: string;
    readonly link: string;
  },
): Promise<void> => send(db, service, hosted, referral, { kind, to, language, values: { link } });

async function send(
  db: Queryable,
  service: Service,
  { program }: HostedProgram,
  referral: ReferralRow,
  mail: {
    readonly kind: MailKind;
    readonly to: string;
    readonly language: string;
    readonly values: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const language = shippedLanguage(mail.language) ?? 'en';
  const { [mail.kind]: text, signOff } = mailTexts[language];
  // Without a mark a line from right to left turns "+1 …" round. A mark beside a link would be taken for part of it.
  const toLeft = languages[language].dir === 'rtl' ? '\u200e' : '';
  const values: Readonly<Record<string, string>> = {
    reference: referral.reference,
    team: `${program.contact.team}, ${program.organisation.name}`,
    phone: program.contact.phones.map((phone) => toLeft + phone).join(', '),
    ...mail.values,
  };
  const fill = (line: string): string => line.replaceAll(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '');
  await service.mail.send(db, {
    to: mail.to,
    kind: mail.kind,
    language,
    subject: fill(text.subject),
    text: [...text.lines, '', ...signOff].map(fill).join('\n'),
    at: service.clock.now(),
  });
}
