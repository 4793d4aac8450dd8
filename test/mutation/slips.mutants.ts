/** The lifecycle's own tests, on the table as it is and then on a table with one slip, for every slip. */
import process from 'node:process';
import { afterEach, beforeEach, describe, vi } from 'vitest';
import type * as Lifecycle from '../../src/protocol/lifecycle.ts';
import { slips, type Slip } from './slips.ts';

const path = '../../src/protocol/lifecycle.ts';
const { lifecycle } = await vi.importActual<typeof Lifecycle>(path);

/** The tests on one table. Once one fails, the rest of them has nothing to add. */
function tests(name: string, table: typeof lifecycle): void {
  describe(name, async () => {
    let noticed = false;
    beforeEach(({ skip }) => skip(noticed));
    afterEach(({ task }) => {
      noticed ||= task.result?.state === 'fail';
    });
    vi.resetModules();
    vi.doMock(path, async (original) => ({ ...(await original<object>()), lifecycle: table }));
    await import('../protocol/lifecycle.test.ts');
  });
}

const withSlip = ({ type, rule }: Slip): typeof lifecycle =>
  lifecycle.flatMap((other) => (other.type !== type ? [other] : rule ? [rule as typeof other] : []));

tests('as it is', lifecycle);
for (const slip of slips((process.env['RSO_RULES'] ?? '').split(' ').filter(Boolean)))
  tests(`${slip.type}: ${slip.what}`, withSlip(slip));
