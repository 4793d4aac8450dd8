/**
 * The one file that imports i18next. Our own instance, silent, synchronous, with flat keys: nothing here touches the
 * page's i18next, should it have one.
 */
import { createInstance, type FormatterModule, type LoggerModule } from 'i18next';
import type { Engine } from './first-engine.ts';

const NAMESPACE = 'rso';
const silence: LoggerModule = { type: 'logger', log() {}, warn() {}, error() {} };

/** @param format turns each placeholder's value into the reader's script: digits, isolation of mixed directions. */
export function createEngine(format: (value: unknown) => string): Engine {
  const formatter: FormatterModule = {
    type: 'formatter',
    init() {},
    add() {},
    addCached() {},
    format: (value: unknown) => format(value),
  };
  const instance = createInstance();
  instance
    .use(silence)
    .use(formatter)
    // The promise is for back ends that load; ours has none and is ready at once (`initAsync: false`).
    .init({
      lng: 'en',
      fallbackLng: false,
      ns: [NAMESPACE],
      defaultNS: NAMESPACE,
      keySeparator: false,
      nsSeparator: false,
      initAsync: false,
      resources: {},
      // Lit's text bindings escape.
      interpolation: { escapeValue: false, alwaysFormat: true, skipOnVariables: true },
    })
    .catch(() => undefined);
  return {
    add: (lang, pack) => instance.addResourceBundle(lang, NAMESPACE, pack, false, true),
    has: (lang, key, params) => instance.exists(key, { ...params, lng: lang }),
    say: (lang, key, params) => instance.t(key, { ...params, lng: lang }),
  };
}
