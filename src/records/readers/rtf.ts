/** Text of RTF: control words, code pages, Unicode escapes, and the groups that hold no text. */

/** Destinations whose content a reader does not see. */
const silent = new Set(
  'fonttbl colortbl stylesheet info pict object themedata colorschememapping latentstyles datastore listtable listoverridetable rsidtbl generator xmlnstbl mmathPr fldinst panose blipuid wgrffmtfilter operator author company'.split(
    ' ',
  ),
);
const codePages: Readonly<Record<string, string>> = {
  '874': 'windows-874',
  '932': 'shift_jis',
  '936': 'gb18030',
  '949': 'euc-kr',
  '950': 'big5',
  '10000': 'macintosh',
};
const deepest = 200;

interface Group {
  readonly silent: boolean;
  /** Characters to skip after a Unicode escape. */
  readonly skip: number;
}

export function textOfRtf(rtf: string): string {
  const page = /\\ansicpg(\d+)/.exec(rtf.slice(0, 2000))?.[1] ?? '1252';
  const decoder = decoderOf(codePages[page] ?? `windows-${page}`);
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
  const groups: Group[] = [];
  let group: Group = { silent: false, skip: 1 };
  let text = '';
  let bytes: number[] = [];
  let pending = 0;
  const flush = (): void => {
    if (bytes.length > 0) text += decoder.decode(Uint8Array.from(bytes));
    bytes = [];
  };
  for (const [, word, number, hex, symbol, brace, plain] of rtf.matchAll(token)) {
    if (hex !== undefined) {
      if (pending > 0) pending -= 1;
      else if (!group.silent) bytes.push(Number.parseInt(hex, 16));
      continue;
    }
    flush();
    if (brace === '{') {
      if (groups.length < deepest) groups.push(group);
    } else if (brace === '}') group = groups.pop() ?? group;
    else if (symbol === '*') group = { ...group, silent: true };
    else if (symbol === '~') text += ' ';
    else if (symbol !== undefined && '\\{}-_'.includes(symbol)) text += group.silent || symbol === '-' ? '' : symbol;
    else if (plain !== undefined) {
      if (!group.silent) text += plain.slice(pending);
      pending = 0;
    } else if (word !== undefined) {
      if (silent.has(word)) group = { ...group, silent: true };
      else if (word === 'uc') group = { ...group, skip: Number(number ?? 1) };
      else if (word === 'u' && number !== undefined && !group.silent) {
        text += String.fromCharCode(Number(number) & 0xffff);
        pending = group.skip;
      } else if (/^(?:par|line|sect|row)$/.test(word)) text += '\n';
      else if (word === 'page') text += '\f';
      else if (word === 'tab' || word === 'cell') text += ' ';
    }
  }
  flush();
  return text;
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
