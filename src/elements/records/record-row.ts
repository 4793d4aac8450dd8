/** One record in the list: what it is, how it stands, what is wrong and every way out. */
import { html, nothing, type TemplateResult } from 'lit';
import { englishPolicy, pagesInQuestion, recordNeeds, type RecordNeed, verdictOf } from '../../journey/carried.ts';
import type { RecordItem } from '../../journey/state.ts';
import { followWriting } from '../fields/writing.ts';
import { isShortEnough, longest, tooLongNote } from '../writing-limit.ts';
import { factLine } from '../facts.ts';
import type { View } from '../view.ts';
import { describe } from './describe.ts';
import { chooser } from './drop-zone.ts';
import { chipOf, noteOf, pageCount, rowId, stateText } from './record-words.ts';
import { waysHere } from './ways-door.ts';

function reasonForm(record: RecordItem, view: View): TemplateResult {
  const { words, send } = view;
  const id = `${rowId(record)}-reason`;
  const submit = (event: Event) => {
    const box = (event.currentTarget as HTMLElement).closest('.panel')?.querySelector('textarea');
    const reason = box?.value.trim() ?? '';
    if (reason.length < 3) box?.focus();
    else if (isShortEnough(box ?? null, longest.reason, words))
      send({ type: 'override-record', clientId: record.clientId, reason });
  };
  return html`<details>
    <summary>${words.t('way.wrong')}</summary>
    <div class="panel">
      <div class="field">
        <label class="label" for=${id}>${words.t('way.reason')}</label>
        <p class="hint" id="${id}-hint">${words.t('way.reason.hint')}</p>
        ${tooLongNote(id)}
        <textarea part="control" id=${id} rows="2" aria-describedby="${id}-hint" @input=${followWriting}></textarea>
      </div>
      <div>
        <button type="button" class="button small" part="button" @click=${submit}>${words.t('way.send')}</button>
      </div>
    </div>
  </details>`;
}

/** Does its language ask for a way out: because it must (`block`), or because the program warns? */
function asksWay(record: RecordItem, { state }: View, needs: readonly RecordNeed[]): boolean {
  if (needs.includes('decide') || needs.includes('attest')) return true;
  const warned = englishPolicy(state) === 'warn' && !record.override && !record.attested && !record.submitted;
  return warned && pagesInQuestion(state, record).length > 0;
}

function waysOut(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, send, state } = view;
  const { clientId } = record;
  const needs = recordNeeds(state, record);
  const has = (need: RecordNeed) => needs.includes(need);
  const asks = asksWay(record, view, needs);
  const link = (text: string, press: () => void) =>
    html`<button type="button" class="link" @click=${press}>${text}</button>`;
  const parts = [
    has('repick')
      ? chooser(words.t('way.repick'), record.name, 'link', ([file]) => {
          if (file) send({ type: 'repick-record', clientId, file });
        })
      : null,
    has('retry') ? link(words.t('retry'), () => send({ type: 'retry' })) : null,
    has('attest') ? link(words.t('way.attest'), () => send({ type: 'attest-record', clientId })) : null,
    asks || has('replace')
      ? chooser(words.t('way.replace'), record.name, 'link', (files) => {
          if (files.length > 0) send({ type: 'add-records', files, replaces: record.recordId ?? clientId });
        })
      : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return nothing;
  return html`<div class="ways">
    ${parts}${asks ? (waysHere(view)?.out(record, view) ?? nothing) : nothing}${
      asks && verdictOf(record)?.verdict === 'refused' ? reasonForm(record, view) : nothing
    }
  </div>`;
}

function noteBox(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words } = view;
  const note = noteOf(record, view);
  const repick = record.carried.phase === 'repick';
  const ways = waysOut(record, view);
  if (!note && !repick) return ways;
  const bad = chipOf(record, view).tone === 'bad' || record.carried.phase === 'failed';
  const wrong = record.carried.phase === 'repick' && record.carried.wrongFile === true;
  return html`<div class="record-note ${bad ? 'bad' : 'warn'}" part="note">
    <p>
      <b>${note ? note.title : words.t(wrong ? 'note.wrongFile' : 'note.repick')}</b>
      ${note ? note.text : words.t(wrong ? 'note.wrongFile.more' : 'note.repick.more')}
    </p>
    ${ways}
  </div>`;
}

export function recordRow(record: RecordItem, view: View): TemplateResult {
  const { words, send } = view;
  const chip = chipOf(record, view);
  const pages = pageCount(record);
  const ways = waysHere(view);
  const { carried, check } = record;
  const facts = [pages ? words.t('pages', { count: pages }) : null, words.bytes(record.size), stateText(record, words)];
  const moving = carried.phase === 'sending' || carried.phase === 'paused' || carried.phase === 'connection';
  const unread = check.phase === 'waiting' || check.phase === 'reading';
  return html`<li class="record" part="record" id=${rowId(record)}>
    <div class="record-sheet">
      ${
        ways?.thumbnail(record, view) ??
        html`<span
          class="thumb"
          aria-hidden="true"
          aria-busy=${view.parts?.need('ways') === 'failed' ? nothing : 'true'}
        ></span>`
      }
    </div>
    <div class="record-main">
      <div class="record-head">
        <div>
          <p class="name"><bdi>${record.name}</bdi></p>
          <p class="meta num">${factLine(words, facts)}</p>
        </div>
        <span class="chip ${chip.tone}" part="chip"><span aria-hidden="true">${chip.mark}</span> ${chip.text}</span>
      </div>
      ${ways?.strip(record, view) ?? nothing}
      ${
        moving
          ? html`<progress
              aria-label=${words.t('record.progress', { name: record.name })}
              max=${Math.max(1, record.size)}
              value=${carried.sent}
            ></progress>`
          : nothing
      }
      ${ways?.whose(record, view) ?? nothing} ${noteBox(record, view)} ${ways?.done(record, view) ?? nothing}
      ${ways?.statement(record, view) ?? nothing} ${record.submitted || unread ? nothing : describe(record, view)}
    </div>
    ${
      record.submitted
        ? nothing
        : html`<button
            type="button"
            class="remove"
            aria-label=${words.t('remove.named', { name: record.name })}
            @click=${() => send({ type: 'remove-record', clientId: record.clientId })}
          >
            <span aria-hidden="true">✕</span>
          </button>`
    }
  </li>`;
}
