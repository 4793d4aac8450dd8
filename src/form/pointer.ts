/** Answers by JSON pointer: the wire's own, under the form's name. */
export * from '../protocol/pointer.ts';
