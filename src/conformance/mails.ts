/** The test profile's outbox: what a person would find in the mail. */
import type { Backend } from './backend.ts';
import { Unmet } from './check.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Mails of the test profile's outbox. */
export async function mails(backend: Backend): Promise<readonly Mail[]> {
  const seen = await backend.send('GET', '/_test/outbox');
  return (seen.json as { mails: readonly Mail[] }).mails;
}

/** What a mail that `act` causes says where `pattern` matches; mails of before do not count, whatever their date. */
export async function inMailAfter(backend: Backend, act: () => Promise<unknown>, pattern: RegExp): Promise<string> {
  const before = new Set((await mails(backend)).map((mail) => JSON.stringify(mail)));
  await act();
  const fresh = (await mails(backend)).filter((mail) => !before.has(JSON.stringify(mail)));
  const found = fresh.map(({ text }) => pattern.exec(text)?.[0]).find(Boolean);
  if (!found) throw new Unmet('no mail came');
  return found;
}

/** The token of the newest link that was mailed to an address. */
export async function linkMailedTo(backend: Backend, address: string): Promise<string> {
  const mail = (await mails(backend)).findLast(({ to, text }) => to === address && text.includes('#rso-link='));
  const token = /#rso-link=(\S+)/u.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Unmet('no link was mailed');
  return token;
}
