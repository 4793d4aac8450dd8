/** Builds `dist/` where the sources have changed since: what is tested is what would be published now. */
import { execFileSync } from 'node:child_process';

export default function build(): void {
  execFileSync(process.execPath, ['.tools/build.ts', '--if-changed'], { stdio: 'inherit' });
}
