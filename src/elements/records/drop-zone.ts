/** Where records are given: a real button first, a second for the camera, and a place to drop them. */
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../view.ts';

/** What a give of files belongs to. */
export interface Giving {
  readonly replaces?: string;
  readonly requestId?: string;
}

const give = (view: View, files: readonly File[], giving: Giving): void => {
  if (files.length > 0) view.send({ type: 'add-records', files, ...giving });
};

/** Takes the files of an input and empties it, so that the same file can be chosen again. */
export const taken = (event: Event): readonly File[] => {
  const input = event.target as HTMLInputElement;
  const files = [...(input.files ?? [])];
  input.value = '';
  return files;
};

/** Presses the file input that stands beside a button. */
export const press = (event: Event): void => {
  const beside = (event.currentTarget as HTMLElement).nextElementSibling;
  if (beside instanceof HTMLInputElement) beside.click();
};

/** A button that opens the file chooser for one record. */
export const chooser = (
  label: string,
  name: string,
  look: 'link' | 'button small',
  onFile: (files: readonly File[]) => void,
): TemplateResult =>
  html`<button type="button" class=${look} part=${look === 'link' ? nothing : 'button'} @click=${press}>
      ${label}<span class="visually-hidden"> ${name}</span></button
    ><input type="file" hidden aria-label=${label} @change=${(event: Event) => onFile(taken(event))} />`;

/** Files below a dropped folder, read one directory at a time. */
async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile)
    return new Promise((resolve) =>
      (entry as FileSystemFileEntry).file(
        (file) => resolve([file]),
        () => resolve([]),
      ),
    );
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    const batch = await new Promise<readonly FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (batch.length === 0) return found;
    for (const each of batch) found.push(...(await filesOf(each)));
  }
}

async function dropped(event: DragEvent): Promise<readonly File[]> {
  const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...(event.dataTransfer?.files ?? [])];
  return (await Promise.all(entries.map(filesOf))).flat();
}

const over =
  (on: boolean) =>
  (event: DragEvent): void => {
    event.preventDefault();
    (event.currentTarget as HTMLElement).toggleAttribute('data-over', on);
  };

/** Endings and media types that the program takes, for the file chooser. */
const accepted = ({ program }: View): string =>
  program.uploads.accept.flatMap(({ ext, mime }) => [`.${ext}`, mime]).join(',');

export function dropZone(view: View, giving: Giving = {}): TemplateResult {
  const { words, program } = view;
  const drop = (event: DragEvent) => {
    over(false)(event);
    void dropped(event).then((files) => give(view, files, giving));
  };
  const chosen = (event: Event) => give(view, taken(event), giving);
  return html`<div
    class="drop"
    part="drop"
    @dragenter=${over(true)}
    @dragover=${over(true)}
    @dragleave=${over(false)}
    @drop=${drop}
  >
    <div class="row">
      <button
        type="button"
        class="button${giving.requestId === undefined ? ' primary' : ''}"
        part="button"
        id=${giving.requestId === undefined ? 'choose-files' : `choose-files-${giving.requestId}`}
        @click=${press}
      >
        ${words.t('records.choose')}</button
      ><input
        type="file"
        hidden
        multiple
        accept=${accepted(view)}
        aria-label=${words.t('records.choose')}
        @change=${chosen}
      />
      ${
        program.uploads.accept.some(({ mime }) => mime.startsWith('image/'))
          ? html`<button type="button" class="button" part="button" @click=${press}>${words.t('records.photo')}</button
              ><input
                type="file"
                hidden
                accept="image/*"
                capture="environment"
                aria-label=${words.t('records.photo')}
                @change=${chosen}
              />`
          : nothing
      }
      <span class="meta drop-words">${words.t('records.drop')}</span>
    </div>
    <p class="meta">${words.t('records.types', { size: words.bytes(program.uploads.maxFileSize) })}</p>
  </div>`;
}
