/**
 * Which services for tests this machine has: PostgreSQL and clamd. Plain JavaScript for Node 20: the bootstrap runs it
 * before anything is installed. Looks, never installs.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const first = (paths) => paths.find((path) => existsSync(path));

/** The virus scanner's daemon. */
export const findClamd = () => first(['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd']);

/** Folder of the programs of the newest PostgreSQL server. */
export const findPostgres = () => {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a));
  return first(newest.map((version) => join(versions, version, 'bin', 'initdb')))?.replace(/\/initdb$/u, '');
};

/** What is missing, by the name a person would call it, each with how to get it. */
export const missingServices = () => [
  ...(findPostgres()
    ? []
    : [{ name: 'PostgreSQL', apt: ['postgresql'], how: 'Install a PostgreSQL server, 15 or later.' }]),
  ...(findClamd() ? [] : [{ name: 'clamd', apt: ['clamav-daemon'], how: 'Install ClamAV with its daemon.' }]),
];
