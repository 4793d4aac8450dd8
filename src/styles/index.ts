/** Tokens and styles of the elements; adopted style sheets only, so that a strict content policy holds. */
export { buttons } from './buttons.ts';
export { controls } from './controls.ts';
export { host } from './host.ts';
export { journey } from './journey.ts';
export { programThemeSheet } from './program-theme.ts';
export { type TokenName, tokenNames, tokens } from './tokens.ts';
