/**
 * A list that filters as one types (ARIA combobox with a listbox), over one native input. The list is made when it is
 * first opened. What was typed and is no entry is put back on leaving: an answer is never guessed.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive } from 'lit/directive.js';
import type { Words } from '../../i18n/words.ts';
import { controlPart, type ControlIds } from './field.ts';
import { type Entry, matching } from './options.ts';
import { dirOf } from './writing.ts';

export interface ComboboxOptions {
  readonly ids: ControlIds;
  readonly name: string;
  readonly words: Words;
  /** Made when the list is opened. */
  readonly options: () => readonly Entry[];
  /** Chosen code, or empty. */
  readonly value: string;
  /** Words of a chosen code without making the list. */
  readonly labelOf?: (code: string) => string;
  /** Further names of a code, for searching only. */
  readonly aliases?: (code: string) => string;
  /** An empty code removes the choice. */
  readonly choose: (code: string) => void;
  readonly autocomplete?: string;
  /** What was typed counts even where it is no entry. */
  readonly free?: (text: string) => void;
}

class Combobox extends AsyncDirective {
  #options!: ComboboxOptions;
  #open = false;
  /** What is being typed; null while nothing is. */
  #written: string | null = null;
  #active = -1;
  #entries: readonly Entry[] | null = null;

  render(options: ComboboxOptions): TemplateResult {
    this.#options = options;
    return this.#template();
  }

  #again(): void {
    this.setValue(this.#template());
  }

  #all(): readonly Entry[] {
    return (this.#entries ??= this.#options.options());
  }

  #shown(): readonly Entry[] {
    return matching(this.#all(), this.#written ?? '', this.#options.aliases);
  }

  #label(): string {
    const { value, labelOf } = this.#options;
    if (!value) return '';
    return labelOf ? labelOf(value) : (this.#options.options().find(({ code }) => code === value)?.label ?? value);
  }

  #toggle(open: boolean): void {
    if (this.#open === open) return;
    this.#open = open;
    this.#active = -1;
    // Options may depend on other answers: made anew at each opening.
    if (open) this.#entries = null;
    else this.#written = null;
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
        this.#reveal(event.currentTarget as HTMLElement);
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
    const box = event.currentTarget as HTMLElement;
    if (event.relatedTarget instanceof Node && box.contains(event.relatedTarget)) return;
    // A name written out in full is a choice, without a press on the list.
    const [only, ...more] = this.#written ? this.#shown() : [];
    if (only && (more.length === 0 || only.label.toLowerCase() === this.#written?.toLowerCase())) this.#choose(only);
    const input = box.querySelector('input');
    this.#toggle(false);
    if (input && !this.#options.free) input.value = this.#label();
  };

  #reveal(input: HTMLElement): void {
    const root = input.getRootNode() as ShadowRoot;
    root.getElementById(`${this.#options.ids.id}-option-${this.#active}`)?.scrollIntoView({ block: 'nearest' });
  }

  #template(): TemplateResult {
    const { ids, name, words, autocomplete } = this.#options;
    const shown = this.#open ? this.#shown() : [];
    const list = `${ids.id}-list`;
    return html`<div class="combo" @focusout=${this.#leave}>
      <input
        part=${controlPart(ids)}
        id=${ids.id}
        name=${name}
        role="combobox"
        autocomplete=${(autocomplete ?? 'off') as 'on'}
        spellcheck="false"
        dir=${dirOf(this.#written ?? this.#label())}
        aria-autocomplete="list"
        aria-expanded=${this.#open ? 'true' : 'false'}
        aria-controls=${this.#open ? list : nothing}
        aria-activedescendant=${this.#active >= 0 ? `${ids.id}-option-${this.#active}` : nothing}
        aria-describedby=${ids.describedBy}
        aria-invalid=${ids.invalid}
        aria-required=${ids.required}
        .value=${this.#written ?? this.#label()}
        @input=${this.#type}
        @keydown=${this.#key}
        @click=${() => this.#toggle(true)}
      />
      ${this.#open ? this.#list(list, shown, words) : nothing}
    </div>`;
  }

  #list(id: string, shown: readonly Entry[], words: Words): TemplateResult {
    return html`<div class="options" part="options" role="listbox" id=${id} aria-label=${words.t('list')} tabindex="-1">
        ${shown.map(
          (entry, index) =>
            html`<div
              role="option"
              id="${this.#options.ids.id}-option-${index}"
              aria-selected=${entry.code === this.#options.value ? 'true' : 'false'}
              ?data-active=${index === this.#active}
              @mousedown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#choose(entry)}
            >
              ${entry.label}
            </div>`,
        )}
        ${shown.length === 0 ? html`<div role="option" aria-disabled="true" aria-selected="false">${words.t('list.nothing')}</div>` : nothing}
      </div>
      <span class="visually-hidden" role="status"
        >${this.#written ? words.t('list.count', { count: shown.length }) : nothing}</span
      >`;
  }
}

/** Renders a combobox; its open list is its own and outlives renderings. */
export const combobox = directive(Combobox) as (options: ComboboxOptions) => unknown;
