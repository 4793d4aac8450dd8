/**
 * A page to look at, with the lines that decided marked: a dialog over the list. It is drawn when it is opened, one page at
 * a time; closing it gives the memory back and the focus to where it came from.
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { RecordItem } from '../../journey/state.ts';
import type { PagePicture } from '../../session/page-pictures.ts';
import type { View } from '../view.ts';
import { languageName, pageWords } from './page-words.ts';
import { pageCount, pagesOf } from './record-words.ts';
import { showPicture } from './show-picture.ts';

/** Pixels across at most: enough to read small print on a large screen. */
const WIDEST = 1600;

type Drawing =
  | { readonly phase: 'drawing' }
  | { readonly phase: 'absent' }
  | { readonly phase: 'here'; readonly picture: PagePicture };

class PageViewer {
  readonly #dialog: HTMLDialogElement;
  readonly #record: RecordItem;
  readonly #view: View;
  #page: number;
  #drawing: Drawing = { phase: 'drawing' };
  #stop = new AbortController();

  constructor(opener: HTMLElement, record: RecordItem, page: number, view: View) {
    this.#record = record;
    this.#page = page;
    this.#view = view;
    this.#dialog = document.createElement('dialog');
    this.#dialog.className = 'viewer';
    this.#dialog.setAttribute('part', 'viewer');
    this.#dialog.setAttribute('aria-labelledby', 'viewer-title');
    this.#dialog.addEventListener('keydown', this.#key);
    this.#dialog.addEventListener('click', (event) => {
      if (event.target === this.#dialog) this.#dialog.close();
    });
    this.#dialog.addEventListener('close', () => {
      this.#stop.abort();
      this.#dialog.remove();
      opener.focus();
    });
    // Inside the element's own root: its words, direction and styles hold there.
    (opener.closest('.root') ?? opener.getRootNode()).appendChild(this.#dialog);
    this.#render();
    this.#dialog.showModal();
    this.#dialog.querySelector('button')?.focus();
    void this.#draw();
  }

  get #total(): number {
    return Math.max(1, pageCount(this.#record) ?? pagesOf(this.#record).length);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const on = this.#dialog.matches(':dir(rtl)') ? -1 : 1;
    const by = event.key === 'ArrowRight' ? on : event.key === 'ArrowLeft' ? -on : 0;
    if (by === 0) return;
    event.preventDefault();
    this.#go(this.#page + by);
  };

  #go(page: number): void {
    if (page < 1 || page > this.#total || page === this.#page) return;
    this.#page = page;
    void this.#draw();
  }

  async #draw(): Promise<void> {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#drawing = { phase: 'drawing' };
    this.#render();
    const { clientId } = this.#record;
    const width = Math.min(WIDEST, Math.round(Math.min(innerWidth, 900) * Math.min(2, devicePixelRatio)));
    const picture = await (
      this.#view.pagePicture?.({
        clientId,
        page: this.#page,
        width,
        marked: true,
        signal: stop.signal,
      }) ?? Promise.resolve(null)
    ).catch(() => null);
    if (stop.signal.aborted) return picture?.image?.close();
    this.#drawing = picture ? { phase: 'here', picture } : { phase: 'absent' };
    this.#render();
    const canvas = this.#dialog.querySelector('canvas');
    if (canvas && picture?.image) showPicture(canvas, picture.image);
  }

  #render(): void {
    render(this.#template(), this.#dialog);
  }

  #template(): TemplateResult {
    const { words } = this.#view;
    const page = pagesOf(this.#record).find((one) => one.page === this.#page);
    const [at, total] = [this.#page, this.#total];
    return html`<header class="viewer-head">
        <h2 id="viewer-title" tabindex="-1">
          <bdi>${this.#record.name}</bdi>
          <span class="meta" role="status">${words.t('page.of', { page: at, total })}: ${pageWords(page, words)}</span>
        </h2>
        <button type="button" class="remove" aria-label=${words.t('page.close')} @click=${() => this.#dialog.close()}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <div class="viewer-body" tabindex="0" role="group" aria-label=${words.t('page', { page: at })}>
        ${this.#sheet()}
      </div>
      <footer class="viewer-foot">
        <button type="button" class="button" part="button" ?disabled=${at <= 1} @click=${() => this.#go(at - 1)}>
          ${words.t('page.previous')}
        </button>
        <button type="button" class="button" part="button" ?disabled=${at >= total} @click=${() => this.#go(at + 1)}>
          ${words.t('page.next')}
        </button>
      </footer>`;
  }

  #sheet(): TemplateResult {
    const { words } = this.#view;
    const drawing = this.#drawing;
    if (drawing.phase === 'drawing') return html`<p class="meta" role="status">${words.t('page.drawing')}</p>`;
    if (drawing.phase === 'absent') return html`<p>${words.t('page.absent')}</p>`;
    const { image, marks, lines } = drawing.picture;
    return html`${
      image
        ? html`<div class="sheet">
            <canvas role="img" aria-label=${words.t('page', { page: this.#page })}></canvas>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
              ${marks.map(({ x, y, width, height }) => mark(x, y, width, height))}
            </svg>
          </div>`
        : nothing
    }
    ${this.#lines(image === null, lines)}`;
  }

  /** The same in words: for who cannot see the marks, and for formats that have only text. */
  #lines(all: boolean, lines: PagePicture['lines']): TemplateResult | typeof nothing {
    const { words } = this.#view;
    if (lines.length === 0) return nothing;
    return html`<section class="stack">
      <h3>${words.t(all ? 'page' : 'page.lines', { page: this.#page })}</h3>
      <ul class="lines">
        ${lines.map(({ text, language }) =>
          language === undefined
            ? html`<li dir="auto">${text}</li>`
            : html`<li>
                <mark dir="auto" lang=${language === 'und' ? nothing : language}>${text}</mark>
                <span class="meta">${languageName(language, words)}</span>
              </li>`,
        )}
      </ul>
    </section>`;
  }
}

/** A rectangle by attributes: shares of the page, in hundredths. */
function mark(x: number, y: number, width: number, height: number): SVGRectElement {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, share] of Object.entries({ x, y, width, height })) rect.setAttribute(name, String(share * 100));
  return rect;
}

/** Opens a page of a record. @param opener gets the focus back. */
export function openPage(opener: HTMLElement, clientId: string, page: number, view: View): void {
  const record = view.state.records.find((one) => one.clientId === clientId);
  if (record) new PageViewer(opener, record, page, view);
}
