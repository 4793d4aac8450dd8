import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProblemError, UnreachableError } from '../../src/client/errors.ts';
import { pauseByTimer } from '../../src/client/pause.ts';
import { carriedOf } from '../../src/session/carrier.ts';
import { reprSha256 } from '../../src/session/effects/report.ts';
import { isAllowedRedirect } from '../../src/journey/allowed-redirect.ts';
import { environmentOf, type TabStorage } from '../../src/session/environment.ts';
import { createKeeper } from '../../src/session/keeper.ts';
import { mergeAnswers } from '../../src/session/merge.ts';
import { opened, problemIn } from '../../src/session/problems.ts';
import { expectedPatient } from '../../src/session/record-checks.ts';
import { declarationOf, fileRefusal, maySend, sentVerdict, shownName } from '../../src/session/record-files.ts';
import { createWorker } from '../../src/session/work.ts';
import { initialJourney } from '../../src/journey/initial.ts';
import type { Work } from '../../src/journey/state.ts';
import { applyMergePatch, diffMergePatch, type JsonObject, sameJson } from '../../src/protocol/merge-patch.ts';
import type { Program } from '../../src/protocol/program.ts';
import { after, begun, capability, definition, program, recordItem, verdictOf } from '../journey/samples.ts';

const held = {
  id: 'referral-0001',
  reference: 'RSO-7K4M-29QN',
  capability: { ...capability, scopes: [...capability.scopes] },
};
const mapStorage = (map = new Map<string, string>()): TabStorage & { readonly map: Map<string, string> } => ({
  map,
  getItem: (key) => map.get(key) ?? null,
  setItem: (key, value) => void map.set(key, value),
  removeItem: (key) => void map.delete(key),
});

describe('the tab', () => {
  it('keeps nothing before the program says so, and everything from then on', () => {
    const storage = mapStorage();
    const keeper = createKeeper(storage);
    keeper.hold(held);
    expect(storage.map.size).toBe(0);
    expect(keeper.useTab('p')).toEqual(held);
    expect(createKeeper(storage).useTab('p')).toEqual(held);
    keeper.forget();
    expect(storage.map.size).toBe(0);
    expect(keeper.held()).toBeNull();
  });

  it('keeps each program apart, and leaves another referral where it is', () => {
    const storage = mapStorage();
    const keeper = createKeeper(storage);
    keeper.useTab('p');
    keeper.hold(held);
    expect(createKeeper(storage).useTab('q')).toBeNull();
    expect(createKeeper(storage).useTab('p', 'referral-0002')).toBeNull();
    expect(createKeeper(storage).useTab('p', held.id)).toEqual(held);
  });

  it.each(['not json', '{"id":1}', 'null'])('is not believed when it holds %s', (text) => {
    expect(createKeeper(mapStorage(new Map([['rso:p', text]]))).useTab('p')).toBeNull();
  });

  it('may be full, forbidden or absent: memory is enough', () => {
    const broken: TabStorage = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => {},
    };
    for (const storage of [broken, null]) {
      const keeper = createKeeper(storage);
      expect(keeper.useTab('p')).toBeNull();
      keeper.hold(held);
      expect(keeper.held()).toEqual(held);
    }
  });
});

