/** How many pixels a picture has, from its first bytes: a bomb is not decoded to find out. */

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Frames in whose headers a JPEG says its size. */
const startsFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function pixelsOfJpeg(bytes: Uint8Array): number | undefined {
  const data = view(bytes);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (data.getUint8(at) !== 0xff) {
      at += 1;
      continue;
    }
    const marker = data.getUint8(at + 1);
    if (startsFrame(marker)) return data.getUint16(at + 5) * data.getUint16(at + 7);
    const isBare = marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
    at += isBare ? 1 + Number(marker !== 0xff) : 2 + data.getUint16(at + 2);
  }
  return undefined;
}

function pixelsOfWebp(bytes: Uint8Array): number | undefined {
  if (bytes.length < 30) return undefined;
  const data = view(bytes);
  switch (data.getUint8(15)) {
    case 0x58: {
      const three = (at: number): number => data.getUint16(at, true) + (data.getUint8(at + 2) << 16) + 1;
      return three(24) * three(27);
    }
    case 0x4c: {
      const bits = data.getUint32(21, true);
      return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
    }
    default:
      return (data.getUint16(26, true) & 0x3fff) * (data.getUint16(28, true) & 0x3fff);
  }
}

/** The largest `ispe` property: a HEIC is put together from tiles, and the whole picture has one too. */
function pixelsOfHeic(bytes: Uint8Array): number | undefined {
  const data = view(bytes);
  let most: number | undefined;
  for (let at = 0; at + 16 < bytes.length; at += 1) {
    if (data.getUint32(at) !== 0x69737065) continue;
    most = Math.max(most ?? 0, data.getUint32(at + 8) * data.getUint32(at + 12));
  }
  return most;
}

/** @returns nothing where the head does not say; the decoder then has its own limits. */
export function pixelsOf(head: Uint8Array, mediaType: string): number | undefined {
  const data = view(head);
  switch (mediaType) {
    case 'image/png':
      return head.length < 24 ? undefined : data.getUint32(16) * data.getUint32(20);
    case 'image/gif':
      return head.length < 10 ? undefined : data.getUint16(6, true) * data.getUint16(8, true);
    case 'image/bmp':
      return head.length < 26 ? undefined : Math.abs(data.getInt32(18, true) * data.getInt32(22, true));
    case 'image/jpeg':
      return pixelsOfJpeg(head);
    case 'image/webp':
      return pixelsOfWebp(head);
    case 'image/heic':
      return pixelsOfHeic(head);
    default:
      return undefined;
  }
}
