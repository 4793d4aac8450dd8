/**
 * Which way a box is written. With something in it: as that is written (`auto`). While it is empty: as the page is, so
 * that the cursor waits where the reader begins; an empty `dir=auto` would wait on the left for everybody.
 */
import { nothing } from 'lit';

/** `dir` of a box that holds this. */
export const dirOf = (text: string): 'auto' | typeof nothing => (text ? 'auto' : nothing);

/** The same for a box whose text nobody else holds: put on its `input`. */
export const followWriting = ({ currentTarget }: Event): void => {
  const box = currentTarget as HTMLTextAreaElement;
  if (box.value) box.dir = 'auto';
  else box.removeAttribute('dir');
};
