/** Looking at what the backend holds: status, records, messages; live by events where there are some, else by polling. */
import { ProblemError } from '../../client/errors.ts';
import { watch } from '../../client/watch.ts';
import { offers } from '../../protocol/features.ts';
import type { Context, Reactions } from '../context.ts';
import type { Reader } from './resume.ts';

/** Milliseconds between looks at records that the backend is still judging. */
const FIRST_LOOK = 1000;
const LONGEST_LOOK = 15_000;

export function createReading(
  context: Context,
): Reader & { readonly reload: () => void; readonly watchRecords: () => void; readonly reactions: Reactions } {
  const { client, keeper, state, dispatch, environment } = context;
  const { random, pause, visibility } = environment;
  let { statusTag } = context.seen;
  let watching: AbortController | null = null;
  let judging = false;

  const readStatus: Reader['readStatus'] = async (patience) => {
    const held = keeper.held();
    if (!client || !held) return false;
    const input = { params: { id: held.id }, ...patience };
    const answer = await (statusTag === null
      ? client.call('referral.read', input)
      : client.call('referral.read', { ...input, ifNoneMatch: statusTag }));
    if (answer.body === null) return false;
    statusTag = answer.etag;
    dispatch({ type: 'status', status: answer.body });
    return true;
  };

  const readRecords: Reader['readRecords'] = async (patience) => {
    const held = keeper.held();
    if (!client || !held?.capability.scopes.includes('upload')) return;
    const { body } = await client.call('records.list', { params: { id: held.id }, ...patience });
    dispatch({ type: 'records.listed', records: body.records });
  };

  async function readMessages(): Promise<void> {
    const held = keeper.held();
    const { program } = state();
    if (!client || !held || program.phase !== 'ready' || !offers(program.program, 'messages')) return;
    // The thread is the family's: a link to somebody else finds none.
    if (held.capability.role !== 'submitter') return;
    const { body } = await client.call('messages.list', { params: { id: held.id }, signal: context.signal });
    dispatch({ type: 'messages', messages: body.messages });
  }

  /** Looks that are asked for while one is under way are one more look after it. */
  let looking: Promise<boolean> | null = null;
  let again = false;
  function refresh(): Promise<boolean> {
    if (looking) again = true;
    looking ??= lookOnce().finally(() => {
      looking = null;
      if (!again) return;
      again = false;
      refresh().catch(() => {});
    });
    return looking;
  }

  /** One look at everything that the place shows. */
  async function lookOnce(): Promise<boolean> {
    const { signal } = context;
    const changed = await readStatus({ signal });
    if (!changed) return false;
    if (state().records.length > 0 || state().place.name === 'status') await readRecords({ signal });
    if (state().place.name === 'status') await readMessages();
    return true;
  }

  function reload(): void {
    void context.work({
      name: 'refresh',
      report: (work) => dispatch({ type: 'refreshing', work }),
      run: async (patience) => {
        await readStatus(patience);
        if (state().place.name === 'status' || state().records.length > 0) await readRecords(patience);
        if (state().place.name === 'status') await readMessages();
      },
    });
  }

  function startWatching(): void {
    const { program } = state();
    const held = keeper.held();
    if (watching || !client || !held || program.phase !== 'ready') return;
    const mine = new AbortController();
    watching = mine;
    const { id } = held;
    const streams = offers(program.program, 'events');
    const openStream = (lastEventId: string, signal: AbortSignal) =>
      client.open('events.stream', {
        params: { id },
        signal,
        attempts: 1,
        headers: { Accept: 'text/event-stream', ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}) },
      });
    const last = state().status?.timeline.at(-1)?.seq;
    watch({
      openStream: streams ? openStream : null,
      ...(last === undefined ? {} : { from: String(last) }),
      refresh,
      visibility,
      random,
      pause,
      signal: AbortSignal.any([context.signal, mine.signal]),
    }).then(
      () => {},
      // Whatever broke the watch, the next thing that the person does looks again.
      () => {
        if (watching === mine) watching = null;
      },
    );
  }

  const isJudged = (): boolean =>
    !state().records.some(
      ({ carried }) => carried.phase === 'server' && ['received', 'scanning'].includes(carried.state),
    );

  /** Looks often while the backend scans and reads: minutes, not the five of a poll. */
  async function followRecords(): Promise<void> {
    if (judging) return;
    judging = true;
    try {
      for (let wait = FIRST_LOOK; !isJudged() && keeper.held(); wait = Math.min(LONGEST_LOOK, wait * 1.5)) {
        await pause(wait, context.signal);
        await readRecords({ signal: context.signal, attempts: Infinity }).catch((error: unknown) => {
          if (error instanceof ProblemError && !error.retryable) throw error;
        });
      }
    } catch {
      // Ended, signed out or refused: the status page says what there is.
    } finally {
      judging = false;
    }
  }

  return {
    readStatus,
    readRecords,
    reload,
    watchRecords: () => void followRecords(),
    reactions: {
      status: startWatching,
      'records.listed': () => void followRecords(),
      submitted: reload,
      'show-status': reload,
      place({ place }, before) {
        if (place.name === 'status' && before.place.name !== 'status' && state().status !== null) reload();
      },
      'referral.signed-out'() {
        watching?.abort();
        watching = null;
        statusTag = null;
      },
    },
  };
}
