/** Direct access to the intake team, in every view (program.md 7; WCAG 3.2.6). */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../../i18n/words.ts';
import { teamIsOpen } from '../../journey/offered.ts';
import type { Contact } from '../../protocol/program.ts';

/** `+12025550142` → `+1 202 555 0142`; other numbers in groups of three from the end: what can be read out. */
export const spokenPhone = (e164: string): string =>
  /^\+1\d{10}$/u.test(e164)
    ? e164.replace(/(\d{3})(\d{3})(\d{4})$/u, ' $1 $2 $3')
    : e164.replace(/\B(?=(?:\d{3})+$)/gu, ' ');

const cityOf = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');

/** The card, with the time there and here. */
export function contactCard(contact: Contact, words: Words, now: number): TemplateResult {
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const theirs = words.time(now, contact.timeZone);
  const yours = words.time(now);
  const title = words.t('contact.title');
  return html`<section class="card help" part="contact" aria-label=${title}>
    <h2>${title}</h2>
    ${contact.phones.map((phone) => html`<a class="num" dir="ltr" href="tel:${phone.replace(/[^+\d]/gu, '')}">${spokenPhone(phone)}</a>`)}
    <a dir="ltr" href="mailto:${contact.email}"
      >${contact.email.split('@')[0]}@<wbr />${contact.email.split('@').slice(1).join('@')}</a
    >
    <p class="meta">
      ${words.t(teamIsOpen(contact, now) ? 'contact.open' : 'contact.closed')}
      ${
        theirs === yours || here === contact.timeZone
          ? nothing
          : words.t('contact.time', { theirs, city: cityOf(contact.timeZone), yours })
      }
    </p>
  </section>`;
}
