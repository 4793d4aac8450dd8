/** What a transfer has to know of the connection. */
import type { Connectivity } from '../transfer/port.ts';
import type { Environment } from './environment.ts';

export const connectivityOf = ({ online, onChange }: Environment['connection']): Connectivity => ({
  online,
  onOnline: (listener) =>
    onChange(() => {
      if (online()) listener();
    }),
});
