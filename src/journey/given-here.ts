/** Are images of this mode given on our own page: sent to the backend, or straight to the program's image archive? */
export const isGivenHere = (mode: string | undefined): boolean => mode === 'tus' || mode === 'stow-rs';
