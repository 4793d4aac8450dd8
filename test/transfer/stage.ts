/** A backend and a fault proxy before it, new for each test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startFaultProxy, type Fault, type FaultProxy, type Passing } from '../chaos/fault-proxy.ts';
import { family, type Family, type FamilyOptions } from './family.ts';
import { startTusBackend, type TusBackend, type TusStore } from './tus-backend.ts';

export const MiB = 1024 * 1024;

export interface Stage {
  directory: string;
  backend: TusBackend;
  proxy: FaultProxy;
  /** Ends the backend in the middle of whatever it does, and starts it again at the same place after this long. */
  readonly restart: (milliseconds: number) => Promise<void>;
  /** A family behind the proxy. */
  readonly family: (options?: Partial<FamilyOptions>) => Family;
}

/** @param store default: on disk. */
export function stage(store?: () => TusStore): Stage {
  const families: Family[] = [];
  const current = {
    family: (options: Partial<FamilyOptions> = {}): Family => {
      const backend = {
        get url() {
          return current.backend.url;
        },
        get token() {
          return current.backend.token;
        },
      };
      const made = family({ backend, at: current.proxy.url, ...options });
      families.push(made);
      return made;
    },
    restart: async (milliseconds: number): Promise<void> => {
      const { port, token } = current.backend;
      await current.backend.close();
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      current.backend = await startTusBackend(current.directory, port, store?.());
      current.backend.token = token;
    },
  } as Stage;
  beforeEach(async () => {
    current.directory = await mkdtemp(join(tmpdir(), 'rso-transfer-'));
    current.backend = await startTusBackend(current.directory, 0, store?.());
    current.proxy = await startFaultProxy(current.backend.port);
  });
  afterEach(async () => {
    for (const { transfer } of families.splice(0)) transfer.dispose();
    await current.proxy.close();
    await current.backend.close();
    await rm(current.directory, { recursive: true, force: true });
  });
  return current;
}

/** The faults in turn, one for each request with bytes; everything else passes. */
export function onPatches(...faults: readonly Fault[]): (request: Passing) => Fault {
  const left = [...faults];
  return ({ method }) => (method === 'PATCH' ? left.shift() : undefined) ?? { kind: 'pass' };
}

/** Requests to tus resources that reached the proxy: `['HEAD', 'PATCH']`. */
export const tusMethods = (proxy: FaultProxy): readonly string[] =>
  proxy.requests.filter(({ path }) => path.startsWith('/uploads')).map(({ method }) => method);

/** Bytes of bodies that went through. */
export const bytesThrough = (proxy: FaultProxy): number =>
  proxy.requests.reduce(
    (sum, { method, path, bytes }) => sum + (method === 'PATCH' && path.startsWith('/uploads') ? bytes : 0),
    0,
  );

/** Upload-Offset of each PATCH. */
export const offsets = (proxy: FaultProxy): readonly number[] =>
  proxy.requests
    .filter(({ headers }) => 'upload-offset' in headers)
    .map(({ headers }) => Number(headers['upload-offset']));
