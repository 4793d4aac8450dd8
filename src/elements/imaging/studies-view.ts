/** Studies of images: picked as they are, shown as they were found, sent in one go, each with its own way. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { answerRow } from '../answers.ts';
import { factLine } from '../facts.ts';
import type { StudyItem } from '../../journey/state.ts';
import { isMoving, isRemovable, isSendable, isStudyStored, needsAnswer, studySent } from '../../journey/studies.ts';
import { press } from '../records/drop-zone.ts';
import { problemText, type View } from '../view.ts';
import { droppedFiles, type Picked, pickedFiles } from './picked-files.ts';

/** From here on a hint says that Wi-Fi is better. */
const LARGE = 200 * 1024 * 1024;
/** Files that are named; the number says how many there are. */
const MOST_NAMED = 20;
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
  return html`<div class="notice" role="status">${notes.map((note) => html`<p>${note}</p>`)}</div>`;
}

function kindOf(modality: string, { words }: View): string {
  const key = `field.imaging.modality.option.${modality}`;
  return words.has(key) ? words.t(key) : modality;
}

/** A part that DICOM has a code for in the reader's words; another as the disc names it, in the disc's own letters. */
function partName(part: string, { words }: View): string {
  const key = `study.part.${part.toUpperCase().replaceAll(/[^A-Z]/g, '')}`;
  // Isolated: whatever the page reads, or the day that follows changes places with it.
  return words.has(key) ? words.t(key) : `\u2068${part.toLowerCase()}\u2069`;
}

function titleOf(study: StudyItem, view: View): string {
  const { words } = view;
  const parts = [
    ...study.modalities.map((modality) => kindOf(modality, view)),
    ...study.bodyParts.map((part) => partName(part, view)),
    ...(study.date ? [words.day(study.date, 'long')] : []),
  ];
  return parts.length > 0 ? factLine(words, parts) : words.t('study.untitled');
}

function stateText(study: StudyItem, { words }: View): string {
  const { carried, images, bytes } = study;
  if (carried.phase === 'server')
    return words.t(`study.state.${carried.state === 'begun' ? 'incomplete' : carried.state}`, {
      number: words.number(carried.stored),
      total: words.number(images),
    });
  return words.t(`study.state.${carried.phase}`, { sent: words.bytes(studySent(study)), total: words.bytes(bytes) });
}

/** How many files, and which: the first of them by name. */
function named(key: string, paths: readonly string[], { words }: View): TemplateResult | typeof nothing {
  if (paths.length === 0) return nothing;
  return html`<p class="meta">${words.t(key, { number: words.number(paths.length) })}</p>
    <ul class="meta">
      ${paths.slice(0, MOST_NAMED).map((path) => html`<li><bdi>${path}</bdi></li>`)}
    </ul>`;
}

function warnings(study: StudyItem, view: View): TemplateResult {
  const { words, send } = view;
  const { clientId, names, birthDate, missing, carried, unreadable, refused } = study;
  const name = words.list(names);
  const answer = (given: 'this-child' | 'unsure') => () => send({ type: 'answer-study', clientId, answer: given });
  return html`${
    needsAnswer(study)
      ? html`<div class="notice bad" part="note">
          <p dir="auto">
            ${
              birthDate
                ? words.t('study.differs.born', { name, date: words.day(birthDate, 'long') })
                : words.t('study.differs', { name })
            }
          </p>
          ${answerRow(
            [words.t('study.out'), () => send({ type: 'remove-study', clientId })],
            [words.t('study.mine'), answer('this-child')],
            [words.t('study.unsure'), answer('unsure')],
          )}
        </div>`
      : nothing
  }
  ${missing > 0 ? html`<p class="meta">${words.t('study.missing', { number: words.number(missing) })}</p>` : nothing}
  ${named('studies.unreadable', unreadable, view)} ${named('study.refused', refused, view)}
  ${carried.phase === 'failed' ? html`<p class="meta" role="alert">${problemText(carried.problem, words)}</p>` : nothing}`;
}

function studyRow(study: StudyItem, view: View): TemplateResult {
  const { words, send } = view;
  const { clientId, cover, images, series, bytes, description, carried } = study;
  const title = titleOf(study, view);
  const size = words.t('study.size', { images: words.number(images), series: words.number(series) });
  const chip = isStudyStored(study) ? 'good' : carried.phase === 'failed' ? 'bad' : '';
  return html`<li class="record study" part="record">
    <div class="study-head">
      ${
        cover
          ? html`<img class="cover" src=${cover} alt="" width="64" height="64" />`
          : html`<span class="cover none" aria-hidden="true">${study.modalities[0] ?? ''}</span>`
      }
      <div class="tight">
        <h3 dir="auto">${title}</h3>
        ${description ? html`<p class="meta"><bdi>${description}</bdi></p>` : nothing}
        <p class="meta num">${factLine(words, [size, bytes > 0 ? words.bytes(bytes) : null])}</p>
        <p><span class="chip ${chip}" part="chip">${stateText(study, view)}</span></p>
      </div>
    </div>
    ${
      isMoving(study)
        ? html`<progress
            class="fill"
            aria-label=${words.t('study.progress', { name: title })}
            max=${Math.max(1, bytes)}
            value=${studySent(study)}
          ></progress>`
        : nothing
    }
    ${warnings(study, view)}
    ${
      isRemovable(study)
        ? html`<div>
            <button type="button" class="link" @click=${() => send({ type: 'remove-study', clientId })}>
              ${words.t('study.out')}<span class="visually-hidden"> ${title}</span>
            </button>
          </div>`
        : nothing
    }
  </li>`;
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
  return html`<div class="stack records" part="records">
    <p class="lede">${words.t('studies.lede')}</p>
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
