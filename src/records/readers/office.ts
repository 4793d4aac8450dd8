/** Text of word processor documents (DOCX, ODT) from the XML inside them. */
import { unescapeMarkup } from './markup.ts';

/** Paths in a DOCX that hold what a reader sees, in reading order. */
export const docxParts = /^word\/(?:header\d*|document|footnotes|endnotes|footer\d*)\.xml$/;
export const odtParts = /^content\.xml$/;

const tags = /<(\/?)([\w:]+)\b([^>]*)>|([^<]+)/g;

/** `<w:t>` is text, `<w:p>` a line, page breaks are form feeds; deleted and field code text is left out. */
export function textOfDocx(xml: string): string {
  let text = '';
  let inText = false;
  for (const [, closing, name, attributes, content] of xml.matchAll(tags)) {
    if (content !== undefined) {
      if (inText) text += unescapeMarkup(content);
    } else if (name === 'w:t') inText = closing === '' && !attributes?.endsWith('/');
    else if (name === 'w:tab' || name === 'w:tc') text += closing === '/' || name === 'w:tab' ? ' ' : '';
    else if (name === 'w:br' && attributes?.includes('"page"')) text += '\f';
    else if (name === 'w:br' || (name === 'w:p' && closing === '/')) text += '\n';
    else if (name === 'w:lastRenderedPageBreak') text += '\f';
  }
  return text;
}

/** Text paragraphs and headings of OpenDocument; tracked deletions are left out. */
export function textOfOdt(xml: string): string {
  let text = '';
  let deleted = 0;
  for (const [, closing, name, , content] of xml.matchAll(tags)) {
    if (name === 'text:tracked-changes') deleted += closing === '/' ? -1 : 1;
    else if (content !== undefined) {
      if (deleted === 0) text += unescapeMarkup(content);
    } else if ((name === 'text:p' || name === 'text:h') && closing === '/') text += '\n';
    else if (name === 'text:soft-page-break') text += '\f';
    else if (name === 'text:tab' || name === 'text:s') text += ' ';
  }
  return text;
}
