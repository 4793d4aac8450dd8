/** Step 1 before the rest of the form is there, on a network that may fail. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as load from '../../src/form/load.ts';
import { resolve, startForm } from '../../src/form/start.ts';
import type { Program } from '../../src/protocol/index.ts';
import { exampleComplete, exampleProgram } from '../../src/protocol/vectors/index.ts';

const doors = vi.hoisted(() => ({ broken: false }));
vi.mock('../../src/form/load.ts', async (original) => {
  const real = await original<typeof load>();
  return {
    ...real,
    loadOperations: () => (doors.broken ? Promise.reject(new Error('no network')) : real.loadOperations()),
  };
});
afterEach(() => {
  doors.broken = false;
});

const changing = (hide: string): Program => ({ ...exampleProgram, form: { version: '1', operations: [{ hide }] } });
const seen = async (program: Program): Promise<readonly string[]> =>
  resolve(await startForm(program), exampleComplete)
    .fields.filter(({ visible }) => visible)
    .map(({ pointer }) => pointer);

describe('step 1', () => {
  it('stands at once where the program leaves it as it is', () => {
    expect(startForm(exampleProgram)).not.toBeInstanceOf(Promise);
    expect(startForm(changing('/clinical/preferredExpert'))).not.toBeInstanceOf(Promise);
  });

  it('is the program’s own from the first moment where the program changes it', async () => {
    expect(await seen(changing('/travelCareInterest'))).not.toContain('/travelCareInterest');
    expect(await seen(exampleProgram)).toContain('/travelCareInterest');
  });

  it.each([
    ['/submitter/email', true],
    ['/payer/type', false],
  ])('waits for what becomes of a question of the program’s own where it stands there: after %s', (after, waits) => {
    const operations = [{ add: { id: 'howHeard', type: 'text' as const }, after }, { hide: '/custom/howHeard' }];
    expect(startForm({ ...exampleProgram, form: { version: '1', operations } }) instanceof Promise).toBe(waits);
  });

  it.each(['/start/contact', '/submitter/bestTimes', '/patientLocation/region'])(
    'waits for what the program does to %s',
    (pointer) => {
      expect(startForm(changing(pointer))).toBeInstanceOf(Promise);
    },
  );

  it('stands as it is by default while what the program does to it cannot be fetched', async () => {
    doors.broken = true;
    expect(await seen(changing('/travelCareInterest'))).toEqual(await seen(exampleProgram));
  });
});
