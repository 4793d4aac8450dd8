/** Studies in what a person picked: the second door of this folder, for the place where images are given. */
export { drawCover, findStudies, type FindOptions, type FoundStudies } from './find-studies.ts';
export type { FoundSeries, FoundStudy } from './group.ts';
export type { LeftKind, PickedFile } from './picked.ts';
