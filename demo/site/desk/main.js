// @ts-check
/**
 * The intake desk: sign in with the token, the list, one referral. It looks for news every few seconds while the page is
 * in view; the token stays in this tab.
 */
import { byId, fill } from '../shared/dom.js';
import { createApi, DeskProblem, wordsFor } from './api.js';
import { openDetail } from './detail.js';
import { loadLabels } from './labels.js';
import { showTable } from './table.js';

const TOKEN = 'rso-desk-token';
const PAUSE_MS = 2_500;

const views = { signIn: byId('sign-in'), list: byId('list'), detail: byId('detail') };
const live = byId('live');
const leave = byId('leave');
const refusal = byId('sign-in-problem');

/** @type {import('./api.js').Api | null} */
let api = null;
/** @type {{ readonly id: string, readonly show: (referral: import('../../server/desk/api.ts').DeskReferral) => void } | null} */
let opened = null;
let listed = '';
let round = 0;
let timer = 0;
/** @type {import('./actions.js').Fee} */
let fee = { currency: 'USD', fromMinor: 100_000, modifiers: [] };

/** @param {keyof typeof views} name */
function show(name) {
  for (const [key, view] of Object.entries(views)) view.hidden = key !== name;
  leave.hidden = name === 'signIn';
}

/** The referral that the address names, or null for the list. */
function asked() {
  const id = /^#\/referrals\/([^/]+)$/u.exec(location.hash)?.[1];
  return id ? decodeURIComponent(id) : null;
}

async function refresh() {
  if (!api) return;
  window.clearTimeout(timer);
  const mine = (round += 1);
  const id = asked();
  try {
    if (id) {
      const referral = await api.read(id);
      if (mine !== round) return;
      if (opened?.id !== id) {
        opened = { id, show: openDetail(views.detail, api, id, fee, refresh) };
        opened.show(referral);
        show('detail');
        document.title = `${referral.reference} · Intake desk`;
        byId('detail-title').focus();
      } else opened.show(referral);
    } else {
      const { referrals } = await api.list();
      if (mine !== round) return;
      const now = JSON.stringify(referrals);
      if (now !== listed || views.list.hidden) showTable(views.list, referrals);
      listed = now;
      opened = null;
      show('list');
      document.title = "Intake desk · Northbridge Children's Hospital";
    }
    live.textContent = '';
  } catch (cause) {
    if (mine !== round) return;
    if (cause instanceof DeskProblem && cause.code === 'unauthorized') return signOut(wordsFor(cause));
    live.textContent =
      cause instanceof DeskProblem && cause.code === 'not-found'
        ? 'There is no such referral.'
        : 'No connection to the server; trying again.';
  }
  timer = window.setTimeout(tick, PAUSE_MS);
}

/** Hidden pages wait until they are looked at. */
function tick() {
  if (document.hidden) timer = window.setTimeout(tick, PAUSE_MS);
  else void refresh();
}

/** @param {string} token */
async function signIn(token) {
  const candidate = createApi(token);
  await candidate.list();
  sessionStorage.setItem(TOKEN, token);
  api = candidate;
  const published = fetch('/rso/v1/program')
    .then((answer) => answer.json())
    .then((program) => program.fee)
    .catch(() => fee);
  [fee] = await Promise.all([published, loadLabels()]);
  await refresh();
}

/** @param {string} [why] */
function signOut(why) {
  sessionStorage.removeItem(TOKEN);
  window.clearTimeout(timer);
  api = null;
  opened = null;
  round += 1;
  fill(views.list);
  fill(views.detail);
  listed = '';
  show('signIn');
  refusal.hidden = !why;
  fill(refusal, why);
}

views.signIn.addEventListener('submit', (event) => {
  event.preventDefault();
  const field = byId('token');
  if (!(field instanceof HTMLInputElement)) return;
  refusal.hidden = true;
  signIn(field.value.trim()).then(
    () => {
      field.value = '';
    },
    (cause) => {
      fill(refusal, wordsFor(cause));
      refusal.hidden = false;
    },
  );
});
leave.addEventListener('click', () => signOut());
window.addEventListener('hashchange', () => void refresh());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refresh();
});

const kept = sessionStorage.getItem(TOKEN);
if (kept) signIn(kept).catch((cause) => signOut(wordsFor(cause)));
else signOut();
