// @ts-check
/**
 * The demo's mail program: every mail that the backend would have sent, newest first. Links in a mail are links here, and
 * nothing else in it is anything but text.
 */
import { byId, el, fill } from '../shared/dom.js';

/** @typedef {import('../../server/desk/api.ts').InboxMail} InboxMail */

const PAUSE_MS = 2_500;
const list = byId('mails');
const pane = byId('mail');
const live = byId('live');
const dates = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** @type {readonly InboxMail[]} */
let mails = [];
let listed = '';
/** @type {string | null} */
let reading = null;

/** @param {string} text */
const withLinks = (text) =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/u)
    .map((piece, index) => (index % 2 === 1 ? el('a', { href: piece, rel: 'noreferrer', dir: 'ltr' }, piece) : piece));

/** @param {InboxMail} mail */
const dir = ({ language }) => (/^(?:ar|fa|ur|he)\b/u.test(language) ? 'rtl' : 'ltr');

function showMail() {
  const mail = mails.find(({ id }) => id === reading);
  if (!mail) {
    fill(pane, el('p', { class: 'quiet' }, mails.length === 0 ? 'No mail yet.' : 'Choose a mail.'));
    return;
  }
  fill(
    pane,
    el('h2', { lang: mail.language, dir: dir(mail) }, mail.subject),
    el('p', { class: 'quiet' }, 'To ', el('bdi', {}, mail.to), ` · ${dates.format(new Date(mail.at))}`),
    el('p', { class: 'text', lang: mail.language, dir: dir(mail) }, withLinks(mail.text)),
  );
}

function showList() {
  fill(
    list,
    ...mails.map((mail) =>
      el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            'aria-current': mail.id === reading ? 'true' : null,
            onclick: () => {
              reading = mail.id;
              showList();
              showMail();
              list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
              const chosen = list.querySelector('[aria-current]');
              if (chosen instanceof HTMLElement) chosen.focus();
            },
          },
          el('span', { class: 'subject', lang: mail.language, dir: dir(mail) }, mail.subject),
          el('span', { class: 'quiet' }, el('bdi', {}, mail.to), ` · ${dates.format(new Date(mail.at))}`),
        ),
      ),
    ),
  );
}

async function look() {
  try {
    const answer = await fetch('/inbox/mails', { cache: 'no-store', credentials: 'omit' });
    if (!answer.ok) throw new Error('the inbox did not answer');
    ({ mails } = await answer.json());
    live.textContent = '';
    const now = JSON.stringify(mails.map(({ id }) => id));
    if (now !== listed) {
      const held = list.contains(document.activeElement);
      showList();
      const chosen = list.querySelector('[aria-current]');
      if (held && chosen instanceof HTMLElement) chosen.focus();
      if (listed === '' || !reading) showMail();
    }
    listed = now;
  } catch {
    live.textContent = 'No connection to the server; trying again.';
  }
  setTimeout(look, PAUSE_MS);
}

showMail();
void look();
