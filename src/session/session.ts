/** A session that begins with the form: what `rso-intake/headless` hands out. */
import { beginSession, type Session, type SessionOptions } from './begin.ts';
import { formBeginning } from './form-beginning.ts';

export type { Session, SessionOptions } from './begin.ts';

/** Begins a session. Everything it needs of the world can be injected; the browser's own is the default. */
export const createSession = (options: SessionOptions = {}): Session => beginSession(options, formBeginning);
