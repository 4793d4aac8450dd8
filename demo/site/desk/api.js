// @ts-check
/** The desk's calls. A token by hand, JSON in and out, problems by code. */

/** What went wrong, as the desk words it. */
export class DeskProblem extends Error {
  /**
   * @param {string} code problem code, or `unreachable`
   * @param {number} status 0 where nothing answered
   * @param {string | undefined} detail the backend's words
   */
  constructor(code, status, detail) {
    super(code);
    this.name = 'DeskProblem';
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}

/** @param {unknown} cause @returns {string} */
export function wordsFor(cause) {
  if (!(cause instanceof DeskProblem)) return 'Something went wrong on this page. Please reload it.';
  switch (cause.code) {
    case 'unreachable':
      return 'The server does not answer. Nothing was changed; try again in a moment.';
    case 'unauthorized':
      return 'This token is not right. Copy it from the window in which the server was started.';
    case 'state-conflict':
      return cause.detail ?? 'This is not possible any more: the referral has moved on. Look again.';
    default:
      return cause.detail ?? 'The server refused this. Nothing was changed.';
  }
}

/**
 * @param {string} token
 */
export function createApi(token) {
  /**
   * @param {string} path
   * @param {RequestInit} [init]
   */
  async function ask(path, init = {}) {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    /** @type {Response} */
    let response;
    try {
      response = await fetch(path, {
        ...init,
        headers,
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
    } catch {
      throw new DeskProblem('unreachable', 0, undefined);
    }
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new DeskProblem(
      typeof problem.code === 'string' ? problem.code : `http-${response.status}`,
      response.status,
      typeof problem.detail === 'string' ? problem.detail : undefined,
    );
  }

  /** @param {string} id @param {string} [what] */
  const path = (id, what) => `/desk/referrals/${encodeURIComponent(id)}${what ? `/${what}` : ''}`;

  return {
    /** @param {AbortSignal} [signal] */
    list: async (signal) => (await ask('/desk/referrals', { signal: signal ?? null })).json(),
    /** @param {string} id @param {AbortSignal} [signal] */
    read: async (id, signal) => (await ask(path(id), { signal: signal ?? null })).json(),
    /** @param {string} id @param {string} what @param {unknown} body */
    post: async (id, what, body) => {
      await ask(path(id, what), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
    /** @param {string} id @param {string} what @param {Blob} bytes */
    send: async (id, what, bytes) => {
      await ask(path(id, what), { method: 'POST', headers: { 'Content-Type': bytes.type }, body: bytes });
    },
    /** @param {string} id @param {string} record */
    content: async (id, record) => (await ask(path(id, `records/${encodeURIComponent(record)}/content`))).blob(),
  };
}
/** @typedef {ReturnType<typeof createApi>} Api */