describe('a merge of two devices', () => {
  it('takes what only one changed, agrees where both did the same, and names the rest', () => {
    expect(
      mergeAnswers(
        { a: 1, b: 1, c: { d: 1, e: 1 }, gone: 1, kept: 1 },
        { a: 2, b: 1, c: { d: 5, e: 1 }, kept: 1, same: 'x' },
        { a: 1, b: 3, c: { d: 6, e: 2 }, gone: 1, same: 'x' },
      ),
    ).toEqual({
      answers: { a: 2, b: 3, c: { d: 5, e: 2 }, same: 'x' },
      conflicts: [{ pointer: '/c/d', mine: 5, theirs: 6 }],
    });
  });

  it('tells a removal against a change', () => {
    expect(mergeAnswers({ 'a/b': 1 }, {}, { 'a/b': 2 })).toEqual({
      answers: {},
      conflicts: [{ pointer: '/a~1b', mine: undefined, theirs: 2 }],
    });
  });

  const leaf = fc.oneof(fc.constantFrom('x', 'y', 'z'), fc.integer({ min: 0, max: 2 }), fc.boolean());
  const answers: fc.Arbitrary<JsonObject> = fc.letrec<{ node: JsonObject }>((tie) => ({
    node: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof({ depthSize: 'small' }, leaf, tie('node')), {
      maxKeys: 3,
    }),
  })).node;

  it('is mine where they did nothing, theirs where I did nothing, and loses no side of a conflict', () => {
    fc.assert(
      fc.property(answers, answers, answers, (base, mine, theirs) => {
        expect(sameJson(mergeAnswers(base, mine, base).answers, mine)).toBe(true);
        expect(sameJson(mergeAnswers(base, base, theirs).answers, theirs)).toBe(true);
        expect(mergeAnswers(base, mine, mine).conflicts).toEqual([]);
        const merged = mergeAnswers(base, mine, theirs);
        const mirrored = mergeAnswers(base, theirs, mine);
        expect(merged.conflicts.map(({ pointer }) => pointer).sort()).toEqual(
          mirrored.conflicts.map(({ pointer }) => pointer).sort(),
        );
        // What is sent on top of theirs brings exactly the merge.
        expect(sameJson(applyMergePatch(theirs, diffMergePatch(theirs, merged.answers)), merged.answers)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('files', () => {
  const file = (name: string, size = 10, type = '') => {
    const made = new File(['x'], name, { type });
    Object.defineProperty(made, 'size', { value: size });
    return made;
  };
  const small: Program = {
    ...program,
    uploads: {
      ...program.uploads,
      maxFiles: 2,
      maxTotalSize: 2000,
      accept: [
        { ext: 'pdf', mime: 'application/pdf', maxSize: 500 },
        { ext: 'jpg', mime: 'image/jpeg' },
      ],
    },
  };

  it.each<[string, File, Program, ReturnType<typeof recordItem>[], string | null]>([
    ['a PDF', file('a.PDF'), small, [], null],
    ['one without an extension', file('IM000001'), small, [], null],
    ['one whose type the device knows', file('a.bin', 10, 'image/jpeg'), small, [], null],
    ['another type', file('a.exe'), small, [], 'unsupported-type'],
    ['an empty one', file('a.pdf', 0), small, [], 'file-rejected'],
    ['one too large for its type', file('a.pdf', 501), small, [], 'too-large'],
    ['one that goes beyond the total', file('a.jpg', 1001), small, [recordItem()], 'quota'],
    ['one too many', file('a.jpg'), small, [recordItem({ size: 1 }), recordItem({ size: 1 })], 'quota'],
    [
      'anything where the program takes anything',
      file('a.exe'),
      { ...small, uploads: { ...small.uploads, accept: [] } },
      [],
      null,
    ],
  ])('take %s as the descriptor says', (_name, given, described, records, code) => {
    expect(fileRefusal(given, described, records)?.code ?? null).toBe(code);
  });

  it('are shown by a name in one writing that the wire takes, extension and all', () => {
    expect(shownName('e\u0301cho.pdf')).toBe('écho.pdf');
    expect(shownName('')).toBe('record');
    const long = shownName(`${'🙂'.repeat(200)}.pdf`);
    expect(long.length).toBeLessThanOrEqual(255);
    expect(long).toMatch(/^🙂+\.pdf$/u);
    expect(shownName('x'.repeat(300))).toHaveLength(255);
  });

  it('are declared with what is known, without the words that decided, without half a date', () => {
    const spans = [{ start: 0, end: 5, language: 'es' }];
    const verdict = {
      ...verdictOf('refused'),
      languages: ['es'],
      pages: [
        { page: 1, verdict: 'not-english' as const, language: 'es', confidence: 1, method: 'text' as const, spans },
      ],
    };
    const record = recordItem({
      check: { phase: 'done', verdict },
      override: { reason: 'a stamp' },
      requestId: 'request-0001',
      documentDate: '-05-12',
    });
    const declared = declarationOf(record, 'record-0009');
    expect(declared).toMatchObject({
      clientId: 'client-1',
      language: 'es',
      override: { reason: 'a stamp' },
      requestId: 'request-0001',
      replaces: 'record-0009',
    });
    expect(JSON.stringify(declared)).not.toContain('spans');
    expect(declared).not.toHaveProperty('documentDate');
    expect(sentVerdict(verdict).pages).toHaveLength(1);
    expect(declarationOf(recordItem({ check: { phase: 'waiting' } }), undefined)).not.toHaveProperty('verdict');
  });

  it('are sent when their verdict lets them go', () => {
    const state = begun();
    const policy = (named: 'warn' | 'off') =>
      after(state, {
        type: 'program.ready',
        program: { ...program, records: { ...program.records, policy: named } },
        definition,
      });
    const refused = recordItem({ check: { phase: 'done', verdict: verdictOf('refused') } });
    expect(maySend(state, recordItem())).toBe(true);
    expect(maySend(state, recordItem({ check: { phase: 'reading', pages: [] } }))).toBe(false);
    expect(maySend(state, refused)).toBe(false);
    expect(maySend(initialJourney(), refused)).toBe(false);
    expect(maySend(state, { ...refused, override: { reason: 'a stamp' } })).toBe(true);
    expect(maySend(state, recordItem({ check: { phase: 'done', verdict: verdictOf('needs-review') } }))).toBe(true);
    expect(maySend(policy('warn'), refused)).toBe(true);
    expect(maySend(policy('off'), recordItem({ check: { phase: 'waiting' } }))).toBe(true);
  });

  it('are compared with the child as the form has them', () => {
    const answers = { patient: { name: { full: 'ليلى', latin: 'Layla' }, birthDate: '2018-05-14' } };
    expect(expectedPatient(after(begun(), { type: 'answers.loaded', answers }))).toEqual({
      name: 'ليلى',
      latin: 'Layla',
      birthDate: '2018-05-14',
    });
    expect(expectedPatient(begun())).toEqual({});
  });

  it('are told in the words of the journey', () => {
    expect(carriedOf({ phase: 'queued', sent: 3 })).toEqual({ phase: 'queued' });
    expect(carriedOf({ phase: 'sending', sent: 3 })).toEqual({ phase: 'sending', sent: 3 });
    expect(carriedOf({ phase: 'sending', sent: 3, bytesPerSecond: 9 })).toEqual({
      phase: 'sending',
      sent: 3,
      bytesPerSecond: 9,
    });
    expect(carriedOf({ phase: 'confirming', sent: 3 })).toEqual({ phase: 'sending', sent: 3 });
    expect(carriedOf({ phase: 'paused', sent: 3 })).toEqual({ phase: 'paused', sent: 3 });
    expect(carriedOf({ phase: 'connection', sent: 3 })).toEqual({ phase: 'connection', sent: 3 });
    expect(carriedOf({ phase: 'connection', sent: 3, nextTry: 5 })).toEqual({
      phase: 'connection',
      sent: 3,
      nextTry: 5,
    });
    expect(carriedOf({ phase: 'repick', sent: 3 })).toEqual({ phase: 'repick', sent: 3 });
    expect(carriedOf({ phase: 'repick', sent: 3, wrongFile: true })).toEqual({
      phase: 'repick',
      sent: 3,
      wrongFile: true,
    });
    expect(carriedOf({ phase: 'received', recordId: 'r' })).toEqual({ phase: 'server', state: 'received' });
    expect(carriedOf({ phase: 'failed', code: 'quota', retryable: false, sent: 0 })).toEqual({
      phase: 'failed',
      problem: { code: 'quota', retryable: false },
    });
  });
});

describe('a redirect', () => {
  it.each([
    ['https://pay.example/x', ['pay.example'], true],
    ['https://pay.example:8443/x', ['pay.example:8443'], true],
    ['http://localhost:4173/pay/', ['localhost:4173'], true],
    ['http://pay.example/x', ['pay.example'], false],
    ['https://pay.example.evil.example/x', ['pay.example'], false],
    ['https://evil.example/?pay.example', ['pay.example'], false],
    ['javascript:alert(1)', ['pay.example'], false],
    ['/pay', ['pay.example'], false],
  ])('to %s with %j: %s', (address, hosts, allowed) => {
    expect(isAllowedRedirect(address, hosts)).toBe(allowed);
  });
});

describe('a report', () => {
  it('is proven by its digest, where the backend sends one', () => {
    const zero = btoa(String.fromCharCode(...new Array<number>(32).fill(0)));
    expect(reprSha256(`sha-512=:x:, sha-256=:${zero}:`)).toBe('0'.repeat(64));
    expect(reprSha256('sha-512=:x:')).toBeNull();
    expect(reprSha256(null)).toBeNull();
  });
});

describe('problems', () => {
  it('are told by code, with what the backend said of them', () => {
    const problem = new ProblemError({
      code: 'file-rejected',
      status: 422,
      retryable: false,
      detail: 'd',
      reason: 'malware',
      errors: [],
    });
    expect(problemIn(problem)).toEqual({
      code: 'file-rejected',
      retryable: false,
      detail: 'd',
      reason: 'malware',
      errors: [],
    });
    expect(problemIn(new UnreachableError('offline'))).toEqual({ code: 'offline', retryable: true });
    expect(problemIn(new TypeError('import'))).toEqual({ code: 'chunk', retryable: true });
  });

  it('of a part that does not load are a lost connection', async () => {
    await expect(opened(() => Promise.reject(new TypeError('import')))).rejects.toMatchObject({
      code: 'chunk',
      retryable: true,
    });
  });
});

describe('work', () => {
  const worker = (signal = new AbortController().signal) => createWorker({ signal, now: () => 7, pause: pauseByTimer });

  it('is not begun twice, and ends as it says', async () => {
    const told: Work[] = [];
    const { work, working } = worker();
    let runs = 0;
    const task = {
      name: 'a',
      report: (one: Work) => told.push(one),
      end: { phase: 'done' as const },
      run: async () => void (runs += 1),
    };
    const first = work(task);
    expect(working('a')).toBe(true);
    expect(await work(task)).toBe(false);
    expect(await first).toBe(true);
    expect(runs).toBe(1);
    expect(told.map(({ phase }) => phase)).toEqual(['running', 'done']);
  });

  it('that failed for a while is done when the person asks', async () => {
    const told: Work[] = [];
    const { work, retry } = worker();
    let broken = true;
    const run = async () => {
      if (broken) throw new UnreachableError('unreachable');
    };
    expect(await work({ name: 'a', report: (one) => told.push(one), run })).toBe(false);
    broken = false;
    retry();
    await vi.waitFor(() => expect(told.at(-1)).toEqual({ phase: 'idle' }));
    expect(told.map(({ phase }) => phase)).toEqual(['running', 'failed', 'running', 'idle']);
  });

  it('that failed for good stays so', async () => {
    const told: Work[] = [];
    const { work, retry } = worker();
    await work({
      name: 'a',
      report: (one) => told.push(one),
      run: () => Promise.reject(new UnreachableError('configuration')),
    });
    retry();
    expect(told.map(({ phase }) => phase)).toEqual(['running', 'failed']);
  });

  it('says that it waits, since when and until when; asking ends the wait', async () => {
    const told: Work[] = [];
    const { work, retry, pause } = worker();
    const done = work({
      name: 'a',
      report: (one) => told.push(one),
      async run({ onWaiting, signal }) {
        onWaiting(new UnreachableError('offline'), 99);
        await pause(60_000, signal);
      },
    });
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ phase: 'waiting', since: 7, nextTry: 99 }));
    retry();
    expect(await done).toBe(true);
  });

  it('ends silently with the session', async () => {
    const ended = new AbortController();
    const told: Work[] = [];
    const { work, pause } = worker(ended.signal);
    const done = work({ name: 'a', report: (one) => told.push(one), run: ({ signal }) => pause(60_000, signal) });
    ended.abort(new Error('over'));
    expect(await done).toBe(false);
    expect(told.map(({ phase }) => phase)).toEqual(['running']);
    expect(await work({ name: 'b', report: () => {}, run: async () => {} })).toBe(false);
    await expect(pause(1)).resolves.toBeUndefined();
  });
});

describe("the browser's own", () => {
  afterEach(() => vi.unstubAllGlobals());

  const browser = () => {
    const target = () => {
      const listeners = new Map<string, Set<() => void>>();
      return {
        addEventListener: (type: string, listener: () => void) =>
          void listeners.set(type, (listeners.get(type) ?? new Set()).add(listener)),
        removeEventListener: (type: string, listener: () => void) => void listeners.get(type)?.delete(listener),
        fire: (type: string) => listeners.get(type)?.forEach((listener) => listener()),
      };
    };
    const location = {
      href: 'https://page.example/a?b=c#x=1&rso-link=tok-en',
      hash: '#x=1&rso-link=tok-en',
      pathname: '/a',
      search: '?b=c',
      assign: vi.fn(),
    };
    const window = target();
    const document = { ...target(), hidden: true };
    const history = { state: { kept: true }, replaceState: vi.fn() };
    const open = vi.fn((): { opener: unknown } | null => ({ opener: 'us' }));
    vi.stubGlobal('location', location);
    vi.stubGlobal('history', history);
    vi.stubGlobal('window', window);
    vi.stubGlobal('document', document);
    vi.stubGlobal('open', open);
    vi.stubGlobal('sessionStorage', mapStorage());
    return { location, window, document, history, open, environment: environmentOf({}, pauseByTimer) };
  };

  it('address loses the token of a link and nothing else', () => {
    const { environment, history, location } = browser();
    expect(environment.location.page()).toBe('https://page.example/a?b=c');
    expect(environment.location.takeFragment('rso-link')).toBe('tok-en');
    expect(history.replaceState).toHaveBeenCalledWith({ kept: true }, '', '/a?b=c#x=1');
    location.hash = '#elsewhere';
    expect(environment.location.takeFragment('rso-link')).toBeNull();
    location.hash = '#rso-link=t';
    environment.location.takeFragment('rso-link');
    expect(history.replaceState).toHaveBeenLastCalledWith({ kept: true }, '', '/a?b=c');
    environment.location.assign('https://pay.example/');
    expect(location.assign).toHaveBeenCalledWith('https://pay.example/');
  });

  it('connection and visibility are followed, and let go of', () => {
    const { environment, window, document } = browser();
    const online = vi.fn();
    const seen = vi.fn();
    const stops = [environment.connection.onChange(online), environment.visibility.onChange(seen)];
    window.fire('online');
    window.fire('offline');
    document.fire('visibilitychange');
    for (const stop of stops) stop();
    window.fire('online');
    document.fire('visibilitychange');
    expect(online).toHaveBeenCalledTimes(2);
    expect(seen).toHaveBeenCalledTimes(1);
    expect(environment.visibility.hidden()).toBe(true);
    expect(environment.connection.online()).toBe(true);
  });

  it('tab shows a document; where it is kept shut, a link leads there until it is forgotten', async () => {
    const { environment, open } = browser();
    const document = new Blob(['%PDF-'], { type: 'application/pdf' });
    const tab: { opener: unknown } = { opener: 'us' };
    open.mockReturnValueOnce(tab);
    expect(environment.documents.show(document)).toBeNull();
    expect(tab.opener).toBeNull();
    open.mockReturnValueOnce(null);
    const address = environment.documents.show(document);
    expect(await (await fetch(address ?? '')).text()).toBe('%PDF-');
    environment.documents.forget();
    await expect(fetch(address ?? '')).rejects.toThrow();
  });

  it('storage, clock, randomness and ids are there', () => {
    const { environment } = browser();
    environment.storage?.setItem('a', 'b');
    expect(environment.storage?.getItem('a')).toBe('b');
    expect(environment.uuid()).toMatch(/^[0-9a-f-]{36}$/u);
    expect(environment.now()).toBeGreaterThan(0);
    expect(environment.random()).toBeLessThan(1);
  });

  it('storage that may not even be looked at is none', () => {
    vi.stubGlobal('sessionStorage', undefined);
    expect(environmentOf({}, pauseByTimer).storage).toBeNull();
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get() {
        throw new Error('denied');
      },
    });
    expect(environmentOf({}, pauseByTimer).storage).toBeNull();
  });

  it('idle moment is used, or a short while', async () => {
    const idle = vi.fn((task: () => void) => task());
    vi.stubGlobal('requestIdleCallback', idle);
    const task = vi.fn();
    environmentOf({}, pauseByTimer).whenIdle(task);
    expect(task).toHaveBeenCalledOnce();
    vi.stubGlobal('requestIdleCallback', undefined);
    await new Promise<void>((resolve) => environmentOf({}, pauseByTimer).whenIdle(resolve));
  });

  it('is nothing in bare Node, and nothing breaks', () => {
    const environment = environmentOf({ storage: null }, pauseByTimer);
    expect(environment.location.page()).toBe('');
    expect(environment.location.takeFragment('rso-link')).toBeNull();
    expect(environment.visibility.hidden()).toBe(false);
    environment.visibility.onChange(() => {})();
    environment.connection.onChange(() => {})();
  });
});
