/** Accessibility as far as a program can tell: axe over the whole page, shadow roots included. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 A and AA. */
export const wcag: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Violations of WCAG 2.2 A and AA and of axe's best practices, one line each; empty where there is nothing to mend. */
export async function accessibilityFaults(
  page: Page,
  rules: readonly string[] = [...wcag, 'best-practice'],
): Promise<string[]> {
  // Evaluated by the debugger, so the page's own policy does not stand in the way.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe: loaded } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await loaded.run(document, {
      runOnly: [...values],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
    );
  }, rules);
}
