/** The list of records: where they are given, how far they have come, each of them. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { between, factLine } from '../facts.ts';
import { type CarriedOverview, carriedOverview } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import { partMissing } from '../part-missing.ts';
import type { View } from '../view.ts';
import { openOffer } from './describe.ts';
import { dropZone, type Giving } from './drop-zone.ts';
import { recordRow } from './record-row.ts';

/** A live region is spoken at most this often. */
const SPOKEN_EVERY_MS = 10_000;
let spoken = { at: 0, text: '' };

/** The same words again until ten seconds have passed or all is stored: a screen reader is told sparingly. */
function sparing(text: string, now: number, done: boolean): string {
  if (done || now - spoken.at >= SPOKEN_EVERY_MS || spoken.text === '') spoken = { at: now, text };
  return spoken.text;
}

function waitingCard({ sent, total }: CarriedOverview, view: View): TemplateResult {
  const { words, send, state } = view;
  return html`<section class="card fill" part="offline" role="status">
    <h2>${words.t('connection.title')}</h2>
    <p class="lede">${words.t('connection.text', { sent: words.bytes(sent), total: words.bytes(total) })}</p>
    <progress class="fill" aria-label=${words.t('overall')} max=${Math.max(1, total)} value=${sent}></progress>
    ${
      state.online
        ? html`<button type="button" class="link" @click=${() => send({ type: 'resume-records' })}>
            ${words.t('retry.now')}
          </button>`
        : nothing
    }
  </section>`;
}

function overall(overview: CarriedOverview, view: View): TemplateResult {
  const { words, send, state, now } = view;
  const { sent, total, count, stored, needYou, moving, bytesPerSecond } = overview;
  const left = bytesPerSecond && total > sent ? Math.ceil((total - sent) / bytesPerSecond) : null;
  const facts = [
    total > 0 ? words.t('overall.bytes', { sent: words.bytes(sent), total: words.bytes(total) }) : null,
    needYou > 0 ? words.t('overall.needYou', { count: needYou }) : null,
    left === null ? null : words.t('overall.left', { time: words.duration(left) }),
  ];
  const head = words.t('overall.stored', { count: stored, total: count });
  return html`<div class="overall" part="overall">
    <p>
      <b>${head}</b
      ><span class="meta num">${facts.some(Boolean) ? between(words) + factLine(words, facts) : nothing}</span>
    </p>
    ${
      moving > 0 || state.carryingPaused
        ? html`<button
            type="button"
            class="button small"
            part="button"
            @click=${() => send({ type: state.carryingPaused ? 'resume-records' : 'pause-records' })}
          >
            ${words.t(state.carryingPaused ? 'resume' : 'pause')}
          </button>`
        : nothing
    }
    <progress aria-label=${words.t('overall')} max=${Math.max(1, total)} value=${sent}></progress>
    <p class="visually-hidden" role="status">
      ${sparing([head, ...facts.filter(Boolean)].join('. '), now, stored === count)}
    </p>
  </div>`;
}

/** Pages and ways out come on their own; where they could not be fetched, that is said, with a way to try again. */
function lateParts({ parts, words }: View): TemplateResult | typeof nothing {
  if (parts?.need('ways') !== 'failed') return nothing;
  return partMissing({ words }, parts);
}

/** Takes every open offer at once, where there is more than one. */
function allOffers(view: View, records: readonly RecordItem[]): TemplateResult | typeof nothing {
  const { words, send } = view;
  const offers = records.flatMap((record) => {
    const offer = openOffer(record);
    return offer ? [{ clientId: record.clientId, ...offer }] : [];
  });
  if (offers.length < 2 || !words.ready('ways')) return nothing;
  return html`<div>
    <button
      type="button"
      class="button small"
      part="button"
      @click=${() => {
        for (const offer of offers) send({ type: 'describe-record', ...offer });
      }}
    >
      ${words.t('offer.all')}
    </button>
  </div>`;
}

/** The list with its drop zone. @param giving what newly given files belong to. */
export function recordsList(view: View, records: readonly RecordItem[], giving: Giving = {}): TemplateResult {
  const overview = carriedOverview({ ...view.state, records });
  return html`<div class="stack records" part="records">
    ${dropZone(view, giving)} ${overview.offline > 0 ? waitingCard(overview, view) : nothing}
    ${
      records.length > 0
        ? html`${overview.offline > 0 ? nothing : overall(overview, view)} ${allOffers(view, records)}
            <ul class="files" part="list" aria-label=${view.words.t('records.list')}>
              ${repeat(
                records,
                ({ clientId }) => clientId,
                (record) => recordRow(record, view),
              )}
            </ul>
            ${lateParts(view)}`
        : nothing
    }
  </div>`;
}
