/** Studies of images: picked as they are, shown as they were found, sent in one go, each with its own way. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { StudyItem } from '../../journey/state.ts';
import { isMoving, isSendable, needsAnswer, studySent } from '../../journey/studies.ts';
import { press } from '../records/drop-zone.ts';
import type { View } from '../view.ts';
import { droppedFiles, type Picked, pickedFiles } from './picked-files.ts';
import { archiveOf, studyRow } from './study-row.ts';

/** From here on a hint says that Wi-Fi is better. */
const LARGE = 200 * 1024 * 1024;
/** A live region is spoken at most this often. */
const SPOKEN_EVERY_MS = 10_000;
let spoken = { at: 0, text: '' };

/** The same words again until ten seconds have passed or all is stored: a screen reader is told sparingly. */
function sparing(text: string, now: number, done: boolean): string {
  if (done || now - spoken.at >= SPOKEN_EVERY_MS || spoken.text === '') spoken = { at: now, text };
  return spoken.text;
}

const give = (view: View, files: readonly Picked[]): void => {
  if (files.length > 0) view.send({ type: 'add-images', files });
};

function choosing(view: View): TemplateResult {
  const { words } = view;
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).toggleAttribute('data-over', on);
  };
  const drop = (event: DragEvent): void => {
    over(false)(event);
    void droppedFiles(event).then((files) => give(view, files));
  };
  const chosen = (event: Event): void => give(view, pickedFiles(event));
  return html`<div
    class="drop"
    part="drop"
    @dragenter=${over(true)}
    @dragover=${over(true)}
    @dragleave=${over(false)}
    @drop=${drop}
  >
    <div class="row">
      <button type="button" class="button primary" part="button primary" id="choose-folder" @click=${press}>
        ${words.t('studies.folder')}</button
      ><input type="file" hidden multiple webkitdirectory aria-label=${words.t('studies.folder')} @change=${chosen} />
      <button type="button" class="button" part="button" @click=${press}>${words.t('studies.files')}</button
      ><input type="file" hidden multiple aria-label=${words.t('studies.files')} @change=${chosen} />
      <span class="meta drop-words">${words.t('studies.drop')}</span>
    </div>
  </div>`;
}

/** What became of the files that are no images: said, never silently dropped. */
function looked(view: View): TemplateResult | typeof nothing {
  const { state, words } = view;
  const { looking } = state;
  if (looking.phase === 'idle') return nothing;
  if (looking.phase === 'looking') {
    const text = words.t('studies.looking', { done: words.number(looking.done), total: words.number(looking.total) });
    return html`<p role="status" class="meta">${sparing(text, view.now, false)}</p>
      <progress class="fill" aria-label=${text} max=${Math.max(1, looking.total)} value=${looking.done}></progress>`;
  }
  const kinds = Object.entries(looking.left).map(([kind, count]) =>
    words.t(`left.${kind}`, { number: words.number(count) }),
  );
  const givable = (looking.left['photo'] ?? 0) + (looking.left['document'] ?? 0) > 0;
  const notes = [
    looking.found === 0 ? words.t('studies.none') : null,
    kinds.length > 0 ? words.t('studies.left', { what: words.list(kinds) }) : null,
    givable ? words.t('studies.records') : null,
    looking.unreadable > 0 ? words.t('studies.unreadable', { number: words.number(looking.unreadable) }) : null,
    looking.duplicates > 0 ? words.t('studies.duplicates', { number: words.number(looking.duplicates) }) : null,
  ].filter((note) => note !== null);
  if (notes.length === 0) return nothing;
  return html`<div class="notice" role="status">${notes.map((note) => html`<p>${note}</p>`)}</div>`;
}

/** One action for all of them; what stands in its way is said beside it. */
function acting(view: View): TemplateResult | typeof nothing {
  const { state, words, send, now } = view;
  const { studies } = state;
  const sendable = studies.filter(isSendable);
  const moving = studies.some(isMoving);
  const waiting = studies.some(needsAnswer);
  const bytes = sendable.reduce((sum, study) => sum + study.bytes, 0);
  const [sent, total] = [studySent, (study: StudyItem) => study.bytes].map((of) =>
    studies.reduce((sum, study) => sum + of(study), 0),
  );
  const overall = words.t('study.state.sending', { sent: words.bytes(sent ?? 0), total: words.bytes(total ?? 0) });
  return html`${
    moving
      ? html`<div class="overall" part="overall">
          <p><b>${overall}</b></p>
          <button
            type="button"
            class="button small"
            part="button"
            @click=${() => send({ type: state.carryingPaused ? 'resume-records' : 'pause-records' })}
          >
            ${words.t(state.carryingPaused ? 'resume' : 'pause')}
          </button>
          <progress aria-label=${overall} max=${Math.max(1, total ?? 0)} value=${sent ?? 0}></progress>
          <p class="visually-hidden" role="status">${sparing(overall, now, false)}</p>
        </div>`
      : nothing
  }
  ${
    sendable.length > 0 && !moving
      ? html`${bytes > LARGE ? html`<p class="meta">${words.t('studies.large', { size: words.bytes(bytes) })}</p>` : nothing}
          <div>
            <button
              type="button"
              class="button primary"
              part="button primary"
              @click=${() => send({ type: 'send-studies' })}
            >
              ${words.t('studies.send')}
            </button>
          </div>`
      : nothing
  }
  ${waiting ? html`<p class="meta">${words.t('studies.answer')}</p>` : nothing}`;
}

export function studiesView(view: View): TemplateResult {
  const { state, words } = view;
  const archive = archiveOf(view);
  return html`<div class="stack records" part="records">
    <p class="lede">${words.t('studies.lede')}</p>
    ${archive === null ? nothing : html`<p class="meta">${words.t('studies.archive', { host: archive })}</p>`}
    ${choosing(view)} ${looked(view)}
    ${
      state.studies.length > 0
        ? html`<ul class="files" part="list" aria-label=${words.t('studies.list')}>
            ${repeat(
              state.studies,
              ({ clientId }) => clientId,
              (study) => studyRow(study, view),
            )}
          </ul>`
        : nothing
    }
    ${acting(view)}
  </div>`;
}
