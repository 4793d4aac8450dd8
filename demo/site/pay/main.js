// @ts-check
/**
 * The demo's payment provider: shows what is to be paid, takes no card, tells the backend by its signed webhook (sent by
 * the server of this page), and sends the person back to where they came from.
 */
import { byId } from '../shared/dom.js';

const session = new URLSearchParams(location.search).get('session') ?? '';
const address = `/pay/sessions/${encodeURIComponent(session)}`;
const problem = byId('problem');
const buttons = [byId('pay'), byId('cancel')];

/** @param {string} words */
function refuse(words) {
  problem.textContent = words;
  problem.hidden = false;
}

/** @param {'pay' | 'cancel'} what */
async function choose(what) {
  for (const button of buttons) button.setAttribute('disabled', '');
  problem.hidden = true;
  try {
    const answer = await fetch(`${address}/${what}`, { method: 'POST', credentials: 'omit' });
    if (!answer.ok) throw new Error('refused');
    const { returnTo } = await answer.json();
    location.assign(returnTo);
  } catch {
    refuse('The payment page does not get through. Nothing was paid; please try again.');
    for (const button of buttons) button.removeAttribute('disabled');
  }
}

try {
  const answer = await fetch(address, { cache: 'no-store', credentials: 'omit' });
  if (!answer.ok) throw new Error('no such session');
  const { hospital, amountMinor, currency, reference, receipt } = await answer.json();
  byId('hospital').textContent = hospital;
  byId('amount').textContent = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
  }).format(amountMinor / 100);
  byId('what').textContent = `Remote second opinion, ${reference}`;
  if (receipt) {
    byId('receipt-name').textContent = receipt.name;
    byId('receipt-email').textContent = receipt.email;
    byId('receipt').hidden = false;
  }
  byId('ask').hidden = false;
  byId('pay').addEventListener('click', () => void choose('pay'));
  byId('cancel').addEventListener('click', () => void choose('cancel'));
} catch {
  refuse('This payment is not open any more. Go back to your status page and start it again.');
}
