/** Builds `dist/` where the sources have changed since: what is tested is what would be published now. */
import { execFileSync } from 'node:child_process';

export default function build(): void {
  execFileSync(process.execPath, ['.tools/build.ts', '--if-changed'], {
    stdio: 'inherit',
    // The runner's own setting would build the development edition of what we stand on.
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
