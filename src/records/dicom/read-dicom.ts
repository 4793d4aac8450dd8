/** Pages of a DICOM file: the words of a structured report, the pages of an encapsulated document, or pictures. */
import { readPages } from '../engine.ts';
import { Unreadable, type ReadContext, type ReadPage } from '../page.ts';
import { sniffHead } from '../sniff.ts';
import { byteSource, type ByteSource } from '../source.ts';
import { canDrawBurntIn, drawBurntIn } from './burnt-in.ts';
import { parseDicom, type DataSet, type Parsed } from './parse.ts';
import { summarise, Values, type DicomSummary } from './summary.ts';

/** Headers end well before this; a report is read whole. */
const headBytes = 1024 * 1024;
const mediaType = 'application/dicom';
const deepest = 24;

/**
 * Reads the header of a file.
 * @returns nothing where it is no DICOM file.
 */
export async function readDicomHeader(source: ByteSource): Promise<DicomSummary | undefined> {
  const parsed = parseDicom(await source.read(0, headBytes));
  return parsed && parsed.data.size > 0 ? summarise(parsed) : undefined;
}

async function parseAll(source: ByteSource, context: ReadContext): Promise<Parsed> {
  try {
    const head = parseDicom(await source.read(0, headBytes), context.limits.inflatedBytes);
    const needsMore = head !== undefined && head.truncated && !head.hasPixels && source.size > headBytes;
    if (!needsMore && head !== undefined) return head;
    if (source.size > context.limits.wholeBytes) throw new Unreadable('too-large');
    const all = parseDicom(await source.read(0, source.size), context.limits.inflatedBytes);
    if (all !== undefined) return all;
  } catch (cause) {
    throw cause instanceof Unreadable
      ? cause
      : new Unreadable(cause instanceof RangeError ? 'inflated' : 'damaged', { cause });
  }
  throw new Unreadable('damaged');
}

/** @throws Unreadable where there is no data set. */
export async function* readDicom(source: ByteSource, context: ReadContext): AsyncGenerator<ReadPage> {
  const parsed = await parseAll(source, context);
  const { data } = parsed;
  const { patientNames, patientBirthDate, burnedIn } = summarise(parsed);
  const identity = { names: patientNames, birthDates: patientBirthDate === undefined ? [] : [patientBirthDate] };
  const document = data.get('00420011');
  if (document && document.bytes.length > 0) {
    if (context.depth >= context.limits.depth) throw new Unreadable('too-deep');
    const inner = Uint8Array.from(document.bytes);
    const deeper = { ...context, depth: context.depth + 1 };
    for await (const page of readPages(byteSource(inner), sniffHead(inner), deeper))
      yield { ...page, mediaType, identity };
    return;
  }
  const text = data.has('0040A730') ? reportText(data, new Values(data), 0) : '';
  if (text.trim() !== '') yield { kind: 'text', text, mediaType, identity };
  // Pictures, waveforms, plans, the index of a CD: no language, unless words are burnt in.
  else if (burnedIn && source.size <= context.limits.wholeBytes && canDrawBurntIn(parsed, context.limits.pixels)) {
    const draw = async () => drawBurntIn(await source.read(0, source.size), parsed);
    yield { kind: 'image', text: '', mediaType, identity, draw };
  } else yield { kind: 'image', text: '', mediaType, identity };
}

/** Words of a content tree (PS3.3 C.17.3), one line each: headings, texts, the meanings of codes. */
function reportText(data: DataSet, values: Values, depth: number): string {
  if (depth > deepest) return '';
  const lines: string[] = [];
  const meaning = (tag: string): void => {
    for (const item of values.items(tag)) {
      const text = new Values(item, values).text('00080104');
      if (text !== undefined) lines.push(text);
    }
  };
  meaning('0040A043');
  const text = values.text('0040A160');
  if (text !== undefined) lines.push(text);
  meaning('0040A168');
  for (const item of values.items('0040A730')) lines.push(reportText(item, new Values(item, values), depth + 1));
  return lines.join('\n');
}
