// @ts-check
/**
 * The language switch of the hospital page: words, direction and the form's language change in place, so that nothing a
 * family has typed is lost. The address keeps the choice (`?lang=ar`): a reload and the links in mails stay in it. The
 * English words stand in the page itself; every other language is a file in `words/`.
 */
import { byId } from '../shared/dom.js';

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
const form = document.querySelector('rso-referral');
const choice = /** @type {HTMLSelectElement} */ (byId('language'));
const offered = Array.from(choice.options);

/** @param {Readonly<Record<string, string>>} own */
function put(own) {
  document.title = own['page.title'] ?? englishTitle;
  for (const [node, text] of english) node.textContent = own[node.getAttribute('data-words') ?? ''] ?? text;
  for (const [node, text] of englishLabels)
    node.setAttribute('aria-label', own[`label.${node.getAttribute('data-label')}`] ?? text);
}

/**
 * The form speaks the new language at once; the page's own words follow, and stay as they are where they do not come.
 * @param {HTMLOptionElement} option
 */
async function speak(option) {
  const lang = option.value;
  option.selected = true;
  form?.setAttribute('lang', lang);
  try {
    const own = lang === 'en' ? {} : await (await fetch(`/hospital/words/${lang}.json`)).json();
    // Another choice was made meanwhile.
    if (choice.value !== lang) return;
    put(own);
    document.documentElement.lang = lang;
    document.documentElement.dir = option.dir || 'ltr';
  } catch {}
}

/** @param {string} tag the language itself, else one of the same name (`zh-CN`: `zh-Hans`) */
const nearest = (tag) =>
  offered.find(({ value }) => value === tag) ?? offered.find(({ value }) => value.split('-')[0] === tag.split('-')[0]);

const wishes = [new URLSearchParams(location.search).get('lang') ?? '', ...navigator.languages];
const first = wishes.map(nearest).find((option) => option) ?? nearest('en');
if (first) void speak(first);

choice.addEventListener('change', () => {
  const [option] = choice.selectedOptions;
  if (!option) return;
  const address = new URL(location.href);
  address.searchParams.set('lang', option.value);
  history.replaceState(history.state, '', address);
  void speak(option);
});
