/**
 * Bad days, by seed: the connection goes for ten minutes at a time, answers are lost on their way back, a proxy answers in
 * the backend's place, and the browser is killed at any moment and started again. Time is the test's own: what waits, waits
 * as long as it would, in no time. A failing seed is in the test's name.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, demoPrograms, type MemoryApp } from '../../demo/server/memory.ts';
import type { Database } from '../../demo/server/store/database.ts';
import { openMemoryDatabase } from '../../demo/server/store/memory-database.ts';
import { exampleRegistration } from '../../src/protocol/vectors/example.ts';
import type { JsonObject } from '../../src/protocol/merge-patch.ts';
import { seededRandom } from '../chaos/random.ts';
import { type Backend, backendOf } from './backend.ts';
import { createTab, draftsOn, type Opened, page } from './harness.ts';

const TEN_MINUTES = 600_000;
/** Typed once, and never again after it is in the draft. */
const ONCE = 'in the evening, after the ward round';

let app: MemoryApp;
let backend: Backend;
let database: Database;

beforeAll(async () => {
  database = await openMemoryDatabase();
  const programs = demoPrograms(['http://localhost:4173']).map((hosted) => ({
    ...hosted,
    program: { ...hosted.program, session: 'memory' as const },
  }));
  app = await createMemoryApp({ database, programs });
  backend = backendOf(app);
}, 60_000);
afterAll(() => app.close());
beforeEach(() => backend.reset());

interface Day {
  readonly visits: number;
  readonly outages: number;
  readonly lost: number;
}

/** A family registers, whatever happens. @returns what happened on the way. */
async function day(seed: number): Promise<Day> {
  const random = seededRandom(seed);
  const disk = new Map<string, string>();
  let clock = Date.now();
  let downUntil = 0;
  let link = '';
  let typed = false;
  let [visits, outages, lost] = [0, 0, 0];

  /** One visit. @returns true once there is a receipt. */
  async function visit(): Promise<boolean> {
    visits += 1;
    const calm = visits > 6;
    let left = calm ? Infinity : 1 + Math.floor(random() * 30);
    let kill: () => void = () => {};
    const killed = new Promise<'killed'>((resolve) => {
      kill = () => {
        tab.close();
        resolve('killed');
      };
    });
    const tab = createTab(async (request) => {
      left -= 1;
      const chance = calm ? 1 : random();
      if (clock >= downUntil && chance < 0.06) {
        outages += 1;
        downUntil = clock + TEN_MINUTES;
      }
      if (clock < downUntil) throw new TypeError('no connection');
      const dies = left <= 0;
      if (dies && random() < 0.5) return dying();
      if (chance < 0.1) return new Response('<h1>Bad gateway</h1>', { status: 502 });
      const answer = await app.fetch(request);
      if (dies) return dying();
      if (chance < 0.2) {
        lost += 1;
        throw new TypeError('lost');
      }
      return answer;
    }, app.base);
    /** The browser dies with a request under way, which is never answered. */
    const dying = (): Promise<Response> => {
      kill();
      return new Promise<Response>(() => {});
    };
    tab.address = page + link;
    const opened = tab.open({
      drafts: draftsOn(disk),
      now: () => clock,
      pause: (milliseconds, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason as Error);
          const timer = setTimeout(() => {
            clock += milliseconds;
            resolve();
          }, 0);
          signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(signal.reason as Error);
          });
        }),
    });
    const done = await Promise.race([walk(opened), killed]);
    tab.close();
    return done === 'registered';
  }

  /** The link that was mailed last. */
  const mailedLink = async (): Promise<string> => {
    const texts = (await backend.mails()).map(({ text }) => /#rso-link=\S+/u.exec(text)?.[0]);
    return texts.findLast(Boolean) ?? '';
  };

  /** What the person does on a visit: takes up what is there, or begins; goes on to the receipt, or to a mailed link. */
  async function walk(opened: Opened): Promise<'registered' | 'mailed'> {
    const wholeForm = ({ program }: ReturnType<Opened['state']>) =>
      program.phase === 'ready' && program.definition.steps.length > 1;
    await opened.until(wholeForm, 'the form');
    if (disk.size > 0) await opened.until(({ draft }) => draft.phase === 'found', 'the draft of the last visit');
    if (link !== '') {
      link = '';
      opened.send({ type: 'redeem-link', fact: { kind: 'birthDate', value: '2018-05-14' } });
      await opened.until(
        ({ place }) => place.name !== 'link' || place.work.phase === 'failed',
        'the referral behind the link',
      );
    } else if (disk.size > 0) {
      opened.send({ type: 'resume-draft' });
      await opened.until(({ draft }) => draft.phase !== 'found', 'the draft to be taken up');
    } else {
      opened.send({ type: 'save-for-later' });
      opened.send({ type: 'keep-draft' });
      await opened.until(({ draft }) => draft.phase === 'kept', 'a draft');
      opened.send({ type: 'back' });
    }
    if (!typed) {
      opened.send({ type: 'change', change: { pointer: '/submitter/bestTimes', value: ONCE } });
      await expect.poll(() => [...disk.values()].join('')).toContain(ONCE);
      typed = true;
    }
    for (;;) {
      const { place } = opened.state();
      if (place.name !== 'form') break;
      await opened.fill(exampleRegistration);
      opened.send({ type: 'continue' });
      await opened.until(
        ({ place: now }) => now.name !== 'form' || now.step !== place.step,
        `another place than ${place.step}`,
      );
    }
    const { place } = opened.state();
    if (place.name !== 'link') return 'registered';
    // The draft knows that the hospital has begun a referral: it is opened by a link alone.
    const before = await mailedLink();
    opened.send({ type: 'request-link', email: 'mariam@family.example' });
    await opened.until(({ acting }) => acting['request-link']?.phase === 'done', 'the mail');
    link = await mailedLink();
    expect(link).not.toBe(before);
    return 'mailed';
  }

  while (!(await visit()));
  return { visits, outages, lost };
}

describe('on a bad day', () => {
  const happened: Day[] = [];

  it.each(Array.from({ length: 16 }, (_, index) => index + 1))(
    'a family is registered once, with every answer (seed %i)',
    { timeout: 60_000 },
    async (seed) => {
      happened.push(await day(seed));
      const rows = await database.query<{ state: string; form: JsonObject }>('select state, form from referral');
      expect(rows.map(({ state }) => state)).toEqual(['registered']);
      const { consents: _signed, ...answers } = exampleRegistration;
      expect(rows[0]?.form).toMatchObject(answers);
      expect(rows[0]?.form).toHaveProperty('submitter.bestTimes', ONCE);
    },
  );

  it('was bad: browsers were killed, connections went, answers were lost', () => {
    const sum = (of: (day: Day) => number) => happened.reduce((total, one) => total + of(one), 0);
    expect(sum(({ visits }) => visits)).toBeGreaterThan(happened.length * 1.5);
    expect(sum(({ outages }) => outages)).toBeGreaterThan(happened.length / 2);
    expect(sum(({ lost }) => lost)).toBeGreaterThan(happened.length / 2);
  });
});
