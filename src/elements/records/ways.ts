/** What the door `ways` brings, in one piece. */
import { doneSoFar } from './done-so-far.ts';
import { leavePages } from './leave-pages.ts';
import { pageStrip } from './page-strip.ts';
import { pairPanel } from './pair-panel.ts';
import { thumbnail } from './thumbnail.ts';
import { translationStatement } from './translation-statement.ts';
import type { Ways } from './ways-door.ts';
import { whoseRecord } from './whose-record.ts';
import { html } from 'lit';

export const ways: Ways = {
  whose: whoseRecord,
  out: (record, view) => html`${pairPanel(record, view)}${leavePages(record, view)}`,
  done: doneSoFar,
  statement: translationStatement,
  thumbnail,
  strip: pageStrip,
};
