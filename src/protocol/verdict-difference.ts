/** Where two readings of one record differ. Both sides show it by this rule; neither hides it. */
import type { DeviceDiffers } from './record.ts';
import type { RecordVerdict } from './verdict.ts';

type Reading = Pick<RecordVerdict, 'verdict' | 'pages'>;

/**
 * The device's reading where it differs from the one that stands; `null` where both say the same of the record and of
 * each page. `verdict: null` on a page that only the backend found.
 */
export function verdictDifference(device: Reading, standing: Reading): DeviceDiffers | null {
  const pages: DeviceDiffers['pages'] = [];
  const ours = new Map(standing.pages.map((page) => [page.page, page.verdict]));
  const theirs = new Map(device.pages.map((page) => [page.page, page.verdict]));
  for (const page of [...new Set([...ours.keys(), ...theirs.keys()])].sort((a, b) => a - b))
    if (ours.get(page) !== theirs.get(page)) pages.push({ page, verdict: theirs.get(page) ?? null });
  return device.verdict === standing.verdict && pages.length === 0 ? null : { verdict: device.verdict, pages };
}
