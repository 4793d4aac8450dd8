/** Images by study and series: pure, so that what a person sees of a CD can be told from its headers alone. */
import type { IdentityMatch } from '../../protocol/verdict.ts';
import type { DicomSummary } from '../dicom/summary.ts';
import { compareIdentity } from '../identity/compare.ts';
import type { ExpectedPatient } from '../options.ts';
import type { PickedFile } from './picked.ts';

export interface FoundSeries {
  readonly modality?: string;
  readonly bodyPart?: string;
  readonly description?: string;
  readonly images: number;
  /** Numbers that are missing between its first and its last image. */
  readonly missing: number;
}

/** `uid`: its SOP Instance UID; absent where its header names none. */
export interface StudySource extends PickedFile {
  readonly uid?: string;
}

/** Health data: stays on the device and in the referral. */
export interface FoundStudy {
  /** Its UID, or what stands for it where the headers name none. */
  readonly uid: string;
  readonly names: readonly string[];
  readonly birthDate?: string;
  /** Is it the child of the form? */
  readonly identity: IdentityMatch['outcome'];
  readonly date?: string;
  readonly description?: string;
  readonly modalities: readonly string[];
  readonly bodyParts: readonly string[];
  readonly series: readonly FoundSeries[];
  readonly images: number;
  readonly missing: number;
  readonly bytes: number;
  /** Each image once. */
  readonly sources: readonly StudySource[];
  /** The image that shows it best: from the middle of its longest series. */
  readonly cover?: Blob;
}

export interface FoundImage extends PickedFile {
  readonly summary: DicomSummary;
}

export interface Grouped {
  readonly studies: readonly FoundStudy[];
  /** Images that were there twice; one of each is kept. */
  readonly duplicates: number;
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
];

const by = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

/** How many numbers are missing between the lowest and the highest. */
export function gaps(numbers: readonly number[]): number {
  const given = new Set(numbers);
  if (given.size < 2) return 0;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of given) {
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  return high - low + 1 - given.size;
}

function seriesOf(images: readonly FoundImage[]): FoundSeries {
  const [first] = images;
  const { modality, bodyPart, seriesDescription } = first?.summary ?? {};
  const numbers = images.flatMap(({ summary }) => summary.instanceNumber ?? []);
  return {
    ...(modality === undefined ? {} : { modality }),
    ...(bodyPart === undefined ? {} : { bodyPart }),
    ...(seriesDescription === undefined ? {} : { description: seriesDescription }),
    images: images.length,
    missing: gaps(numbers),
  };
}

function studyOf(uid: string, images: readonly FoundImage[], patient: ExpectedPatient): FoundStudy {
  const all = [...by(images, ({ summary }) => summary.seriesUid ?? '').values()].toSorted(
    ([one], [other]) => (one?.summary.seriesNumber ?? 0) - (other?.summary.seriesNumber ?? 0),
  );
  const series = all.map(seriesOf);
  const summaries = images.map(({ summary }) => summary);
  const names = distinct(summaries.flatMap(({ patientNames }) => [...patientNames]));
  const birthDates = distinct(summaries.map(({ patientBirthDate }) => patientBirthDate));
  const [date] = distinct(summaries.map(({ studyDate }) => studyDate));
  const [description] = distinct(summaries.map(({ studyDescription }) => studyDescription));
  const longest = all.toSorted((one, other) => other.length - one.length)[0] ?? [];
  const shown = longest
    .filter(({ summary }) => summary.hasPixels)
    .toSorted((one, other) => (one.summary.instanceNumber ?? 0) - (other.summary.instanceNumber ?? 0));
  const cover = shown[shown.length >> 1]?.file;
  return {
    uid,
    names,
    ...(birthDates[0] === undefined ? {} : { birthDate: birthDates[0] }),
    identity: compareIdentity({ names, birthDates }, patient).outcome,
    ...(date === undefined ? {} : { date }),
    ...(description === undefined ? {} : { description }),
    modalities: distinct(summaries.map(({ modality }) => modality)),
    bodyParts: distinct(summaries.map(({ bodyPart }) => bodyPart)),
    series,
    images: images.length,
    missing: series.reduce((sum, { missing }) => sum + missing, 0),
    bytes: images.reduce((sum, { file }) => sum + file.size, 0),
    sources: images.map(({ path, file, summary: { instanceUid } }) => ({
      path,
      file,
      ...(instanceUid === undefined ? {} : { uid: instanceUid }),
    })),
    ...(cover === undefined ? {} : { cover }),
  };
}

/** Groups what was found; newest study first. An image without an instance UID is never taken for a duplicate. */
export function groupImages(images: readonly FoundImage[], patient: ExpectedPatient): Grouped {
  const seen = new Set<string>();
  const single = images.filter(({ summary, file }) => {
    if (summary.instanceUid === undefined) return true;
    const key = `${summary.instanceUid} ${String(file.size)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  // Without a study UID, images of one person go together; two people never do.
  const groups = by(single, ({ summary: { studyUid, patientNames } }) => studyUid ?? `- ${patientNames.join()}`);
  const studies = [...groups].map(([uid, group]) => studyOf(uid, group, patient));
  return {
    studies: studies.toSorted((one, other) => (other.date ?? '').localeCompare(one.date ?? '')),
    duplicates: images.length - single.length,
  };
}
