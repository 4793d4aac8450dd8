/**
 * What every element has in common: where its session comes from, in which language it speaks, how it waits and fails.
 * It holds no state of the journey: it renders a session's.
 */
import { type CSSResult, type CSSResultGroup, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { chooseLanguage } from '../i18n/languages.ts';
import type { PackName } from '../i18n/load.ts';
import { createWords, type Words } from '../i18n/words.ts';
import type { JourneyState } from '../journey/state.ts';
import type { Program } from '../protocol/program.ts';
import type { StatusView } from '../protocol/referral.ts';
import { whenIdle } from '../session/environment.ts';
import { beginSession } from '../session/begin.ts';
import type { Beginning } from '../session/beginning.ts';
import { buttons, host, programThemeSheet, tokens } from '../styles/index.ts';
import { RsoErrorEvent, RsoReadyEvent } from './events.ts';
import { takeAnswer, type TagWithAnswer } from './first-answer.ts';
import { languageAround, watchLanguage } from './language-around.ts';
import { SessionController } from './session-controller.ts';
import { sessionAround, type SessionLike } from './shared-session.ts';
import { problemText, type View } from './view.ts';

/** Events of a person's typing stay inside: scripts of the page have no business with them (conventions.md 3.3). */
const kept = ['input', 'beforeinput', 'keydown', 'keyup', 'keypress', 'paste', 'copy', 'cut', 'compositionupdate'];

export abstract class RsoElement extends LitElement {
  static override properties = {
    backend: {},
    lang: {},
    // Styles go by the attribute: a page that sets the property sees it too.
    theme: { reflect: true },
    specialty: {},
    referral: {},
    program: { attribute: false },
    status: { attribute: false },
    session: { attribute: false },
  };
  static override styles: CSSResultGroup = [tokens, host, buttons];

  /** Full base URL of the backend (`https://intake.example.org/rso/v1`), or its origin, which is then looked up. */
  declare backend: string | null;
  /** UI language, BCP 47. Absent: that of the nearest ancestor with `lang`, else the browser's. */
  declare lang: string;
  /** `light`, `dark` or `auto`; absent: as the page is at this place. */
  declare theme: string | null;
  /** Code of a specialty that the page is about. */
  declare specialty: string | null;
  /** Id of a referral that the session's capability opens. */
  declare referral: string | null;
  /** The program's descriptor, for use without a backend. */
  declare program: Program | null;
  /** A status view, for use without a backend. */
  declare status: StatusView | null;
  /** A session made elsewhere: it is shared and not ended here. */
  declare session: SessionLike | null;

  #words: Words | null = null;
  #nextWords: Words | null = null;
  #failed = false;
  #wasReady = false;
  #unwatch: (() => void) | null = null;
  #themed: Program | null = null;
  #sheets = 0;
  #settled = false;
  #waiting: (() => unknown)[] = [];
  readonly #controller = new SessionController(this, (state, before) => {
    this.onState(state, before);
  });

  constructor() {
    super();
    this.backend = null;
    this.theme = null;
    this.specialty = null;
    this.referral = null;
    this.program = null;
    this.status = null;
    this.session = null;
  }

  /** What a session that this element makes begins with. */
  protected abstract beginning(): Beginning;
  /** Packs of words that the present state needs. */
  protected abstract packs(state: JourneyState): readonly PackName[];
  /** The view of the present state. */
  protected abstract view(view: View): TemplateResult;
  /** Packs that the present view does without until they are there. */
  protected laterPacks(_state: JourneyState): readonly PackName[] {
    return [];
  }
  /** Styles beyond the class's own, of parts that came later. */
  protected laterStyles(): readonly CSSResult[] {
    return [];
  }
  /** Called for every new state, before it is rendered. */
  protected onState(_state: JourneyState, _before: JourneyState | null): void {}

  /** Fetches something that the present view does without: not before it stands and nothing is more pressing. */
  protected afterwards(task: () => unknown): void {
    if (this.#settled) task();
    else this.#waiting.push(task);
  }

  readonly #calmly = (task: () => void): void => this.afterwards(() => whenIdle(task));

  /** Instant for "open now" and for dates; the clock of the browser. */
  protected now(): number {
    return Date.now();
  }

  get #state(): JourneyState | null {
    return this.#controller.session?.state ?? null;
  }

  /** The session that this element shows, made now where it has what it needs. */
  protected openSession(): SessionLike | null {
    const known = this.#controller.session;
    if (this.session) this.#controller.use(this.session, false);
    else if (!known) {
      const around = sessionAround(this);
      const { backend, program, status, referral, specialty } = this;
      if (around) this.#controller.use(around, false);
      else if (backend ?? program ?? status)
        this.#controller.use(
          beginSession(
            {
              lang: this.#wishedLanguage(),
              ...(backend ? { backend } : {}),
              ...(program ? { program } : {}),
              ...(status ? { status } : {}),
              ...(referral ? { referral } : {}),
              ...(specialty ? { specialty } : {}),
              firstAnswer: takeAnswer(this as TagWithAnswer),
              whenIdle: this.#calmly,
            },
            this.beginning(),
          ),
          true,
        );
    }
    return this.#controller.session;
  }

  #wishedLanguage(): string {
    return chooseLanguage([this.lang, languageAround(this), ...navigator.languages]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchLanguage(() => this.#followLanguage());
    // A provider around this element may be defined later than it.
    const outer = this.parentElement?.closest('rso-referral');
    if (outer && !this.session) void customElements.whenDefined('rso-referral').then(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    this.#unwatch = null;
  }

  #followLanguage(): void {
    const lang = this.#wishedLanguage();
    const session = this.#controller.session;
    if (session && session.state.lang !== lang && !this.session) session.send({ type: 'choose-language', lang });
    else this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    for (const type of kept) root.addEventListener(type, (event) => event.stopPropagation());
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('backend') && changed.get('backend') !== undefined && this.#controller.session && !this.session)
      this.#controller.use(null, false);
    if (this.isConnected) this.openSession();
    if (changed.has('lang') && changed.get('lang') !== undefined) this.#followLanguage();
    const state = this.#state;
    if (state) this.#speak(chooseLanguage([state.lang]), state);
  }

  /** Words in this language; the ones on screen stay until the new ones are whole. */
  #speak(lang: Words['lang'], state: JourneyState): void {
    const copy = state.program.phase === 'ready' ? state.program.program.copy : undefined;
    const current = this.#nextWords ?? this.#words;
    const words =
      current?.lang === lang && (current === this.#nextWords || !copy || this.#copied === copy)
        ? current
        : createWords({
            lang,
            copy,
            onMissing: () => this.dispatchEvent(new RsoErrorEvent('missing-words')),
            onChange: () => this.requestUpdate(),
            whenIdle: this.#calmly,
          });
    this.#copied = copy;
    const packs = this.packs(state);
    if (words.ready(...packs)) {
      this.#words = words;
      this.#nextWords = null;
      const later = this.laterPacks(state);
      // A missing word is asked for again when it is needed.
      if (later.length > 0 && !words.ready(...later))
        this.afterwards(() =>
          words.load(...later).then(
            () => this.requestUpdate(),
            () => undefined,
          ),
        );
      return;
    }
    this.#nextWords = words;
    if (this.#failed) return;
    words.load(...packs).then(
      () => this.requestUpdate(),
      () => {
        this.#failed = true;
        this.dispatchEvent(new RsoErrorEvent('chunk'));
        this.requestUpdate();
      },
    );
  }
  #copied: Program['copy'];

  protected override render(): TemplateResult {
    const state = this.#state;
    const words = this.#words;
    if (this.#failed && !words) return this.#chunkFailed();
    if (!state || !words) return this.waiting();
    return html`<div class="root" lang=${words.lang} dir=${words.dir}>${this.#inside(state, words)}</div>`;
  }

  #inside(state: JourneyState, words: Words): TemplateResult {
    const session = this.#controller.session;
    if (state.program.phase === 'failed') {
      const { problem } = state.program;
      return html`<div class="box pad stack" role="alert">
        <h1 id="title" tabindex="-1">${words.t('failed.title')}</h1>
        <p class="lede">${problemText(problem, words)}</p>
        <div>
          <button
            type="button"
            class="button primary"
            part="button primary"
            @click=${() => session?.send({ type: 'retry' })}
          >
            ${words.t('retry')}
          </button>
        </div>
        <slot></slot>
      </div>`;
    }
    if (state.program.phase === 'loading' || !session) return this.waiting();
    const { program, definition } = state.program;
    const { send, pagePicture } = session;
    return this.view({ state, words, program, definition, send, pagePicture, now: this.now() });
  }

  /** Height is kept while nothing is there yet: no jump when it comes. */
  protected waiting(): TemplateResult {
    return html`<div class="box pad stack skeleton" part="waiting" aria-busy="true">
      <div></div>
      <div></div>
      <div></div>
      <div></div>
    </div>`;
  }

  /** No words could be fetched: the page's own fallback is all there is, and a way to try again. */
  #chunkFailed(): TemplateResult {
    return html`<div class="box pad stack">
      <slot></slot>
      <div>
        <button
          type="button"
          class="button"
          part="button"
          aria-label="Try again"
          @click=${() => {
            this.#failed = false;
            this.requestUpdate();
          }}
        >
          <span aria-hidden="true">↻</span>
        </button>
      </div>
    </div>`;
  }

  /** The class's own styles, those of parts that came, and the program's theme last. */
  #adopt(program: Program): void {
    const later = this.laterStyles();
    if (this.#themed === program && this.#sheets === later.length) return;
    this.#themed = program;
    this.#sheets = later.length;
    const own = (this.constructor as typeof LitElement).elementStyles;
    const sheets = [...own, ...later].flatMap((style) =>
      style instanceof CSSStyleSheet ? style : (style.styleSheet ?? []),
    );
    const theme = programThemeSheet(program.theme);
    (this.renderRoot as ShadowRoot).adoptedStyleSheets = theme ? [...sheets, theme] : sheets;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const state = this.#state;
    if (state?.program.phase === 'ready') this.#adopt(state.program.program);
    if (!this.#wasReady && this.#words && state?.program.phase === 'ready') {
      this.#wasReady = true;
      const settle = (): void => {
        this.#settled = true;
        for (const task of this.#waiting.splice(0)) task();
      };
      // On a slow device idle time comes before the first picture. A tab that nobody sees has no pictures.
      requestAnimationFrame(() => whenIdle(settle));
      setTimeout(settle, 2000);
      this.dispatchEvent(new RsoReadyEvent());
    }
  }
}
