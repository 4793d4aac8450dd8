/** What a file that is no image is, by its beginning first and by its name only where that says nothing. */
import type { LeftKind } from './picked.ts';

const endings: readonly (readonly [RegExp, LeftKind])[] = [
  [/(?:^|\/)autorun\.(?:inf|exe|ico)$/i, 'autorun'],
  [/(?:^|\/)(?:dicomdir|index\.html?|readme[^/]*)$/i, 'index'],
  [/\.(?:exe|dll|msi|bat|cmd|com|jar|app|dmg|so|dylib|ocx|sys|ini|cfg|manifest|cab|swf|class|js|css|ico)$/i, 'viewer'],
  [/\.(?:html?|xml|xsl|lst|md5|sha\d*|dat|idx)$/i, 'index'],
  [/\.(?:jpe?g|png|tiff?|heic|bmp|webp)$/i, 'photo'],
  [/\.(?:pdf|docx?|rtf|txt)$/i, 'document'],
];

const starts = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => head[index] === byte);

/** @param head the first bytes of the file. */
export function leftKind(path: string, head: Uint8Array, size: number): LeftKind {
  if (size === 0) return 'empty';
  const [named] = endings.filter(([ending]) => ending.test(path)).map(([, kind]) => kind);
  if (named === 'autorun') return named;
  // Programs of Windows, Linux and macOS, whatever they are called.
  if (starts(head, 0x4d, 0x5a) || starts(head, 0x7f, 0x45, 0x4c, 0x46) || starts(head, 0xcf, 0xfa, 0xed, 0xfe))
    return 'viewer';
  if (starts(head, 0xff, 0xd8, 0xff) || starts(head, 0x89, 0x50, 0x4e, 0x47))
    return named === 'viewer' ? named : 'photo';
  if (starts(head, 0x25, 0x50, 0x44, 0x46)) return 'document';
  return named ?? 'other';
}
