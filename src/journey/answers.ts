/** Answers by JSON pointer, for elements: the form engine's own functions, under the names that a journey uses. */
export { itemKeys, valueAt as answerAt, withValue as withAnswer } from '../form/pointer.ts';
