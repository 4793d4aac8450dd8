import { describe, expect, it } from 'vitest';
import { chunksOf, linesOf } from '../../../src/records/text/chunk.ts';

const cut = (text: string, length: number): string[] =>
  chunksOf(text, linesOf(text), length).map(({ start, end, text: piece }) => {
    expect(piece).toBe(text.slice(start, end));
    return piece;
  });

describe('lines', () => {
  it('are those with something in them, at their places', () => {
    expect(linesOf('one\n\n  \ntwo')).toEqual([
      { start: 0, end: 3, text: 'one' },
      { start: 8, end: 11, text: 'two' },
    ]);
    expect(linesOf(' \n')).toEqual([]);
  });
});

describe('pieces', () => {
  it('end with the line that makes them long enough', () => {
    expect(cut('aaaa\nbbbb\ncccc\ndddd', 9)).toEqual(['aaaa\nbbbb', 'cccc\ndddd']);
    expect(cut('aaaa\nbbbb\ncccc\ndddd', 10)).toEqual(['aaaa\nbbbb\ncccc\ndddd']);
  });

  it('of a long line end at its last space before the length, and the rest of the line goes on', () => {
    expect(cut('aaaaaa bbb cccccc dddd', 12)).toEqual(['aaaaaa bbb', ' cccccc dddd']);
  });

  it('leave a line whole that is no more than half as long again', () => {
    expect(cut('aaaaaaa bbbbbbb', 10)).toEqual(['aaaaaaa bbbbbbb']);
    expect(cut('aaaaaaa bbbbbbbb', 10)).toEqual(['aaaaaaa', ' bbbbbbbb']);
  });

  it('cut a line without a space in its second half where the length ends', () => {
    expect(cut('aaaaa bbbbbbbbbbbbbbbbbb', 10)).toEqual(['aaaaa bbbb', 'bbbbbbbbbbbbbb']);
    expect(cut('aaaaaa bbbbbbbbbbbbbbbbb', 10)).toEqual(['aaaaaa', ' bbbbbbbbb', 'bbbbbbbb']);
  });

  it('join a last one to the one before where it is too short to judge', () => {
    expect(cut('aaaaaaaaaa\nbbbb', 10)).toEqual(['aaaaaaaaaa\nbbbb']);
    expect(cut('aaaaaaaaaa\nbbbbb', 10)).toEqual(['aaaaaaaaaa', 'bbbbb']);
    expect(cut('bbbb', 10)).toEqual(['bbbb']);
    expect(cut('aaaaaaaaaa\nbbbbbbbbbb\ncc', 10)).toEqual(['aaaaaaaaaa', 'bbbbbbbbbb\ncc']);
  });

  it('are none of nothing', () => {
    expect(cut('', 10)).toEqual([]);
  });
});
