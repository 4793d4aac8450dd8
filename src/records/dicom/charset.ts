/** Text in DICOM's character sets (PS3.5 6.1, PS3.3 C.12.1.1.2), by the platform's own decoders. */

const single: Readonly<Record<string, string>> = {
  '': 'windows-1252',
  'IR 6': 'windows-1252',
  'IR 100': 'windows-1252',
  'IR 101': 'iso-8859-2',
  'IR 109': 'iso-8859-3',
  'IR 110': 'iso-8859-4',
  'IR 144': 'iso-8859-5',
  'IR 127': 'iso-8859-6',
  'IR 126': 'iso-8859-7',
  'IR 138': 'iso-8859-8',
  'IR 148': 'windows-1254',
  'IR 203': 'iso-8859-15',
  'IR 166': 'windows-874',
  'IR 13': 'shift_jis',
  'IR 192': 'utf-8',
};
const whole: Readonly<Record<string, string>> = { GB18030: 'gb18030', GBK: 'gb18030' };

/** Escape sequences of ISO 2022: how the bytes after one are decoded. */
type Code = 'ascii' | 'jis' | 'jis212' | 'kana' | 'korean' | 'chinese' | { readonly label: string };

const escapes: readonly (readonly [string, Code])[] = [
  ['\x1b(B', 'ascii'],
  ['\x1b(J', 'ascii'],
  ['\x1b)I', 'kana'],
  ['\x1b$B', 'jis'],
  ['\x1b$@', 'jis'],
  ['\x1b$(D', 'jis212'],
  ['\x1b$)C', 'korean'],
  ['\x1b$)A', 'chinese'],
  ['\x1b-A', { label: 'windows-1252' }],
  ['\x1b-B', { label: 'iso-8859-2' }],
  ['\x1b-C', { label: 'iso-8859-3' }],
  ['\x1b-D', { label: 'iso-8859-4' }],
  ['\x1b-L', { label: 'iso-8859-5' }],
  ['\x1b-G', { label: 'iso-8859-6' }],
  ['\x1b-F', { label: 'iso-8859-7' }],
  ['\x1b-H', { label: 'iso-8859-8' }],
  ['\x1b-M', { label: 'windows-1254' }],
  ['\x1b-T', { label: 'windows-874' }],
  ['\x1b-b', { label: 'iso-8859-15' }],
];

const endsTwoBytes = /[\x1b\r\n]/;
const endsOneByte = /[\x1b\r\n^=\\]/;

const codeOf = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));
const decodeAs = (label: string, bytes: ArrayLike<number>): string => {
  try {
    return new TextDecoder(label).decode(Uint8Array.from(bytes));
  } catch {
    return '';
  }
};

function decodeSegment(code: Code, bytes: readonly number[]): string {
  switch (code) {
    case 'ascii':
      return decodeAs('windows-1252', bytes);
    case 'jis':
      return decodeAs('iso-2022-jp', [...codeOf('\x1b$B'), ...bytes, ...codeOf('\x1b(B')]);
    case 'jis212':
      return decodeAs(
        'euc-jp',
        bytes.flatMap((byte, index) => (index % 2 === 0 ? [0x8f, byte | 0x80] : [byte | 0x80])),
      );
    case 'kana':
      return decodeAs('shift_jis', bytes);
    case 'korean':
      return decodeAs('euc-kr', bytes);
    case 'chinese':
      return decodeAs('gb18030', bytes);
    default:
      return decodeAs(code.label, bytes);
  }
}

/** The code that a first value such as `ISO 2022 IR 149` puts in force before any escape. */
function initial(set: string): Code {
  if (/IR 149$/.test(set)) return 'korean';
  if (/IR 58$/.test(set)) return 'chinese';
  if (/IR (?:87|159)$/.test(set)) return 'ascii';
  return { label: single[set.replace(/^ISO[_ ](?:2022 )?/, '')] ?? 'windows-1252' };
}

/** A decoder for the values of one data set. `sets` is Specific Character Set (0008,0005), split at backslashes. */
export function textDecoder(sets: readonly string[]): (bytes: Uint8Array) => string {
  const first = (sets[0] ?? '').trim();
  const label = whole[first];
  if (label !== undefined) return (bytes) => decodeAs(label, bytes);
  const base = initial(first);
  return (bytes) => {
    if (!bytes.includes(0x1b)) return decodeSegment(base, Array.from(bytes));
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    let out = '';
    let code = base;
    let at = 0;
    while (at < text.length) {
      const found = escapes.find(([escape]) => text.startsWith(escape, at));
      if (found) {
        code = found[1];
        at += found[0].length;
        continue;
      }
      // A line end and the delimiters of a person's name put the first set back in force; in a two-byte code the bytes
      // of a delimiter may be half a character, so there only an escape or a line end ends it.
      const twoBytes = code === 'jis' || code === 'jis212';
      const stop = text.slice(at + 1).search(twoBytes ? endsTwoBytes : endsOneByte) + 1;
      const part = stop === 0 ? text.slice(at) : text.slice(at, at + stop);
      if (/^[\r\n^=\\]/.test(part) && !twoBytes && code !== 'korean' && code !== 'chinese') code = base;
      out += decodeSegment(code, codeOf(part));
      at += part.length;
    }
    return out;
  };
}
