import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryApp } from '../../demo/server/memory.ts';
import { hasPromisedShape } from '../../src/client/load.ts';
import { createTab, type Opened, type Tab } from './harness.ts';

let app: MemoryApp;
let tab: Tab;
beforeAll(async () => {
  app = await createMemoryApp();
}, 60_000);
afterAll(() => app.close());
afterEach(() => tab.close());
beforeEach(() => {
  tab = createTab((request) => app.fetch(request), app.base);
});

/** No word of the protocol: it turns nobody away. */
const wrong = { eligible: 0 };
/** Schemas are there once an answer of another shape is told from a right one. */
const areThere = (): boolean => !hasPromisedShape('eligibility.ask', wrong);
const whole = ({ program }: ReturnType<Opened['state']>): boolean =>
  program.phase === 'ready' && program.definition.steps.length > 1;

describe('the schemas of the backend’s answers', () => {
  it('are not carried by who only looks; from the first answer on they judge what the backend says', async () => {
    const opened = tab.open();
    await opened.until(whole, 'the form');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(areThere()).toBe(false);

    const pointer = '/patientLocation/country';
    opened.send({ type: 'change', change: { pointer, value: 'AE' } });
    await expect.poll(areThere).toBe(true);
    let said: object = wrong;
    let asked = 0;
    tab.intercept = ({ url }) => {
      if (!url.endsWith('/eligibility')) return null;
      asked += 1;
      return Response.json(said);
    };
    opened.send({ type: 'leave-field', pointer });
    await expect.poll(() => asked).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(opened.state().place).toEqual({ name: 'form', step: 'start' });

    said = { eligible: false };
    opened.send({ type: 'leave-field', pointer });
    await opened.until(({ place }) => place.name === 'stopped', 'the program’s no');
  });
});
