/** What may be done about a record that is not in English, or not for certain: the rule that both sides go by. */
import { describe, expect, it } from 'vitest';
import {
  languageSettled,
  openPages,
  type LanguageFacts,
  type TranslationFacts,
} from '../../src/protocol/language-settled.ts';
import { verdict } from '../fixtures/records-items.ts';

const record = (code: string, more: Partial<LanguageFacts> = {}): LanguageFacts => ({
  verdict: verdict(code),
  ...more,
});
/** A translation in English with the translator's statement, of these pages. */
const translation = (pages: readonly number[], more: Partial<TranslationFacts> = {}): TranslationFacts => ({
  verdict: verdict('e2'),
  translation: { translatorType: 'certified', faithful: true, pages: pages.map((page) => ({ page, on: 1 })) },
  ...more,
});
/** What a client of another make may send, whatever its types say. */
const unfaithful = { translatorType: 'certified', faithful: false, pages: [{ page: 1, on: 1 }] } as never;
const brokenOff = (code: string) => ({ verdict: { ...verdict(code), reason: 'time-limit' as const } });
const override = { reason: 'a stamp' };

describe('under block, a record', () => {
  it.each<[string, LanguageFacts, readonly TranslationFacts[], boolean]>([
    ['that nobody has read yet waits', {}, [], false],
    ['that nobody has read yet waits, whatever the person says', { attested: true }, [], false],
    ['in English goes', record('e3'), [], true],
    ['that was refused waits', record('e1s1'), [], false],
    ['that was refused waits, whatever the person says', record('e1s1', { attested: true }), [], false],
    ['that was refused goes with a reason for a human', record('e1s1', { override }), [], true],
    ['that nobody has read goes with a reason for a human', { override }, [], true],
    ['that could not be read waits', record('e1u1'), [], false],
    ['that could not be read goes on the person’s word', record('e1u1', { attested: true }), [], true],
    ['that is half in English goes on the person’s word', record('m1', { attested: true }), [], true],
    ['of pictures waits', record('i2'), [], false],
    ['of pictures goes on the person’s word', record('i2', { attested: true }), [], true],
    ['without a page waits', record(''), [], false],
    ['without a page goes on the person’s word', record('', { attested: true }), [], true],
    [
      'that was refused without a page is not saved by a word',
      { verdict: { ...verdict(''), verdict: 'refused' }, attested: true },
      [],
      false,
    ],
  ])('%s', (_, facts, translations, settled) => {
    expect(languageSettled(facts, 'block', translations)).toBe(settled);
  });
});

describe('under block, a refused record with a translation', () => {
  it.each<[string, LanguageFacts, readonly TranslationFacts[], boolean]>([
    ['of every page goes', record('s2'), [translation([1, 2])], true],
    ['of the pages in another language goes', record('e1s1e1'), [translation([2])], true],
    ['of one of two waits', record('s2'), [translation([2])], false],
    ['of one of two waits, whatever the person says', record('s2', { attested: true }), [translation([2])], false],
    ['of each page in two records goes', record('s2'), [translation([2]), translation([1])], true],
    ['that names no page waits', record('s1'), [translation([])], false],
    ['of another page waits', record('s1'), [translation([2])], false],
    ['without the statement waits', record('s1'), [translation([1], { translation: unfaithful })], false],
    ['that is only meant to be one waits', record('s1'), [{ verdict: verdict('e1') }], false],
    ['that nobody has read yet waits', record('s1'), [translation([1], { verdict: undefined } as never)], false],
    ['that is not in English itself waits', record('s1'), [translation([1], { verdict: verdict('s1') })], false],
    ['that could not be read waits', record('s1'), [translation([1], { verdict: verdict('u1') })], false],
    [
      'that could not be read and for which the person gave a word goes',
      record('s1'),
      [translation([1], { verdict: verdict('u1'), attested: true })],
      true,
    ],
    [
      'that was refused for a wrong reason goes',
      record('s1'),
      [translation([1], { verdict: verdict('s1'), override })],
      true,
    ],
    ['and an uncertain page that it does not cover waits', record('s1m1'), [translation([1])], false],
    [
      'and an uncertain page that it does not cover goes on the person’s word',
      record('s1m1', { attested: true }),
      [translation([1])],
      true,
    ],
    ['and an unreadable page that it covers too goes', record('s1u1'), [translation([1, 2])], true],
    ['and a picture beside it goes', record('s1i1'), [translation([1])], true],
    ['whose reading broke off waits: nobody knows of the pages after it', brokenOff('s1'), [translation([1])], false],
    [
      'whose reading broke off goes on the person’s word',
      { ...brokenOff('s1'), attested: true },
      [translation([1])],
      true,
    ],
    ['of nothing but pictures is not settled by one', record('i1'), [translation([1])], false],
  ])('%s', (_, facts, translations, settled) => {
    expect(languageSettled(facts, 'block', translations)).toBe(settled);
  });
});

describe('where the program only warns, or does not ask', () => {
  it.each(['warn', 'off'] as const)('%s: every record goes', (policy) => {
    for (const facts of [{}, record('e1'), record('s1'), record('u1'), record('')])
      expect(languageSettled(facts, policy)).toBe(true);
  });

  it('a translation counts as it stands', () => {
    expect(openPages(record('s1'), 'warn', [translation([1], { verdict: verdict('s1') })])).toEqual([]);
    expect(openPages(record('s1'), 'warn', [translation([1], { translation: unfaithful })])).toHaveLength(1);
  });
});

describe('the pages that still ask something of the person', () => {
  const open = (facts: LanguageFacts, ...translations: readonly TranslationFacts[]) =>
    openPages(facts, 'block', translations).map(({ page }) => page);

  it('are those in another language, mixed or unreadable: pictures and English are not', () => {
    expect(open(record('e1s1m1u1i1e1'))).toEqual([2, 3, 4]);
    expect(open({ verdict: { ...verdict('s1'), pages: [{ ...verdict('s1').pages[0]!, verdict: 'blank' }] } })).toEqual(
      [],
    );
  });

  it('are fewer by those that a translation covers, and none of a record that nobody has read', () => {
    expect(open(record('e1s2'), translation([3]))).toEqual([2]);
    expect(open(record('e1s2'), translation([3], { verdict: verdict('m1') }))).toEqual([2, 3]);
    expect(open({})).toEqual([]);
    expect(open({}, translation([1]))).toEqual([]);
  });
});
