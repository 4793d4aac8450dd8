/** Text of HTML and XML without a DOM: works in a worker, loads nothing, runs nothing. */

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  aacute: 'á',
  eacute: 'é',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  uuml: 'ü',
  ouml: 'ö',
  auml: 'ä',
  szlig: 'ß',
  agrave: 'à',
  egrave: 'è',
  ccedil: 'ç',
  atilde: 'ã',
  otilde: 'õ',
  acirc: 'â',
  ecirc: 'ê',
  ocirc: 'ô',
  Uuml: 'Ü',
  Ouml: 'Ö',
  Auml: 'Ä',
  Eacute: 'É',
  Ntilde: 'Ñ',
  oslash: 'ø',
  aring: 'å',
  aelig: 'æ',
  micro: 'µ',
};

/** Replaces character references. */
export function unescapeMarkup(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    },
  );
}

const breaking =
  /^\/?(?:p|div|br|tr|li|h[1-6]|table|title|section|paragraph|item|text|caption|header|footer|dd|dt|blockquote|content)$/i;
const silent = /^(?:script|style|template|noscript|svg|math|head)$/i;

/** Visible text; block elements end lines. `<title>` counts, scripts, styles and hidden parts do not. */
export function textOfMarkup(markup: string): string {
  let text = '';
  let at = 0;
  while (at < markup.length) {
    const open = markup.indexOf('<', at);
    if (open < 0) return text + unescapeMarkup(markup.slice(at));
    text += unescapeMarkup(markup.slice(at, open));
    if (markup.startsWith('<!--', open)) {
      const end = markup.indexOf('-->', open);
      at = end < 0 ? markup.length : end + 3;
      continue;
    }
    if (markup.startsWith('<![CDATA[', open)) {
      const end = markup.indexOf(']]>', open);
      text += markup.slice(open + 9, end < 0 ? undefined : end);
      at = end < 0 ? markup.length : end + 3;
      continue;
    }
    const close = markup.indexOf('>', open);
    if (close < 0) return text;
    const name = /^[\w:/-]{1,40}/.exec(markup.slice(open + 1, open + 41))?.[0] ?? '';
    const local = name.replace(/^(\/?)[\w-]+:/, '$1');
    at = close + 1;
    if (silent.test(local) && markup.charAt(close - 1) !== '/') {
      const end = markup.slice(at).search(new RegExp(`</${local}\\b`, 'i'));
      if (end >= 0) at += end;
    }
    text += breaking.test(local) ? '\n' : ' ';
  }
  return text;
}
