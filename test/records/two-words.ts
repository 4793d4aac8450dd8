/** A language of two words, for tests of what is looked at on a page: they are not about languages. */

/** Hears the more frequent of two words. */
export const majority = (text: string): number => {
  const english = text.match(/aaaa/gu)?.length ?? 0;
  return english > (text.match(/oooo/gu)?.length ?? 0) ? 0.98 : 0.02;
};

export const words = (word: string, count: number): string => `${word} `.repeat(count).trim();
/** A line with 44 letters, in 54 characters. */
export const line = (word: string): string => words(word, 11);
export const lines = (word: string, count: number): string =>
  Array.from({ length: count }, () => line(word)).join('\n');
/** One piece: a line as long as a piece is. */
export const piece = (word: string): string => words(word, 58);
/** The one word of another script. */
export const arabic = 'تمتم';
