/** One study as it is shown: what it is, whose, how far it has come, and what was not taken of it. */
import { html, nothing, type TemplateResult } from 'lit';
import { answerRow } from '../answers.ts';
import { factLine } from '../facts.ts';
import type { StudyItem } from '../../journey/state.ts';
import { isMoving, isRemovable, isStudyStored, needsAnswer, studySent } from '../../journey/studies.ts';
import { problemText, type View } from '../view.ts';

/** Files that are named; the number says how many there are. */
const MOST_NAMED = 20;

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

/** Where the images go straight to the program's archive: its host; null where they come here. */
export function archiveOf({ state }: View): string | null {
  const { mode, url } = state.status?.imaging ?? {};
  return mode === 'stow-rs' && url !== undefined && URL.canParse(url) ? new URL(url).host : null;
}

function stateText(study: StudyItem, view: View): string {
  const { words } = view;
  const { carried, images, bytes } = study;
  if (carried.phase === 'server' && carried.state === 'stored' && archiveOf(view) !== null)
    return words.t('study.state.confirmed', { number: words.number(carried.stored) });
  if (carried.phase === 'server') {
    const unfinished = carried.state === 'begun' || carried.state === 'incomplete';
    // What is lacking was looked at and not taken: the same folder would bring nothing more.
    const settled = carried.stored + carried.refused >= images;
    return words.t(`study.state.${unfinished ? (settled ? 'partly' : 'incomplete') : carried.state}`, {
      number: words.number(carried.stored),
      total: words.number(images),
    });
  }
  return words.t(`study.state.${carried.phase}`, { sent: words.bytes(studySent(study)), total: words.bytes(bytes) });
}

/** How many files, and which: the first of them by name, and why where that is known. */
function named(
  key: string,
  files: readonly { readonly path: string; readonly reason?: string }[],
  { words }: View,
): TemplateResult | typeof nothing {
  if (files.length === 0) return nothing;
  const why = (reason: string): string =>
    words.t(words.has(`study.reason.${reason}`) ? `study.reason.${reason}` : 'study.reason.refused');
  return html`<p class="meta">${words.t(key, { number: words.number(files.length) })}</p>
    <ul class="meta">
      ${files
        .slice(0, MOST_NAMED)
        .map(
          ({ path, reason }) =>
            html`<li><bdi>${path}</bdi>${reason === undefined ? nothing : html`: ${why(reason)}`}</li>`,
        )}
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
  ${named(
    'studies.unreadable',
    unreadable.map((path) => ({ path })),
    view,
  )}
  ${named('study.refused', refused, view)}
  ${carried.phase === 'failed' ? html`<p class="meta" role="alert">${problemText(carried.problem, words)}</p>` : nothing}`;
}

/** One study: what it is, how far it has come, what stands in its way. */
export function studyRow(study: StudyItem, view: View): TemplateResult {
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
      isRemovable(study) && (archiveOf(view) === null || carried.phase === 'held')
        ? html`<div>
            <button type="button" class="link" @click=${() => send({ type: 'remove-study', clientId })}>
              ${words.t('study.out')}<span class="visually-hidden"> ${title}</span>
            </button>
          </div>`
        : nothing
    }
  </li>`;
}
