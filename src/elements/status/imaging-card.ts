/** The link for images that the team has opened: where it leads is said before it is followed. */
import { html, nothing, type TemplateResult } from 'lit';
import { isAllowedRedirect } from '../../journey/allowed-redirect.ts';
import { may } from '../../journey/asked.ts';
import { isGivenHere } from '../../journey/given-here.ts';
import { isSendable } from '../../journey/studies.ts';
import type { ImagingTransfer } from '../../protocol/referral.ts';
import { workNote } from '../form/work-note.ts';
import { isAllSent } from './all-sent.ts';
import { viewBehind } from '../load.ts';
import { partMissing } from '../part-missing.ts';
import { isBusy, type View } from '../view.ts';
import { takesImages } from './takes-images.ts';

/** Where the program's own page for images is; null while there is none, or images are given here. */
function outside({ state, mode, url }: ImagingTransfer): URL | null {
  if (state !== 'link-issued' || isGivenHere(mode)) return null;
  return url !== undefined && URL.canParse(url) ? new URL(url) : null;
}

/** Where images are given; room for it, or the way to fetch it again, while it is not here. */
function studies(view: View): TemplateResult | typeof nothing {
  const { parts } = view;
  const found = parts?.need('studies');
  if (parts && found === 'failed') return partMissing(view, parts);
  return (
    viewBehind('studies')?.(view) ??
    html`<div class="stack skeleton" aria-busy="true">
      <div></div>
    </div>`
  );
}

/** How long the link works, and what the team says to it. */
const terms = ({ expiresAt, instructions }: ImagingTransfer, { words }: View): TemplateResult =>
  html`${expiresAt ? html`<p class="meta">${words.t('imaging.until', { day: words.date(expiresAt) })}</p>` : nothing}
  ${instructions ? html`<p dir="auto">${instructions}</p>` : nothing}`;

/** "I have sent them": said once of images that are given elsewhere, and of those that are given here. */
const sentButton = (label: string, kind: 'button' | 'button primary', { state, send }: View): TemplateResult =>
  html`<button
    type="button"
    class=${kind}
    part=${kind}
    aria-disabled=${isBusy(state.acting['send-imaging']) ? 'true' : nothing}
    @click=${() => send({ type: 'imaging-sent' })}
  >
    ${label}
  </button>`;

/** The images are given here: what was found, how far it has come, and "that is all". */
function givenHere(imaging: ImagingTransfer, view: View): TemplateResult {
  const { state, words } = view;
  // One thing to do first: the rest, where there is one.
  const kind = state.studies.some(isSendable) ? 'button' : 'button primary';
  return html`${terms(imaging, view)} ${studies(view)}
  ${
    may(state, 'send-imaging') && isAllSent(state.studies)
      ? html`<div>${sentButton(words.t('studies.complete'), kind, view)}</div>`
      : nothing
  }
  ${workNote(view, state.acting['send-imaging'], words.t('sending'))}`;
}

export function imagingCard(imaging: ImagingTransfer, view: View): TemplateResult | typeof nothing {
  if (imaging.state === 'none' || imaging.state === 'waived') return nothing;
  return html`<section class="card" part="imaging" id="imaging" tabindex="-1" aria-labelledby="imaging-title">
    <h2 id="imaging-title">${view.words.t('imaging.title')}</h2>
    ${imagingBody(imaging, view)}
  </section>`;
}

/** What there is to say and to do about images that are asked for. */
export function imagingBody(imaging: ImagingTransfer, view: View): TemplateResult {
  const { state, words, send } = view;
  const url = outside(imaging);
  // An address that the program does not name is shown, and not opened.
  const open = url !== null && isAllowedRedirect(url.href, view.program.redirectHosts ?? []) ? url : null;
  const here = takesImages({ imaging });
  const reissue = may(state, 'reissue-imaging-link');
  const sent = state.acting['send-imaging'];
  const asked = state.acting['reissue-imaging-link'];
  const again = reissue
    ? html`<button
        type="button"
        class="button"
        part="button"
        aria-disabled=${isBusy(asked) ? 'true' : nothing}
        @click=${() => send({ type: 'reissue-imaging-link' })}
      >
        ${words.t('imaging.again')}
      </button>`
    : nothing;
  const said = url
    ? open
      ? 'imaging.elsewhere'
      : 'imaging.stranger'
    : // What was given elsewhere nobody here has seen yet.
      imaging.state === 'received' && imaging.mode === 'external-link'
      ? 'imaging.told'
      : `imaging.${imaging.state}`;
  return html`<p>${words.t(said, { host: url?.host ?? '' })}</p>
    ${
      open
        ? html`${terms(imaging, view)}
            <div class="row">
              <a
                class="button primary"
                part="button primary"
                href=${open.href}
                target="_blank"
                rel="noopener noreferrer"
              >
                ${words.t('imaging.open')}<span class="visually-hidden"> ${words.t('newTab')}</span>
              </a>
              ${may(state, 'send-imaging') ? sentButton(words.t('imaging.sent'), 'button', view) : nothing} ${again}
            </div>
            ${workNote(view, sent, words.t('sending'))}`
        : nothing
    }
    ${here ? givenHere(imaging, view) : nothing}
    ${
      reissue
        ? html`${open ? nothing : html`<div>${again}</div>`}
          ${asked?.phase === 'done' ? html`<p role="status" class="meta">${words.t('imaging.asked')}</p>` : workNote(view, asked, words.t('sending'))}`
        : nothing
    }`;
}
