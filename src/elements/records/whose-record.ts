/**
 * Is it this child's? Asked where a record names somebody else or gives another date of birth, before the records are
 * submitted. Every answer lets it go on, and so does none; what is somebody else's is taken away by the person.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { asksWhose, verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import { answerRow } from '../answers.ts';
import { childName, named, type View } from '../view.ts';

function found(record: RecordItem, { words }: View): string {
  const { names = [], birthDates = [] } = verdictOf(record)?.identity ?? {};
  const dates = words.list(birthDates.map((date) => words.day(date, 'long')));
  if (names.length === 0) return words.t('who.born', { dates });
  return words.t(dates ? 'who.names.born' : 'who.names', { names: words.list(names), dates });
}

export function whoseRecord(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, send, state } = view;
  if (verdictOf(record)?.identity?.outcome !== 'differs') return nothing;
  const { clientId, identityAnswer, submitted } = record;
  const answer = (given: 'this-child' | 'unsure') => () => send({ type: 'answer-identity', clientId, answer: given });
  if (!asksWhose(record) || submitted)
    return html`<p class="done">
      ${found(record, view)} ${identityAnswer ? words.t(`who.said.${identityAnswer}`) : nothing}
    </p>`;
  const id = `record-${clientId}-whose`;
  return html`<div class="record-note warn" part="note" role="group" aria-labelledby=${id}>
    <p id=${id}>
      <b>${found(record, view)}</b> ${named(words, 'who.ask', childName(state.answers, state.status?.child))}
    </p>
    ${answerRow(
      [words.t('who.same'), answer('this-child')],
      [words.t('who.unsure'), answer('unsure')],
      [words.t('who.remove'), () => send({ type: 'remove-record', clientId })],
    )}
  </div>`;
}
