/** The link for images that the team has opened: where it leads is said before it is followed. */
import { html, nothing, type TemplateResult } from 'lit';
import { may } from '../../journey/asked.ts';
import type { ImagingTransfer } from '../../protocol/referral.ts';
import { workNote } from '../form/work-note.ts';
import { isAllSent } from './all-sent.ts';
import { viewBehind } from '../load.ts';
import { partMissing } from '../part-missing.ts';
import { isBusy, type View } from '../view.ts';
import { takesImages } from './takes-images.ts';

const safeUrl = (text: string | undefined): URL | null => {
  try {
    const url = new URL(text ?? '');
    return url.protocol === 'https:' || url.hostname === 'localhost' || url.hostname === '127.0.0.1' ? url : null;
  } catch {
    return null;
  }
};

/** Room for the place where images are given, or the way to fetch it again. */
const comingStudies = (view: View): TemplateResult =>
  view.parts?.need('studies') === 'failed'
    ? partMissing(view, view.parts)
    : html`<div class="stack skeleton" aria-busy="true">
        <div></div>
      </div>`;

/** The images are given here: what was found, how far it has come, and "that is all". */
function givenHere({ expiresAt, instructions }: ImagingTransfer, view: View): TemplateResult {
  const { state, words, send } = view;
  const sent = state.acting['send-imaging'];
  view.parts?.need('studies');
  return html`${expiresAt ? html`<p class="meta">${words.t('imaging.until', { day: words.date(expiresAt) })}</p>` : nothing}
  ${instructions ? html`<p dir="auto">${instructions}</p>` : nothing}
  ${viewBehind('studies')?.(view) ?? comingStudies(view)}
  ${
    may(state, 'send-imaging') && isAllSent(state.studies)
      ? html`<div>
          <button
            type="button"
            class="button primary"
            part="button primary"
            aria-disabled=${isBusy(sent) ? 'true' : nothing}
            @click=${() => send({ type: 'imaging-sent' })}
          >
            ${words.t('studies.complete')}
          </button>
        </div>`
      : nothing
  }
  ${workNote(view, sent, words.t('sending'))}`;
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
  const url = safeUrl(imaging.url);
  const open = imaging.state === 'link-issued' && url;
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
  return html`<p>${words.t(`imaging.${imaging.state}`)}</p>
    ${
      open
        ? html`<p class="meta">${words.t('imaging.host', { host: url.host })}</p>
            ${imaging.expiresAt ? html`<p class="meta">${words.t('imaging.until', { day: words.date(imaging.expiresAt) })}</p>` : nothing}
            ${imaging.instructions ? html`<p dir="auto">${imaging.instructions}</p>` : nothing}
            <div class="row">
              <a
                class="button primary"
                part="button primary"
                href=${url.href}
                target="_blank"
                rel="noopener noreferrer"
              >
                ${words.t('imaging.open')}<span class="visually-hidden"> ${words.t('newTab')}</span>
              </a>
              ${
                may(state, 'send-imaging')
                  ? html`<button
                      type="button"
                      class="button"
                      part="button"
                      aria-disabled=${isBusy(sent) ? 'true' : nothing}
                      @click=${() => send({ type: 'imaging-sent' })}
                    >
                      ${words.t('imaging.sent')}
                    </button>`
                  : nothing
              }
              ${again}
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
