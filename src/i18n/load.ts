/** Every locale pack, each behind its own door. Explicit, so that a reader and a bundler can find them by search. */
import type { Engine } from './first-engine.ts';
import type { Language } from './languages.ts';
import type { Pack } from './pack.ts';

/** Packs by the view that needs them. `frame` and `start`: everything until the first step of the form works. */
export const packNames = ['frame', 'start', 'form', 'shared', 'journey', 'records', 'ways', 'aside', 'status'] as const;
export type PackName = (typeof packNames)[number];

type Door = () => Promise<{ readonly default: Pack }>;

const doors: Readonly<Record<Language, Readonly<Record<PackName, Door>>>> = {
  en: {
    frame: () => import('./locales/en/frame.json'),
    start: () => import('./locales/en/start.json'),
    form: () => import('./locales/en/form.json'),
    shared: () => import('./locales/en/shared.json'),
    journey: () => import('./locales/en/journey.json'),
    records: () => import('./locales/en/records.json'),
    ways: () => import('./locales/en/ways.json'),
    aside: () => import('./locales/en/aside.json'),
    status: () => import('./locales/en/status.json'),
  },
  es: {
    frame: () => import('./locales/es/frame.json'),
    start: () => import('./locales/es/start.json'),
    form: () => import('./locales/es/form.json'),
    shared: () => import('./locales/es/shared.json'),
    journey: () => import('./locales/es/journey.json'),
    records: () => import('./locales/es/records.json'),
    ways: () => import('./locales/es/ways.json'),
    aside: () => import('./locales/es/aside.json'),
    status: () => import('./locales/es/status.json'),
  },
  ar: {
    frame: () => import('./locales/ar/frame.json'),
    start: () => import('./locales/ar/start.json'),
    form: () => import('./locales/ar/form.json'),
    shared: () => import('./locales/ar/shared.json'),
    journey: () => import('./locales/ar/journey.json'),
    records: () => import('./locales/ar/records.json'),
    ways: () => import('./locales/ar/ways.json'),
    aside: () => import('./locales/ar/aside.json'),
    status: () => import('./locales/ar/status.json'),
  },
  fr: {
    frame: () => import('./locales/fr/frame.json'),
    start: () => import('./locales/fr/start.json'),
    form: () => import('./locales/fr/form.json'),
    shared: () => import('./locales/fr/shared.json'),
    journey: () => import('./locales/fr/journey.json'),
    records: () => import('./locales/fr/records.json'),
    ways: () => import('./locales/fr/ways.json'),
    aside: () => import('./locales/fr/aside.json'),
    status: () => import('./locales/fr/status.json'),
  },
  pt: {
    frame: () => import('./locales/pt/frame.json'),
    start: () => import('./locales/pt/start.json'),
    form: () => import('./locales/pt/form.json'),
    shared: () => import('./locales/pt/shared.json'),
    journey: () => import('./locales/pt/journey.json'),
    records: () => import('./locales/pt/records.json'),
    ways: () => import('./locales/pt/ways.json'),
    aside: () => import('./locales/pt/aside.json'),
    status: () => import('./locales/pt/status.json'),
  },
  'zh-Hans': {
    frame: () => import('./locales/zh-Hans/frame.json'),
    start: () => import('./locales/zh-Hans/start.json'),
    form: () => import('./locales/zh-Hans/form.json'),
    shared: () => import('./locales/zh-Hans/shared.json'),
    journey: () => import('./locales/zh-Hans/journey.json'),
    records: () => import('./locales/zh-Hans/records.json'),
    ways: () => import('./locales/zh-Hans/ways.json'),
    aside: () => import('./locales/zh-Hans/aside.json'),
    status: () => import('./locales/zh-Hans/status.json'),
  },
  ru: {
    frame: () => import('./locales/ru/frame.json'),
    start: () => import('./locales/ru/start.json'),
    form: () => import('./locales/ru/form.json'),
    shared: () => import('./locales/ru/shared.json'),
    journey: () => import('./locales/ru/journey.json'),
    records: () => import('./locales/ru/records.json'),
    ways: () => import('./locales/ru/ways.json'),
    aside: () => import('./locales/ru/aside.json'),
    status: () => import('./locales/ru/status.json'),
  },
  tr: {
    frame: () => import('./locales/tr/frame.json'),
    start: () => import('./locales/tr/start.json'),
    form: () => import('./locales/tr/form.json'),
    shared: () => import('./locales/tr/shared.json'),
    journey: () => import('./locales/tr/journey.json'),
    records: () => import('./locales/tr/records.json'),
    ways: () => import('./locales/tr/ways.json'),
    aside: () => import('./locales/tr/aside.json'),
    status: () => import('./locales/tr/status.json'),
  },
  vi: {
    frame: () => import('./locales/vi/frame.json'),
    start: () => import('./locales/vi/start.json'),
    form: () => import('./locales/vi/form.json'),
    shared: () => import('./locales/vi/shared.json'),
    journey: () => import('./locales/vi/journey.json'),
    records: () => import('./locales/vi/records.json'),
    ways: () => import('./locales/vi/ways.json'),
    aside: () => import('./locales/vi/aside.json'),
    status: () => import('./locales/vi/status.json'),
  },
  hi: {
    frame: () => import('./locales/hi/frame.json'),
    start: () => import('./locales/hi/start.json'),
    form: () => import('./locales/hi/form.json'),
    shared: () => import('./locales/hi/shared.json'),
    journey: () => import('./locales/hi/journey.json'),
    records: () => import('./locales/hi/records.json'),
    ways: () => import('./locales/hi/ways.json'),
    aside: () => import('./locales/hi/aside.json'),
    status: () => import('./locales/hi/status.json'),
  },
  ur: {
    frame: () => import('./locales/ur/frame.json'),
    start: () => import('./locales/ur/start.json'),
    form: () => import('./locales/ur/form.json'),
    shared: () => import('./locales/ur/shared.json'),
    journey: () => import('./locales/ur/journey.json'),
    records: () => import('./locales/ur/records.json'),
    ways: () => import('./locales/ur/ways.json'),
    aside: () => import('./locales/ur/aside.json'),
    status: () => import('./locales/ur/status.json'),
  },
  fa: {
    frame: () => import('./locales/fa/frame.json'),
    start: () => import('./locales/fa/start.json'),
    form: () => import('./locales/fa/form.json'),
    shared: () => import('./locales/fa/shared.json'),
    journey: () => import('./locales/fa/journey.json'),
    records: () => import('./locales/fa/records.json'),
    ways: () => import('./locales/fa/ways.json'),
    aside: () => import('./locales/fa/aside.json'),
    status: () => import('./locales/fa/status.json'),
  },
};

/** Loads one pack. Rejects where the chunk cannot be fetched; calling again tries again. */
export const loadPack = async (lang: Language, name: PackName): Promise<Pack> => (await doors[lang][name]()).default;

/** i18next, once the first view stands. Rejects where the chunk cannot be fetched; calling again tries again. */
export const loadEngine = async (format: (value: unknown) => string): Promise<Engine> =>
  (await import('./engine.ts')).createEngine(format);
