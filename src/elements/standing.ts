/** The status page by itself, for the autoloader: everything of its first view comes with this file. */
export { define } from './define/define.ts';
export { RsoStatus } from './rso-status.ts';
