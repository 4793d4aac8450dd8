/** The door to open lists. It may fail with the network; calling again tries again. */
export const loadChoosing = () => import('./choosing.ts');
