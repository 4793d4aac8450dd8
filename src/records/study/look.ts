/** Looks at picked files: images by their content, archives by what is in them, everything else by what it is. */
import { parseDicom, type Parsed } from '../dicom/parse.ts';
import { summarise, type DicomSummary } from '../dicom/summary.ts';
import { filesOfIso, isIso } from './iso.ts';
import { leftKind } from './left-kind.ts';
import type { Looked, PickedFile } from './picked.ts';
import { filesOfZip, isZip, tamed } from './zip.ts';

/** Headers end well before this. */
const HEAD = 64 * 1024;
/** Some carry tables of colours or private data before the pixels. */
const LONG_HEAD = 1024 * 1024;

const bytesOf = async (file: Blob, end: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(0, end).arrayBuffer());

const UID = /^[\d.]{3,64}$/;

/** A data set, not bytes that happen to read as one. */
function plausible(parsed: Parsed, summary: DicomSummary, prefixed: boolean): boolean {
  if (summary.sopClassUid?.startsWith('1.2.840.10008.') === true) return true;
  if (UID.test(summary.studyUid ?? '') && UID.test(summary.instanceUid ?? '')) return true;
  return prefixed && parsed.data.size > 1;
}

/** The header of an image file; nothing where it is none. Never throws but what reading throws. */
export async function imageHeader(
  file: Blob,
): Promise<{ readonly parsed: Parsed; readonly summary: DicomSummary } | undefined> {
  const read = (bytes: Uint8Array): Parsed | undefined => {
    try {
      return parseDicom(bytes);
    } catch {
      return undefined;
    }
  };
  const head = await bytesOf(file, HEAD);
  let parsed = read(head);
  if (!parsed) return undefined;
  if (!parsed.hasPixels && parsed.truncated && file.size > HEAD)
    parsed = read(await bytesOf(file, LONG_HEAD)) ?? parsed;
  const summary = summarise(parsed);
  const prefixed = String.fromCharCode(...head.subarray(128, 132)) === 'DICM';
  return plausible(parsed, summary, prefixed) ? { parsed, summary } : undefined;
}

async function lookAt({ path, file }: PickedFile): Promise<Looked> {
  try {
    const header = await imageHeader(file);
    if (header?.summary.isDirectory) return { path, is: 'left', kind: 'index' };
    if (header) return { path, is: 'image', summary: header.summary };
    return { path, is: 'left', kind: leftKind(path, await bytesOf(file, 16), file.size) };
  } catch {
    return { path, is: 'unreadable' };
  }
}

/** A member keeps its bytes only if it is an image: thousands of inflated viewers' parts need not be in memory. */
const kept = (looked: Looked, file: Blob): Looked => (looked.is === 'image' ? { ...looked, file } : looked);

async function membersOf(picked: PickedFile): Promise<readonly Looked[] | null> {
  const { path, file } = picked;
  const found: Looked[] = [];
  if (await isZip(file)) {
    for (const member of await filesOfZip(file)) {
      try {
        const inside = tamed({ path: `${path}/${member.path}`, file: await member.open() });
        found.push(kept(await lookAt(inside), inside.file));
      } catch {
        found.push({ path: `${path}/${member.path}`, is: 'unreadable' });
      }
    }
    return found;
  }
  if (!(await isIso(file))) return null;
  for (const member of await filesOfIso(file)) {
    const inside = tamed({ path: `${path}/${member.path}`, file: member.file });
    found.push(kept(await lookAt(inside), inside.file));
  }
  return found;
}

/** What each of the files is, in order; an archive is what is in it. Never throws. */
export async function look(files: readonly PickedFile[]): Promise<readonly Looked[]> {
  const found = files.map(async (picked): Promise<readonly Looked[]> => {
    try {
      return (await membersOf(picked)) ?? [await lookAt(picked)];
    } catch {
      return [{ path: picked.path, is: 'unreadable' }];
    }
  });
  return (await Promise.all(found)).flat();
}
