/** axe over one element: everything of WCAG 2.2 AA, and nothing may be found. */
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';
import 'axe-core';

/** axe is no module: it puts itself on the page. */
declare const axe: { readonly run: (context: ElementContext, options: RunOptions) => Promise<AxeResults> };

export async function violations(element: Element): Promise<readonly string[]> {
  const { violations: found } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // The element is not the page: landmarks and page headings are the host's.
    rules: {
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
    },
  });
  return said(found);
}

/** Contrast alone, with the element and the page around it in the dark scheme. */
export async function darkContrast(element: HTMLElement): Promise<readonly string[]> {
  const around = element.parentElement;
  if (!around) throw new Error('the element is on no page');
  around.style.cssText += 'color-scheme: dark; background: Canvas; color: CanvasText';
  const { violations: found } = await axe.run(element, { runOnly: { type: 'rule', values: ['color-contrast'] } });
  return said(found);
}

const said = (found: AxeResults['violations']): readonly string[] =>
  found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`.slice(0, 300)),
  );
