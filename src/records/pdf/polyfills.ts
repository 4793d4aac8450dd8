/**
 * What pdf.js takes for granted and phones of the last years lack. Each is defined only where it is missing. They are
 * put in place inside our worker, or, where no worker can start, on the page, never before a PDF is read. Shipping
 * pdf.js's own legacy build instead would cost 40 kB compressed.
 */

type Holder = Record<string, unknown>;

function define(holder: unknown, name: string, value: unknown): void {
  const target = holder as Holder;
  if (target[name] === undefined) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}

interface MapLike {
  has(key: unknown): boolean;
  get(key: unknown): unknown;
  set(key: unknown, value: unknown): unknown;
}

function getOrInsert(this: MapLike, key: unknown, value: unknown): unknown {
  if (!this.has(key)) this.set(key, value);
  return this.get(key);
}

function getOrInsertComputed(this: MapLike, key: unknown, compute: (key: unknown) => unknown): unknown {
  if (!this.has(key)) this.set(key, compute(key));
  return this.get(key);
}

/** Puts them in place; to be called before pdf.js is loaded, because it needs some while it loads. */
export function polyfill(): void {
  for (const one of [Map.prototype, WeakMap.prototype]) {
    define(one, 'getOrInsert', getOrInsert);
    define(one, 'getOrInsertComputed', getOrInsertComputed);
  }

  define(Promise, 'withResolvers', () => {
    let settle = {};
    const promise = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    return { promise, ...settle };
  });
  define(
    Promise,
    'try',
    (run: (...given: unknown[]) => unknown, ...given: unknown[]) => new Promise((resolve) => resolve(run(...given))),
  );

  define(Math, 'sumPrecise', (numbers: Iterable<number>) => {
    let sum = 0;
    for (const one of numbers) sum += one;
    return sum;
  });

  define(URL, 'parse', (url: string, base?: string) => {
    try {
      return new URL(url, base);
    } catch {
      return null;
    }
  });

  define(AbortSignal, 'any', (signals: Iterable<AbortSignal>) => {
    const controller = new AbortController();
    for (const signal of signals) {
      if (signal.aborted) controller.abort(signal.reason);
      else
        signal.addEventListener('abort', () => controller.abort(signal.reason), {
          once: true,
          signal: controller.signal,
        });
    }
    return controller.signal;
  });

  define(Uint8Array.prototype, 'toHex', function toHex(this: Uint8Array): string {
    return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
  define(Uint8Array.prototype, 'toBase64', function toBase64(this: Uint8Array): string {
    let text = '';
    for (const byte of this) text += String.fromCharCode(byte);
    return btoa(text);
  });
  define(Uint8Array, 'fromBase64', (text: string) =>
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
  );

  define(
    ArrayBuffer.prototype,
    'transferToFixedLength',
    function transferToFixedLength(this: ArrayBuffer, length?: number): ArrayBuffer {
      return this.slice(0, length ?? this.byteLength);
    },
  );

  define(Array.prototype, 'findLast', function findLast<
    T,
  >(this: T[], test: (value: T, index: number, all: T[]) => boolean): T | undefined {
    for (let at = this.length - 1; at >= 0; at -= 1) if (test(this[at] as T, at, this)) return this[at];
    return undefined;
  });

  define(Set.prototype, 'intersection', function intersection(this: Set<unknown>, other: Set<unknown>): Set<unknown> {
    return new Set([...this].filter((value) => other.has(value)));
  });

  /** `map.values().map(…)` and its like, on the prototype that all built-in iterators share. */
  const iterators = Object.getPrototypeOf(Object.getPrototypeOf([].values())) as object;
  define(
    globalThis,
    'Iterator',
    Object.assign(() => undefined, { prototype: iterators }),
  );
  define(iterators, 'map', function* map(this: Iterator<unknown>, change: (value: unknown) => unknown) {
    for (let step = this.next(); !step.done; step = this.next()) yield change(step.value);
  });
  define(iterators, 'filter', function* filter(this: Iterator<unknown>, test: (value: unknown) => boolean) {
    for (let step = this.next(); !step.done; step = this.next()) if (test(step.value)) yield step.value;
  });
  define(iterators, 'toArray', function toArray(this: Iterator<unknown>): unknown[] {
    const all: unknown[] = [];
    for (let step = this.next(); !step.done; step = this.next()) all.push(step.value);
    return all;
  });
  define(iterators, 'some', function some(this: Iterator<unknown>, test: (value: unknown) => boolean): boolean {
    for (let step = this.next(); !step.done; step = this.next()) if (test(step.value)) return true;
    return false;
  });
  define(iterators, 'find', function find(this: Iterator<unknown>, test: (value: unknown) => boolean): unknown {
    for (let step = this.next(); !step.done; step = this.next()) if (test(step.value)) return step.value;
    return undefined;
  });
}
