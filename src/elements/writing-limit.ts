/**
 * Texts that the backend takes up to a length. A box never cuts what is pasted into it: what is too long stays, is said
 * where it stands, and is not sent.
 */
import { html, type TemplateResult } from 'lit';
import type { Words } from '../i18n/words.ts';

/** UTF-16 code units that the protocol takes: of a message or an answer to the team, and of a reason. */
export const longest = { message: 4000, reason: 500 } as const;

/** What is too long stands before its box. */
export const tooLongNote = (id: string): TemplateResult =>
  html`<p class="message" part="error" id="${id}-limit" role="alert" hidden></p>`;

/**
 * May what a box holds be sent? Where it is too long, the box says by how much and takes the focus.
 *
 * @param limit - UTF-16 code units, as the schemas of the protocol count.
 */
export function isShortEnough(box: HTMLTextAreaElement | null, limit: number, words: Words): boolean {
  const note = box?.parentElement?.querySelector<HTMLElement>(`#${CSS.escape(box.id)}-limit`);
  if (!box || !note) return true;
  const over = box.value.trim().length - limit;
  note.hidden = over <= 0;
  note.textContent = '';
  if (over <= 0) {
    box.removeAttribute('aria-invalid');
    box.removeAttribute('aria-errormessage');
    return true;
  }
  const text = document.createElement('span');
  text.textContent = words.t('text.tooLong', { over: words.number(over) });
  note.append(text);
  box.setAttribute('aria-invalid', 'true');
  box.setAttribute('aria-errormessage', note.id);
  box.focus();
  return false;
}
