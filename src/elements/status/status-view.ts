/** First what is asked of the person, then where it stands, then when to expect the report, then the history. */
import { html, nothing, type TemplateResult } from 'lit';
import { askedActions, decision, headline } from '../../journey/asked.ts';
import { isOffered } from '../../journey/offered.ts';
import type { StatusView } from '../../protocol/referral.ts';
import { contactCard } from '../form/contact-card.ts';
import { workNote } from '../form/work-note.ts';
import { partMissing } from '../part-missing.ts';
import type { View } from '../view.ts';
import { cardsHere } from './cards-door.ts';
import { coming } from './coming.ts';
import { dueCard } from './due-card.ts';
import { requestItems } from './request-items.ts';
import { timeline } from './timeline.ts';

type Asked = ReturnType<typeof askedActions>[number];

/** Where the answer to an action stands on this page, or which step of the form it leads to. */
const placeOfAction: Readonly<Record<string, string>> = {
  'answer-request': 'request-',
  'accept-quote': 'quote',
  pay: 'quote',
  'send-imaging': 'imaging',
  'reissue-imaging-link': 'imaging',
  'open-report': 'report',
  'verify-email': 'email',
  'invite-guardian': 'guardian',
  message: 'messages',
};

/** The guardian has a link: it is their turn, and the person can only ask again. */
const isSent = ({ code }: Asked, { shares = [] }: StatusView): boolean =>
  code === 'invite-guardian' && shares.some(({ kind }) => kind === 'guardian-sign');

function askedText(action: Asked, status: StatusView, view: View, part: '' | '.more'): string {
  const { words } = view;
  const request = status.requests.find(({ id, state }) =>
    action.requestId ? id === action.requestId : state === 'open',
  );
  const params = {
    items: request ? requestItems(request, view) : '',
    day: request ? words.date(request.createdAt) : '',
    time: request ? words.time(request.createdAt) : '',
    amount: status.quote ? words.money(status.quote.totalMinor, status.quote.currency) : '',
  };
  const variant = isSent(action, status) ? '.sent' : part && request?.blocking ? '.blocking' : '';
  const key = `ask.${action.code}${part}${variant}`;
  return words.t(words.has(key, params) ? key : `ask.${action.code}${part}`, params);
}

function goTo(action: Asked, status: StatusView, view: View): ((event: Event) => void) | null {
  // The session knows where the form was left, or which stage comes next.
  if (['continue-form', 'upload-records', 'submit-records'].includes(action.code))
    return () => view.send({ type: 'continue' });
  const place = placeOfAction[action.code];
  if (!place) return null;
  const request = status.requests.find(({ state }) => state === 'open');
  const id = place === 'request-' ? `request-${action.requestId ?? request?.id ?? ''}` : place;
  return (event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    const target = root.getElementById(id) ?? root.querySelector('.skeleton');
    target?.scrollIntoView({ block: 'start' });
    target?.focus({ preventScroll: true });
  };
}

/** Why it was declined or sent back; a reason of a program's own has no words here, and the team's message says it. */
function decisionNote({ state, words }: View): TemplateResult | typeof nothing {
  const code = decision(state);
  const key = `reason.${code ?? ''}`;
  const said = code && words.has(key) ? key : code?.startsWith('return.') ? 'reason.return.other' : null;
  return said ? html`<p class="notice warn">${words.t(said)}</p>` : nothing;
}

function stateParams(status: StatusView, { words }: View) {
  return { day: status.due ? words.day(status.due) : '', name: status.child ?? '' };
}

function head(status: StatusView, view: View): TemplateResult {
  const { state, words } = view;
  const found = headline(state);
  const params = stateParams(status, view);
  const stateKey = (part: string) => {
    const dated = `standing.${status.state}${part}.due`;
    return status.due && words.has(dated, params) ? dated : `standing.${status.state}${part}`;
  };
  const asked = found?.kind === 'asked' ? found : null;
  const go = asked ? goTo(asked.action, status, view) : null;
  const [, ...others] = askedActions(state);
  return html`<header class="status-head">
    <div class="tight">
      <p class="eyebrow num">${words.t('reference')} <bdi dir="ltr">${status.reference}</bdi></p>
      <h1 tabindex="-1" id="title">
        ${asked ? askedText(asked.action, status, view, '') : words.t(stateKey(''), params)}
      </h1>
      <p class="lede">${asked ? askedText(asked.action, status, view, '.more') : words.t(stateKey('.more'), params)}</p>
      ${decisionNote(view)}
      ${
        asked && go
          ? html`<div class="row">
              <button type="button" class="button primary" part="button primary" @click=${go}>
                ${words.t(isSent(asked.action, status) ? 'guardian.again' : `ask.${asked.action.code}.button`)}
              </button>
            </div>`
          : nothing
      }
      ${
        others.length > 0
          ? html`<div class="notice warn">
              <b>${words.t('ask.also')}</b>
              <ul>
                ${others.map((action) => {
                  const to = goTo(action, status, view);
                  const text = askedText(action, status, view, '');
                  return html`<li>
                    ${to ? html`<button type="button" class="link" @click=${to}>${text}</button>` : text}
                  </li>`;
                })}
              </ul>
            </div>`
          : nothing
      }
    </div>
    ${dueCard(status, view)}
  </header>`;
}

/** Above the history, while the cards are on their way, or where they could not be fetched. */
function above(status: StatusView, view: View): TemplateResult | typeof nothing {
  const { parts } = view;
  if (parts?.need('status') === 'failed') return partMissing(view, parts);
  return status.requests.length > 0 || status.quote || status.imaging || status.report ? coming : nothing;
}

/** Below it. */
const below = ({ state, parts }: View): TemplateResult | typeof nothing =>
  isOffered(state, 'messages') && parts?.need('status') !== 'failed' ? coming : nothing;

export function statusView(view: View): TemplateResult {
  const { state, words, send, program, now } = view;
  const { status, refreshing } = state;
  const stale = refreshing.phase === 'waiting' || refreshing.phase === 'failed';
  if (!status)
    return stale
      ? html`<div class="box pad stack">
          ${workNote(view, refreshing, '')}${contactCard(program.contact, words, now)}
        </div>`
      : html`<div class="box pad stack skeleton" aria-busy="true">
          <div></div>
          <div></div>
          <div></div>
        </div>`;
  const cards = cardsHere(view);
  return html`<article class="box pad stack status" part="status">
    ${
      stale
        ? html`<div class="notice warn" role="status">
            <p>
              ${words.t(state.online ? 'status.stale' : 'status.offline', { time: words.time(status.updatedAt), day: words.date(status.updatedAt, 'short') })}
            </p>
            <div>
              <button type="button" class="link" @click=${() => send({ type: 'retry' })}>
                ${words.t('retry.now')}
              </button>
            </div>
          </div>`
        : nothing
    }
    ${head(status, view)} ${cards ? cards.asked(status, view) : above(status, view)} ${timeline(status, view)}
    ${cards ? cards.messages(view) : below(view)}
    <div class="status-end">${contactCard(program.contact, words, now)} ${cards?.withdrawal(view) ?? nothing}</div>
  </article>`;
}
