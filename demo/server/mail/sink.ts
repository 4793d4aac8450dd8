/** Where mails go. The default is a table that the demo's inbox page shows; a real server by `SMTP_URL` comes later. */
import type { InboxMail } from '../desk/api.ts';
import { newId, type Random } from '../secrets.ts';
import { iso, type Database, type Queryable } from '../store/database.ts';

export interface OutgoingMail {
  readonly to: string;
  readonly kind: string;
  readonly language: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
  readonly at: Date;
}

export interface MailSink {
  /** Takes a mail in the transaction that caused it: it is sent if and only if that is durable. */
  send(db: Queryable, mail: OutgoingMail): Promise<void>;
  /** The mails that were taken, newest first. */
  list(to?: string): Promise<readonly InboxMail[]>;
}

/** A header that holds a line break could become two. */
const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

export const inboxSink = (database: Database, random: Random): MailSink => ({
  async send(db, mail) {
    await db.query(
      'insert into mail (id, recipient, kind, language, subject, body, at) values ($1, $2, $3, $4, $5, $6, $7)',
      [newId(random), oneLine(mail.to), mail.kind, mail.language, oneLine(mail.subject), mail.text, mail.at],
    );
  },
  async list(to) {
    const rows = await database.query<{
      id: string;
      recipient: string;
      kind: string;
      language: string;
      subject: string;
      body: string;
      at: Date;
    }>(
      `select id, recipient, kind, language, subject, body, at from mail
       where $1::text is null or recipient = $1 order by n desc limit 200`,
      [to === undefined ? null : to.trim().toLowerCase()],
    );
    return rows.map((row) => ({
      id: row.id,
      to: row.recipient,
      kind: row.kind,
      language: row.language,
      subject: row.subject,
      text: row.body,
      at: iso(row.at),
    }));
  },
});
