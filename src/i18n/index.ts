/** Words, formats and languages of the elements. */
export { createFormats, type DayStyle, type Formats } from './formats.ts';
export { chooseLanguage, type Direction, directionOf, type Language, languages, shippedLanguage } from './languages.ts';
export { type PackName, packNames } from './load.ts';
export { createWords, type WordParams, type Words, type WordsOptions } from './words.ts';
