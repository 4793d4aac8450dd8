/**
 * `rso-intake/headless`: the journey without elements. A session is the whole of it; a client and the reducer are its
 * parts, for programs that bring their own view. Runs in browsers and in Node; touches no document.
 */
export * from './client/index.ts';
export * from './journey/index.ts';
export { createSession, type Session, type SessionOptions } from './session/session.ts';
export type { Connection, Environment, PageLocation, TabStorage } from './session/environment.ts';
