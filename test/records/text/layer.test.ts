import { describe, expect, it } from 'vitest';
import { isBrokenLayer } from '../../../src/records/text/layer.ts';
import { countScripts, type ScriptCount } from '../../../src/records/text/script.ts';

const none = countScripts('');
const counted = (some: Partial<ScriptCount>): ScriptCount => ({ ...none, visible: 100, ...some });

describe('a text layer is not believed', () => {
  it.each<[string, Partial<ScriptCount>, boolean]>([
    ['it has characters that stand for nothing: 7 of 100', { broken: 7 }, true],
    ['but 6 of 100 are let pass', { broken: 6 }, false],
    ['nothing at all is not broken', { visible: 0, broken: 0 }, false],
    ['words mix alphabets: 4 of 10', { longWords: 10, mixedWords: 4 }, true],
    ['but 3 of 10 are let pass', { longWords: 10, mixedWords: 3 }, false],
    ['and of 7 words all', { longWords: 7, mixedWords: 7 }, false],
    ['of 8 words three', { longWords: 8, mixedWords: 3 }, true],
    ['nothing stands between the words', { latin: 80, words: 3 }, true],
    ['not even one word ends', { latin: 80, words: 0 }, true],
    ['but a heading may be one long word', { latin: 79, words: 1 }, false],
    ['24 letters a word are let pass', { latin: 96, words: 4 }, false],
    ['25 are not', { latin: 100, words: 4 }, true],
    ['as many letters of another script change nothing', { latin: 100, other: 100, words: 4 }, true],
    ['but more of them do: those may be written without spaces', { latin: 100, other: 101, words: 4 }, false],
  ])('%s', (_, some, broken) => {
    expect(isBrokenLayer(counted(some))).toBe(broken);
  });
});
