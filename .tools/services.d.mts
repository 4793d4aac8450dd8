/** Path of ClamAV's daemon on this machine, or undefined. */
export function findClamd(): string | undefined;
/** Folder of the programs of the newest PostgreSQL server on this machine, or undefined. */
export function findPostgres(): string | undefined;
/** What is missing: its name, the Debian packages that bring it, and how to get it elsewhere. */
export function missingServices(): { name: string; apt: string[]; how: string }[];
