/** Studies: sets of DICOM images that go together, and the packs in which their instances travel (protocol.md 5, 12). */
import * as z from 'zod/mini';
import { id, instant, isoDate, sha256Hex } from './scalars.ts';
import { identityAnswer } from './record.ts';

const shortText = z.string().check(z.maxLength(64));

/** One series as its headers describe it. */
export const seriesDescription = z.object({
  modality: z.optional(z.string().check(z.maxLength(16))),
  bodyPart: z.optional(shortText),
  description: z.optional(z.string().check(z.maxLength(200))),
  images: z.int().check(z.positive()),
});
export type SeriesDescription = z.infer<typeof seriesDescription>;

/** What the device says of a study before its bytes. No name and no birth date: those stay on the device. */
export const studyDeclaration = z.object({
  /** Made from the study's own UID: the same study of a referral never makes a second one. */
  clientId: id,
  date: z.optional(isoDate),
  description: z.optional(z.string().check(z.maxLength(200))),
  series: z.array(seriesDescription).check(z.minLength(1), z.maxLength(2000)),
  /** Images that the person gave; `sent` of the view says how many of them are here. */
  images: z.int().check(z.positive()),
  /** Numbers that are missing between the images of a series, over all series. */
  missing: z.optional(z.int().check(z.nonnegative())),
  /** Its headers name somebody else, and this is what the person says to that. */
  identityAnswer: z.optional(identityAnswer),
});
export type StudyDeclaration = z.infer<typeof studyDeclaration>;

/**
 * How far a study has come. `receiving`: images are still to come, or are being looked at; `stored`: every image that
 * was declared is here and is what the device sent; `incomplete`: nothing is under way, and some are not here.
 */
export const studyState = z.enum(['receiving', 'stored', 'incomplete']);
export type StudyState = z.infer<typeof studyState>;

const dicomUid = z.string().check(z.regex(/^[0-9.]{1,64}$/));

/** One instance as a DICOMweb server answered for it (STOW-RS), told by the device (12.7). */
export const stowedInstance = z.object({
  /** SOP Instance UID. */
  uid: dicomUid,
  state: z.enum(['stored', 'rejected']),
  /** Why it was rejected: `unsupported`, `corrupt`, `too-large`, `refused`. */
  reason: z.optional(z.string().check(z.maxLength(64))),
});
export type StowedInstance = z.infer<typeof stowedInstance>;

/** What a DICOMweb server holds of a study since the last time. Saying it again changes nothing. */
export const stowedReport = z.object({
  /** StudyInstanceUID: the intake team finds the study there by it. */
  studyUid: z.optional(dicomUid),
  instances: z.array(stowedInstance).check(z.minLength(1), z.maxLength(1000)),
});
export type StowedReport = z.infer<typeof stowedReport>;

export const studyView = z.object({
  id,
  ...studyDeclaration.shape,
  state: studyState,
  /** StudyInstanceUID of a study that went to a DICOMweb server. */
  studyUid: z.optional(dicomUid),
  /** Images that are here and are, byte for byte, what the device read; or that the DICOMweb server says it holds. */
  stored: z.int(),
  /** Images that came and were refused; `record.instances`, or whoever sent them to a DICOMweb server, says why. */
  refused: z.int(),
  /** Records that carry it (packs, and images too large for one), in order. */
  records: z.array(
    z.object({
      id,
      clientId: id,
      state: z.enum(['receiving', 'received', 'scanning', 'stored', 'rejected']),
      reason: z.optional(z.string()),
    }),
  ),
  createdAt: instant,
});
export type StudyView = z.infer<typeof studyView>;
export const studyList = z.object({ studies: z.array(studyView) });

/** One instance of a pack, as the backend found it. */
export const instanceView = z.object({
  n: z.int(),
  path: z.string(),
  size: z.int(),
  sha256: sha256Hex,
  state: z.enum(['stored', 'rejected']),
  /** `digest-mismatch`, or a reason of `file-rejected`. */
  reason: z.optional(z.string()),
});
export type InstanceView = z.infer<typeof instanceView>;
export const instanceList = z.object({ instances: z.array(instanceView) });
