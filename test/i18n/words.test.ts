import { describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../src/i18n/engine.ts';
import { createFirstEngine } from '../../src/i18n/first-engine.ts';
import {
  chooseLanguage,
  createFormats,
  createWords,
  directionOf,
  type Language,
  languages,
  packNames,
  shippedLanguage,
} from '../../src/i18n/index.ts';
import { loadPack } from '../../src/i18n/load.ts';
import type { Pack } from '../../src/i18n/pack.ts';

const en: Pack = {
  hello: 'Hello {{name}}.',
  pages_one: '{{count}} page',
  pages_other: '{{count}} pages',
  only: 'Only in English',
};
const ar: Pack = {
  hello: 'أهلًا {{name}}.',
  pages_zero: 'لا صفحات',
  pages_one: 'صفحة واحدة',
  pages_two: 'صفحتان',
  pages_few: '{{count}} صفحات',
  pages_many: '{{count}} صفحةً',
  pages_other: '{{count}} صفحة',
};
const packs: Readonly<Record<string, Pack>> = { en, ar };
const wordsIn = (lang: 'en' | 'ar', more: Partial<Parameters<typeof createWords>[0]> = {}) =>
  createWords({ lang, preferences: [], loadPack: (language) => Promise.resolve(packs[language] ?? {}), ...more });

describe('words', () => {
  it('count in all six forms of Arabic, in Arabic digits', async () => {
    const words = wordsIn('ar');
    await words.load('frame');
    expect([0, 1, 2, 3, 11, 100].map((count) => words.t('pages', { count }))).toEqual([
      'لا صفحات',
      'صفحة واحدة',
      'صفحتان',
      '٣ صفحات',
      '١١ صفحةً',
      '١٠٠ صفحة',
    ]);
    expect(words.dir).toBe('rtl');
  });

  it('isolate a name of the other direction, and no other', async () => {
    const [english, arabic] = [wordsIn('en'), wordsIn('ar')];
    await Promise.all([english.load('frame'), arabic.load('frame')]);
    expect(english.t('hello', { name: 'ليلى' })).toBe('Hello \u2068ليلى\u2069.');
    expect(english.t('hello', { name: 'Layla' })).toBe('Hello Layla.');
    expect(arabic.t('hello', { name: 'Layla' })).toBe('أهلًا \u2068Layla\u2069.');
  });

  it('let the program say it in its own way, key by key', async () => {
    const words = wordsIn('en', { copy: { en: { only: 'Ours' } } });
    await words.load('frame');
    expect(words.t('only')).toBe('Ours');
    expect(words.t('pages', { count: 1 })).toBe('1 page');
  });

  it('say English where a word is missing, tell it once, and never show a key', async () => {
    const onMissing = vi.fn();
    const onChange = vi.fn();
    const words = wordsIn('ar', { onMissing, onChange });
    await words.load('frame');
    expect(words.t('only')).toBe('');
    words.t('only');
    await vi.waitFor(() => expect(onChange).toHaveBeenCalled());
    expect(words.t('only')).toBe('Only in English');
    expect(words.t('nowhere')).toBe('');
    expect(onMissing.mock.calls).toEqual([['only'], ['nowhere']]);
  });

  it('take what stands in a placeholder as text: nothing in it is a placeholder again', async () => {
    const words = wordsIn('en');
    await words.load('frame');
    expect(words.t('hello', { name: '{{count}} $t(only) <b>' })).toBe('Hello {{count}} $t(only) <b>.');
  });

  it('can be loaded again after a pack could not be fetched', async () => {
    let online = false;
    const words = wordsIn('en', {
      loadPack: () => (online ? Promise.resolve(en) : Promise.reject(new Error('offline'))),
    });
    await expect(words.load('frame')).rejects.toThrow();
    expect(words.ready('frame')).toBe(false);
    online = true;
    await words.load('frame');
    expect(words.t('only')).toBe('Only in English');
  });
});

describe('both voices', () => {
  it.each(Object.keys(languages) as Language[])('say the same of everything in %s', async (lang) => {
    const format = (value: unknown) => `<${String(value)}>`;
    const [first, whole] = [createFirstEngine(format), createEngine(format)];
    for (const name of packNames) {
      const pack = await loadPack(lang, name);
      for (const engine of [first, whole]) engine.add(lang, pack);
      for (const key of Object.keys(pack)) {
        const base = key.replace(/_(zero|one|two|few|many|other)$/u, '');
        const names = [...(pack[key] ?? '').matchAll(/\{\{(\w+)\}\}/gu)].map(([, each]) => [each ?? '', 'x'] as const);
        for (const count of [0, 1, 2, 5, 11, 100, 1_000_000]) {
          const params = base === key ? Object.fromEntries(names) : { ...Object.fromEntries(names), count };
          expect([key, first.has(lang, base, params), first.say(lang, base, params)]).toEqual([
            key,
            whole.has(lang, base, params),
            whole.has(lang, base, params) ? whole.say(lang, base, params) : '',
          ]);
        }
      }
    }
  });

  it('change places in a quiet moment, and nobody hears it', async () => {
    const idle: (() => void)[] = [];
    const words = wordsIn('ar', { whenIdle: (task) => idle.push(task) });
    await words.load('frame');
    const before = words.t('pages', { count: 3 });
    for (const task of idle) task();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(words.t('pages', { count: 3 })).toBe(before);
    await words.load('start');
    expect(words.t('hello', { name: 'Layla' })).toContain('Layla');
  });
});

describe('formats', () => {
  it('write money so that nobody takes it for another country’s', () => {
    expect(createFormats('en', ['en-US']).money(135_000, 'USD')).toBe('\u2068US$\u20691,350');
    expect(createFormats('ar', ['ar-AE']).money(135_000, 'USD')).toContain('\u2068US$\u2069');
    expect(createFormats('en', ['en-GB']).money(135_050, 'EUR')).toBe('€1,350.50');
    expect(createFormats('en').money(1_350, 'JPY')).toContain('1,350');
  });

  it('write both ends of a window with their weekday, in the reader’s language', () => {
    expect(createFormats('en', ['en-GB']).day('2026-12-02')).toBe('Wednesday 2 December');
    expect(createFormats('es').day('2026-12-07')).toBe('lunes, 7 de diciembre');
    expect(createFormats('ar').day('2026-12-07')).toMatch(/^الاثنين.*٧ ديسمبر/u);
  });

  it('write partial dates with what they have, and keep what is none', () => {
    const { day } = createFormats('en', ['en-GB']);
    expect([day('2018', 'long'), day('2018-06', 'long'), day('2018-06-14', 'long'), day('2031--14', 'long')]).toEqual([
      '2018',
      'June 2018',
      '14 June 2018',
      '2031--14',
    ]);
  });

  it('show the reader’s own calendar beside the Gregorian one, only where it is another', () => {
    expect(createFormats('ar', ['ar-SA']).ownCalendar('2018-05-14')).toMatch(/١٤٣٩|1439/u);
    expect(createFormats('en', ['en-GB']).ownCalendar('2018-05-14')).toBeNull();
  });

  it('set the reader’s own calendar beside every day that is written out', () => {
    const { day, date } = createFormats('fa');
    expect(day('2026-12-02')).toBe('چهارشنبه ۲ دسامبر (۱۱ آذر)');
    expect(day('2026-12-02', 'long')).toBe('۲ دسامبر ۲۰۲۶ (۱۱ آذر ۱۴۰۵)');
    expect(date('2026-12-02T20:00:00Z', 'weekday', 'Asia/Tehran')).toBe('چهارشنبه ۲ دسامبر (۱۱ آذر)');
    expect([day('2026-12-02', 'short'), day('2018-06', 'long')]).toEqual(['چهارشنبه ۲ دسامبر', 'ژوئن ۲۰۱۸']);
    expect(createFormats('ur').day('2026-12-02', 'long')).toBe('2 دسمبر، 2026');
  });

  it('keep an hour and a price together in a line from right to left, and name bytes in its letters', () => {
    const { time, money, bytes } = createFormats('ur');
    expect(time('2026-11-20T15:00:00Z', 'UTC')).toBe('\u20683:00 PM\u2069');
    expect(money(100_000, 'USD')).toBe('\u2068\u2068US$\u20691,000\u2069');
    expect([bytes(3_100_000), createFormats('fa').bytes(3_100_000)]).toEqual([
      expect.not.stringMatching(/\p{Script=Latin}/u),
      '۳٫۱ مگابایت',
    ]);
    expect(createFormats('en', ['en-US']).time('2026-11-20T15:00:00Z', 'UTC')).toMatch(/^3:00.PM$/u);
  });

  it('name places and languages, and fall back to the code', () => {
    const { region, language } = createFormats('es');
    expect([region('AE'), language('en'), region('??')]).toEqual(['Emiratos Árabes Unidos', 'inglés', '??']);
  });

  it('write bytes and time left in round numbers', () => {
    const { bytes, duration } = createFormats('en', ['en-GB']);
    expect([bytes(0), bytes(3_100_000), bytes(5_368_709_120)]).toEqual(['0 byte', '3.1 MB', '5.4 GB']);
    expect([duration(4), duration(61), duration(7200)]).toEqual(['10 seconds', '2 minutes', '2 hours']);
  });
});

describe('languages', () => {
  it('are found by their nearest tag', () => {
    expect([
      shippedLanguage('es-MX'),
      shippedLanguage('AR'),
      shippedLanguage('xx'),
      shippedLanguage('e'.repeat(40)),
      shippedLanguage('not a tag'),
    ]).toEqual(['es', 'ar', null, null, null]);
    expect(chooseLanguage([null, 'de', 'ar-AE'])).toBe('ar');
    expect(chooseLanguage([])).toBe('en');
  });

  it('know their direction, shipped or not', () => {
    expect(['ar', 'fa-IR', 'en', 'arn', 'he'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr', 'rtl']);
  });
});
