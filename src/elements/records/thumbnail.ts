/** The first page of a record, small: drawn when it comes into sight, given back when it leaves. */
import { html, nothing, type TemplateResult } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart, type PartInfo } from 'lit/directive.js';
import type { RecordItem } from '../../journey/state.ts';
import type { View } from '../view.ts';
import { openPage } from './page-viewer.ts';
import { pagesOf } from './record-words.ts';
import { showPicture } from './show-picture.ts';

/** Pixels across, at most: sharp on a phone's screen, a tenth of a megabyte in memory. */
const WIDTH = 132;

/** Draws while its canvas is near the screen, and only then holds pixels. */
class Drawn extends AsyncDirective {
  #canvas: HTMLCanvasElement | null = null;
  #watch: IntersectionObserver | null = null;
  #stop: AbortController | null = null;
  #clientId = '';
  #view: View | null = null;

  constructor(info: PartInfo) {
    super(info);
  }

  render(_clientId: string, _view: View): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [clientId, view]: [string, View]): typeof nothing {
    this.#view = view;
    if (this.#canvas === part.element && this.#clientId === clientId) return nothing;
    this.disconnected();
    this.#canvas = part.element as HTMLCanvasElement;
    this.#clientId = clientId;
    this.reconnected();
    return nothing;
  }

  override disconnected(): void {
    this.#watch?.disconnect();
    this.#watch = null;
    this.#giveBack();
  }

  override reconnected(): void {
    if (!this.#canvas || this.#watch) return;
    this.#watch = new IntersectionObserver(
      (entries) => (entries.some(({ isIntersecting }) => isIntersecting) ? void this.#draw() : this.#giveBack()),
      { rootMargin: '200px' },
    );
    this.#watch.observe(this.#canvas);
  }

  async #draw(): Promise<void> {
    const { pagePicture } = this.#view ?? {};
    const canvas = this.#canvas;
    if (!canvas || !pagePicture || this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    // Without a picture the sheet stays the plain one that it is.
    const picture = await pagePicture({ clientId: this.#clientId, page: 1, width: WIDTH, signal: stop.signal }).catch(
      () => null,
    );
    if (stop.signal.aborted) picture?.image?.close();
    else if (picture?.image) showPicture(canvas, picture.image);
  }

  #giveBack(): void {
    this.#stop?.abort();
    this.#stop = null;
    if (!this.#canvas) return;
    this.#canvas.width = 0;
    this.#canvas.height = 0;
    this.#canvas.toggleAttribute('data-drawn', false);
  }
}

const drawn = directive(Drawn);

export function thumbnail(record: RecordItem, view: View): TemplateResult {
  if (pagesOf(record).length === 0 && !record.here) return html`<span class="thumb" aria-hidden="true"></span>`;
  return html`<button
    type="button"
    class="thumb"
    aria-label=${view.words.t('page.see', { name: record.name })}
    @click=${(event: Event) => openPage(event.currentTarget as HTMLElement, record.clientId, 1, view)}
  >
    ${record.here ? html`<canvas width="0" height="0" ${drawn(record.clientId, view)}></canvas>` : nothing}
  </button>`;
}
