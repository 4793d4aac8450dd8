/** What is left to do at the backend when every byte of a study is there: what waits in vain goes, what was refused is named. */
import type { Client } from '../client/client.ts';
import type { RefusedImage } from '../journey/state.ts';
import type { StudyView } from '../protocol/study.ts';
import type { Patience } from './context.ts';

/**
 * A file that was lost on the way, or on another visit, left its pack: the rest went as another one, and the bytes that
 * the old one waits for will never come. Whoever is still sending it declares it anew.
 * @param study as it was before this visit sent anything of it.
 * @param received client ids of what was sent, or was there already.
 */
export async function dropSuperseded(
  client: Client,
  id: string,
  { records }: StudyView,
  received: readonly string[],
  patience: Patience,
): Promise<void> {
  for (const record of records) {
    if (record.state !== 'receiving' || received.includes(record.clientId)) continue;
    await client.call('record.remove', { params: { id, rid: record.id }, repeatable: true, ...patience });
  }
}

/** Which images were refused, and why: a number alone helps nobody to find them on the disc. */
export async function refusedImages(
  client: Client,
  id: string,
  { records }: StudyView,
  patience: Patience,
): Promise<readonly RefusedImage[]> {
  const images: RefusedImage[] = [];
  for (const { id: rid } of records.filter(({ state }) => state === 'stored')) {
    const { body } = await client.call('record.instances', { params: { id, rid }, ...patience });
    images.push(
      ...body.instances.flatMap(({ path, state, reason = 'refused' }) =>
        state === 'rejected' ? [{ path, reason }] : [],
      ),
    );
  }
  return images;
}
