/** Doors of the session: what no first view needs. Each may fail with the network; calling again tries again. */

/** Everything that happens after the first field works. */
export const loadEffects = () => import('./effects/all.ts');

/** Reading records and carrying them: on the step before they are needed. */
export const loadRecords = () => import('../records/index.ts');
/** Pictures of a record's pages, asked for by who looks at them. */
export const loadPagePictures = () => import('./page-pictures.ts');
/** Showing a record's pages and making a copy without some of them. */
export const loadRecordPages = () => import('../records/pages/pages.ts');
export const loadTransfer = () => import('../transfer/index.ts');

/** Studies of images: only where the intake team has opened their transfer. */
export const loadStudyReading = () => import('../records/study/index.ts');
export const loadStudyTransfer = () => import('../transfer/studies.ts');
/** Where they go to the program's own archive. */
export const loadStowing = () => import('./study-stowing.ts');

/** Looking a backend up where a page names its origin alone. */
export const loadDiscovery = () => import('../client/discovery.ts');
