/**
 * A list that filters as one types (ARIA combobox with a listbox), over one native input. The list is made when it is
 * first opened. What was typed and is no entry is put back on leaving: an answer is never guessed.
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { Words } from '../../i18n/words.ts';
import type * as choosing from './choosing.ts';
import type { Entry } from './entries.ts';
import { controlPart, type ControlIds } from './field.ts';
import { loadChoosing } from './load.ts';
import { dirOf } from './writing.ts';

/** What an open list needs; it comes through `load.ts`. */
export type Choosing = typeof choosing;

export interface ComboboxOptions {
  readonly ids: ControlIds;
  readonly name: string;
  readonly words: Words;
  /** Made when the list is opened. */
  readonly options: (from: Choosing) => readonly Entry[];
  /** Chosen code, or empty. */
  readonly value: string;
  /** Words of a chosen code without making the list. */
  readonly labelOf: (code: string) => string;
  /** Codes of what; they are found by their further names, too. */
  readonly type?: 'region' | 'language' | undefined;
  /** An empty code removes the choice. */
  readonly choose: (code: string) => void;
  readonly autocomplete?: string | undefined;
  /** What was typed counts even where it is no entry. */
  readonly free?: (text: string) => void;
}

let found: Choosing | null = null;

class Combobox extends Directive {
  #box!: HTMLElement;
  #options!: ComboboxOptions;
  #open = false;
  /** What is being typed; null while nothing is. */
  #written: string | null = null;
  #active = -1;
  #entries: readonly Entry[] | null = null;

  render(_options: ComboboxOptions): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, [options]: [ComboboxOptions]): typeof nothing {
    this.#options = options;
    this.#box = element as HTMLElement;
    this.#again();
    return nothing;
  }

  #again(): void {
    render(this.#template(), this.#box);
  }

  #shown(): readonly Entry[] {
    if (!found) return [];
    this.#entries ??= this.#options.options(found);
    return found.matching(this.#entries, this.#written ?? '', this.#options.type);
  }

  /** Fetches what an open list needs; one that cannot be had is asked for again at the next key. */
  #fetch(then: () => void): void {
    if (found) return then();
    loadChoosing().then(
      (module) => {
        found = module;
        then();
      },
      () => undefined,
    );
  }

  #label(): string {
    const { value, labelOf } = this.#options;
    return value && labelOf(value);
  }

  #toggle(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    this.#active = -1;
    // Options may depend on other answers: made anew at each opening.
    if (open) {
      this.#entries = null;
      this.#fetch(() => this.#again());
    } else this.#written = null;
    this.#again();
  }

  #choose(entry: Entry | undefined): void {
    if (!entry) return;
    this.#written = null;
    this.#open = false;
    this.#active = -1;
    this.#options.choose(entry.code);
    this.#again();
  }

  readonly #type = (event: Event): void => {
    this.#written = (event.target as HTMLInputElement).value;
    this.#active = -1;
    if (!this.#open) {
      this.#open = true;
      this.#entries = null;
    }
    if (this.#options.free) this.#options.free(this.#written);
    else if (this.#written === '' && this.#options.value) this.#options.choose('');
    this.#again();
    this.#fetch(() => this.#again());
  };

  readonly #key = (event: KeyboardEvent): void => {
    const shown = this.#open ? this.#shown() : [];
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!this.#open) return this.#toggle(true);
        const by = event.key === 'ArrowDown' ? 1 : -1;
        this.#active = shown.length === 0 ? -1 : (this.#active + by + shown.length) % shown.length;
        this.#again();
        this.#box.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
        return;
      }
      case 'Enter':
        // Only an open list takes Enter; else it means Continue.
        if (!this.#open || (this.#active < 0 && !this.#written)) return this.#toggle(false);
        event.preventDefault();
        this.#choose(shown[Math.max(0, this.#active)]);
        return;
      case 'Escape':
        if (!this.#open) return;
        event.preventDefault();
        event.stopPropagation();
        this.#toggle(false);
        return;
      case 'Tab':
        if (this.#open && this.#active >= 0) this.#choose(shown[this.#active]);
        return;
      default:
    }
  };

  readonly #leave = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && this.#box.contains(event.relatedTarget)) return;
    // What was typed is judged once there is a list to judge it by; until then it stays.
    if (this.#written) this.#fetch(() => this.#settle());
    else this.#settle();
  };

  #settle(): void {
    // A name written out in full is a choice, without a press on the list.
    const [only, ...more] = this.#written ? this.#shown() : [];
    if (only && (more.length === 0 || only.label.toLowerCase() === this.#written?.toLowerCase())) this.#choose(only);
    this.#toggle(false);
  }

  #template(): TemplateResult {
    const { ids, name, words, value, autocomplete } = this.#options;
    const list = `${ids.id}-list`;
    const open = this.#open && found !== null;
    return html`<input
        part=${controlPart(ids)}
        id=${ids.id}
        name=${name}
        role="combobox"
        autocomplete=${(autocomplete ?? 'off') as 'on'}
        spellcheck="false"
        dir=${dirOf(this.#written ?? this.#label())}
        aria-autocomplete="list"
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls=${open ? list : nothing}
        aria-activedescendant=${this.#active >= 0 ? `${ids.id}-option-${this.#active}` : nothing}
        aria-describedby=${ids.describedBy}
        aria-invalid=${ids.invalid}
        aria-required=${ids.required}
        .value=${this.#written ?? this.#label()}
        @input=${this.#type}
        @keydown=${this.#key}
        @click=${() => this.#toggle(true)}
        @focusout=${this.#leave}
      />
      ${
        open
          ? found?.openList({
              id: list,
              controlId: ids.id,
              words,
              shown: this.#shown(),
              active: this.#active,
              value,
              searched: Boolean(this.#written),
              choose: (entry) => this.#choose(entry),
            })
          : nothing
      }`;
  }
}

const filled = directive(Combobox);

/** Renders a combobox; its open list is its own and outlives renderings. */
export const combobox = (options: ComboboxOptions): TemplateResult =>
  html`<div class="combo" ${filled(options)}></div>`;
