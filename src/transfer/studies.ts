/** Studies in packs: the second door of this folder, for the step on which studies are given. */
export type { Pack, Unreadable } from './pack/build.ts';
export { planPacks, type PackPlan, type PackSource } from './pack/plan.ts';
export { sendStudy, type StudyOptions, type StudyOutcome } from './pack/send-study.ts';
