/** What a DICOM header says about patient, study, series and instance, in words and numbers. */
import { textDecoder } from './charset.ts';
import type { DataSet, Parsed, Tag } from './parse.ts';

/** Health data: stays on the device and in the referral; never in an event or a log. */
export interface DicomSummary {
  /** As a person would read it: family name first, given names after a comma; one entry per representation. */
  readonly patientNames: readonly string[];
  /** ISO date, or nothing. */
  readonly patientBirthDate?: string;
  readonly patientId?: string;
  readonly patientSex?: string;
  readonly studyUid?: string;
  readonly seriesUid?: string;
  readonly instanceUid?: string;
  readonly sopClassUid?: string;
  readonly transferSyntax: string;
  readonly modality?: string;
  /** Part of the body, as the device that made it says. */
  readonly bodyPart?: string;
  readonly studyDate?: string;
  readonly studyDescription?: string;
  readonly seriesDescription?: string;
  readonly seriesNumber?: number;
  readonly instanceNumber?: number;
  readonly frames: number;
  readonly rows?: number;
  readonly columns?: number;
  readonly hasPixels: boolean;
  /** Text may be burnt into the picture: it says so, or it is a secondary capture that does not say no. */
  readonly burnedIn: boolean;
  /** The index of a CD. */
  readonly isDirectory: boolean;
}

const secondaryCapture = '1.2.840.10008.5.1.4.1.1.7';
const directory = '1.2.840.10008.1.3.10';

/** Reads text values in the character set of the data set that holds them. */
export class Values {
  readonly #data: DataSet;
  readonly #decode: (bytes: Uint8Array) => string;

  constructor(data: DataSet, outer?: Values) {
    this.#data = data;
    const sets = data.get('00080005');
    this.#decode = sets === undefined && outer ? outer.#decode : textDecoder(plain(sets?.bytes).split('\\'));
  }

  /** Trimmed text, or nothing where the element is missing or empty. */
  text(tag: Tag): string | undefined {
    const element = this.#data.get(tag);
    if (element === undefined) return undefined;
    const text = this.#decode(element.bytes)
      .replace(/[\0 ]+$/, '')
      .trim();
    return text === '' ? undefined : text;
  }

  number(tag: Tag): number | undefined {
    const text = this.text(tag);
    const value = text === undefined ? Number.NaN : Number.parseInt(text, 10);
    return Number.isFinite(value) ? value : undefined;
  }

  short(tag: Tag, little: boolean): number | undefined {
    const bytes = this.#data.get(tag)?.bytes;
    if (bytes === undefined || bytes.length < 2) return undefined;
    return new DataView(bytes.buffer, bytes.byteOffset).getUint16(0, little);
  }

  /** `YYYYMMDD`, or `YYYY.MM.DD` of old files, as an ISO date. */
  date(tag: Tag): string | undefined {
    const found = /^(\d{4})\.?(\d{2})\.?(\d{2})/.exec(this.text(tag) ?? '');
    return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined;
  }

  /** Representations of a person's name: alphabetic, ideographic, phonetic. */
  names(tag: Tag): string[] {
    return (this.text(tag) ?? '')
      .split('=')
      .map((group) => {
        const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
          .split('^')
          .map((part) => part.trim());
        const rest = [prefix, given, middle, suffix].filter((part) => part !== '').join(' ');
        return [family, rest].filter((part) => part !== '').join(', ');
      })
      .filter((name) => name !== '');
  }

  items(tag: Tag): readonly DataSet[] {
    return this.#data.get(tag)?.items ?? [];
  }
}

function plain(bytes: Uint8Array | undefined): string {
  return Array.from(bytes ?? [], (byte) => String.fromCharCode(byte))
    .join('')
    .replace(/[\0 ]+$/, '');
}

const present = <T extends object>(all: T): T =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;

/** Summarises a parsed header. */
export function summarise({ data, transferSyntax, hasPixels }: Parsed): DicomSummary {
  const values = new Values(data);
  const little = transferSyntax !== '1.2.840.10008.1.2.2';
  const sopClassUid = values.text('00080016') ?? values.text('00020002');
  const burned = values.text('00280301');
  return present({
    patientNames: values.names('00100010'),
    patientBirthDate: values.date('00100030'),
    patientId: values.text('00100020'),
    patientSex: values.text('00100040'),
    studyUid: values.text('0020000D'),
    seriesUid: values.text('0020000E'),
    instanceUid: values.text('00080018') ?? values.text('00020003'),
    sopClassUid,
    transferSyntax,
    modality: values.text('00080060'),
    bodyPart: values.text('00180015'),
    studyDate: values.date('00080020'),
    studyDescription: values.text('00081030'),
    seriesDescription: values.text('0008103E'),
    seriesNumber: values.number('00200011'),
    instanceNumber: values.number('00200013'),
    frames: values.number('00280008') ?? 1,
    rows: values.short('00280010', little),
    columns: values.short('00280011', little),
    hasPixels,
    burnedIn: burned === 'YES' || (burned !== 'NO' && (sopClassUid ?? '').startsWith(secondaryCapture)),
    isDirectory: sopClassUid === directory || data.has('00041220'),
  }) as DicomSummary;
}
