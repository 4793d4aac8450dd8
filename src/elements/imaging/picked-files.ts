/** Files with their place in what was picked: a folder's own paths tell a patient's images apart. */

export interface Picked {
  readonly path: string;
  readonly file: File;
}

/** Takes the files of an input and empties it, so that the same folder can be chosen again. */
export function pickedFiles(event: Event): readonly Picked[] {
  const input = event.target as HTMLInputElement;
  const files = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  input.value = '';
  return files;
}

async function filesOf(entry: FileSystemEntry): Promise<readonly Picked[]> {
  const path = entry.fullPath.replace(/^\//u, '');
  if (entry.isFile)
    return new Promise((resolve) =>
      (entry as FileSystemFileEntry).file(
        (file) => resolve([{ path, file }]),
        () => resolve([]),
      ),
    );
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Picked[] = [];
  for (;;) {
    const batch = await new Promise<readonly FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (batch.length === 0) return found;
    for (const each of batch) found.push(...(await filesOf(each)));
  }
}

/** Files below everything that was dropped. */
export async function droppedFiles(event: DragEvent): Promise<readonly Picked[]> {
  const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map(filesOf))).flat();
}
