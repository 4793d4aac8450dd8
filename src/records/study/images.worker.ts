/** The worker: looks at picked files and draws small pictures, so that the page only ever sees what they are. */
import { look } from './look.ts';
import type { Looked, PickedFile } from './picked.ts';
import { thumbnail } from './thumbnail.ts';

export type ToImages =
  { readonly id: number; readonly look: readonly PickedFile[] } | { readonly id: number; readonly draw: Blob };
export type FromImages =
  { readonly id: number; readonly looked: readonly Looked[] } | { readonly id: number; readonly drawn: Blob | null };

addEventListener('message', ({ data }: MessageEvent<ToImages>) => {
  const { id } = data;
  const tell = (message: FromImages): void => postMessage(message);
  if ('look' in data) void look(data.look).then((looked) => tell({ id, looked }));
  else void thumbnail(data.draw).then((drawn) => tell({ id, drawn }));
});
