/** Every locale pack, each behind its own door. Explicit, so that a reader and a bundler can find them by search. */
import type { Pack } from './engine.ts';
import type { Language } from './languages.ts';

/** Packs by the view that needs them. `frame` and `start`: everything until the first step of the form works. */
export const packNames = ['frame', 'start', 'form', 'journey', 'records', 'status'] as const;
export type PackName = (typeof packNames)[number];

type Door = () => Promise<{ readonly default: Pack }>;

const doors: Readonly<Record<Language, Readonly<Record<PackName, Door>>>> = {
  en: {
    frame: () => import('./locales/en/frame.json', { with: { type: 'json' } }),
    start: () => import('./locales/en/start.json', { with: { type: 'json' } }),
    form: () => import('./locales/en/form.json', { with: { type: 'json' } }),
    journey: () => import('./locales/en/journey.json', { with: { type: 'json' } }),
    records: () => import('./locales/en/records.json', { with: { type: 'json' } }),
    status: () => import('./locales/en/status.json', { with: { type: 'json' } }),
  },
  es: {
    frame: () => import('./locales/es/frame.json', { with: { type: 'json' } }),
    start: () => import('./locales/es/start.json', { with: { type: 'json' } }),
    form: () => import('./locales/es/form.json', { with: { type: 'json' } }),
    journey: () => import('./locales/es/journey.json', { with: { type: 'json' } }),
    records: () => import('./locales/es/records.json', { with: { type: 'json' } }),
    status: () => import('./locales/es/status.json', { with: { type: 'json' } }),
  },
  ar: {
    frame: () => import('./locales/ar/frame.json', { with: { type: 'json' } }),
    start: () => import('./locales/ar/start.json', { with: { type: 'json' } }),
    form: () => import('./locales/ar/form.json', { with: { type: 'json' } }),
    journey: () => import('./locales/ar/journey.json', { with: { type: 'json' } }),
    records: () => import('./locales/ar/records.json', { with: { type: 'json' } }),
    status: () => import('./locales/ar/status.json', { with: { type: 'json' } }),
  },
};

/** Loads one pack. Rejects where the chunk cannot be fetched; calling again tries again. */
export const loadPack = async (lang: Language, name: PackName): Promise<Pack> => (await doors[lang][name]()).default;
