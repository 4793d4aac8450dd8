/** The one folder that holds everything: database, bytes, secrets, log. One process at a time. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DataFolder {
  readonly path: string;
  readonly deskToken: string;
  readonly secret: string;
  /** Lets another process have it. */
  release(): Promise<void>;
}

/** Somebody else is using the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** Is this process still there, and is it one of ours? A number may have been given to another program since. */
function isServer(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${String(pid)}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('start.ts');
}

async function kept(path: string, make: () => string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    const value = make();
    await writeFile(path, `${value}\n`, { mode: 0o600, flush: true });
    return value;
  }
}

/**
 * Opens the folder, making it and its secrets the first time.
 * @throws FolderInUseError while another server runs on it.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const lock = join(path, 'server.pid');
  const held = await readFile(lock, 'utf8').catch(() => '');
  if (isServer(Number(held.trim()))) throw new FolderInUseError('the data folder is in use');
  await rm(lock, { force: true });
  const handle = await open(lock, 'wx').catch(() => {
    throw new FolderInUseError('the data folder is in use');
  });
  await handle.writeFile(String(process.pid));
  await handle.close();
  return {
    path,
    deskToken: await kept(join(path, 'desk-token'), () => randomBytes(18).toString('base64url')),
    secret: await kept(join(path, 'secret'), () => randomBytes(32).toString('base64url')),
    release: () => rm(lock, { force: true }),
  };
}
