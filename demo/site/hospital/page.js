// @ts-check
/**
 * The language switch of the hospital page: words, direction and the form's language change in place, so that nothing a
 * family has typed is lost. The address keeps the choice (`?lang=ar`): a reload and the links in mails stay in it.
 */
import { words } from './words.js';

const english = new Map(
  Array.from(document.querySelectorAll('[data-words]'), (node) => [
    node,
    (node.textContent ?? '').replace(/\s+/gu, ' ').trim(),
  ]),
);
const englishLabels = new Map(
  Array.from(document.querySelectorAll('[data-label]'), (node) => [node, node.getAttribute('aria-label') ?? '']),
);
const englishTitle = document.title;
const links = Array.from(document.querySelectorAll('.languages a'));
const form = document.querySelector('rso-referral');

/** @param {string} lang */
function speak(lang) {
  const own = words[lang] ?? {};
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === 'ar' ? 'rtl' : 'ltr';
  document.title = own['page.title'] ?? englishTitle;
  for (const [node, text] of english) node.textContent = own[node.getAttribute('data-words') ?? ''] ?? text;
  for (const [node, text] of englishLabels)
    node.setAttribute('aria-label', own[`label.${node.getAttribute('data-label')}`] ?? text);
  for (const link of links) {
    if (link.getAttribute('hreflang') === lang) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  form?.setAttribute('lang', lang);
}

const known = new Set(['en', ...Object.keys(words)]);
const asked = new URLSearchParams(location.search).get('lang');
const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => known.has(tag));
speak(asked && known.has(asked) ? asked : (preferred ?? 'en'));

for (const link of links)
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const lang = link.getAttribute('hreflang') ?? 'en';
    const address = new URL(location.href);
    address.searchParams.set('lang', lang);
    history.replaceState(history.state, '', address);
    speak(lang);
  });
