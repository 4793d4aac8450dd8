/** One record in the list: what it is, how it stands, what is wrong and every way out. */
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { recordNeeds } from '../../journey/carried.ts';
import { categoryCodes } from '../../journey/categories.ts';
import type { RecordItem } from '../../journey/state.ts';
import { latinDigits, ownDigits } from '../fields/digits.ts';
import { joinParts, orderOf, partsOf } from '../fields/partial-date.ts';
import type { View } from '../view.ts';
import { press, taken } from './drop-zone.ts';
import { pageStrip } from './page-strip.ts';
import { chipOf, noteOf, pageCount, stateText } from './record-words.ts';
import { followWriting } from '../fields/writing.ts';

const rowId = (record: RecordItem): string => `record-${record.clientId}`;

/** A button that opens the file chooser for one record. */
const chooser = (label: string, name: string, onFile: (files: readonly File[]) => void): TemplateResult =>
  html`<button type="button" class="link" @click=${press}>${label}<span class="visually-hidden"> ${name}</span></button
    ><input type="file" hidden aria-label=${label} @change=${(event: Event) => onFile(taken(event))} />`;

function reasonForm(record: RecordItem, view: View): TemplateResult {
  const { words, send } = view;
  const id = `${rowId(record)}-reason`;
  const submit = (event: Event) => {
    const box = (event.currentTarget as HTMLElement).previousElementSibling?.querySelector('textarea');
    const reason = box?.value.trim() ?? '';
    if (reason.length < 3) box?.focus();
    else send({ type: 'override-record', clientId: record.clientId, reason });
  };
  return html`<details>
    <summary>${words.t('way.wrong')}</summary>
    <div class="field">
      <label class="label" for=${id}>${words.t('way.reason')}</label>
      <p class="hint" id="${id}-hint">${words.t('way.reason.hint')}</p>
      <textarea
        part="control"
        id=${id}
        maxlength="500"
        rows="2"
        aria-describedby="${id}-hint"
        @input=${followWriting}
      ></textarea>
    </div>
    <button type="button" class="button small" @click=${submit}>${words.t('way.send')}</button>
  </details>`;
}

function waysOut(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, send, state } = view;
  const needs = recordNeeds(state, record);
  const has = (...wanted: readonly (typeof needs)[number][]) => wanted.some((need) => needs.includes(need));
  const replace = chooser(words.t('way.replace'), record.name, (files) => {
    if (files.length > 0) send({ type: 'add-records', files, replaces: record.recordId ?? record.clientId });
  });
  const parts = [
    has('repick')
      ? chooser(words.t('way.repick'), record.name, ([file]) => {
          if (file) send({ type: 'repick-record', clientId: record.clientId, file });
        })
      : null,
    has('retry')
      ? html`<button type="button" class="link" @click=${() => send({ type: 'retry' })}>${words.t('retry')}</button>`
      : null,
    has('attest')
      ? html`<button
          type="button"
          class="link"
          @click=${() => send({ type: 'attest-record', clientId: record.clientId })}
        >
          ${words.t('way.attest')}
        </button>`
      : null,
    has('decide', 'attest', 'replace') ? replace : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return nothing;
  return html`<div class="ways">${parts}${has('decide') ? reasonForm(record, view) : nothing}</div>`;
}

function noteBox(record: RecordItem, view: View): TemplateResult | typeof nothing {
  const { words, state } = view;
  const note = noteOf(record, view);
  const repick = record.carried.phase === 'repick';
  const ways = waysOut(record, view);
  if (!note && !repick) return ways;
  const bad = chipOf(record, words).tone === 'bad' || record.carried.phase === 'failed';
  const wrong = record.carried.phase === 'repick' && record.carried.wrongFile === true;
  return html`<div class="record-note ${bad ? 'bad' : 'warn'}" part="note">
    <p>
      <b>${note ? note.title : words.t(wrong ? 'note.wrongFile' : 'note.repick')}</b>
      ${note ? note.text : words.t(wrong ? 'note.wrongFile.more' : 'note.repick.more')}
      ${state.program.phase === 'ready' && record.serverDiffers ? words.t('note.differs') : nothing}
    </p>
    ${ways}
  </div>`;
}

function describe(record: RecordItem, view: View): TemplateResult {
  const { words, send } = view;
  const id = rowId(record);
  const parts = partsOf(record.documentDate ?? '');
  const needs = recordNeeds(view.state, record).includes('describe');
  const date = (name: 'year' | 'month' | 'day') => (event: Event) => {
    const value = (event.target as HTMLInputElement).value;
    send({
      type: 'describe-record',
      clientId: record.clientId,
      documentDate: joinParts({ ...parts, [name]: latinDigits(value.trim()) }) ?? '',
    });
  };
  const digits = (name: 'year' | 'day', size: number) =>
    html`<div class=${name}>
      <label class="sub" for="${id}-${name}">${words.t(`date.${name}`)}</label>
      <input
        part="control"
        id="${id}-${name}"
        inputmode="numeric"
        autocomplete="off"
        maxlength=${size}
        .value=${ownDigits(parts[name].replace(/^0(?=\d$)/u, ''), words.locale)}
        @change=${date(name)}
      />
    </div>`;
  const month = html`<div class="month">
    <label class="sub" for="${id}-month">${words.t('date.month')}</label>
    <span class="select"
      ><select part="control" id="${id}-month" @change=${date('month')}>
        <option value="" ?selected=${!parts.month}></option>
        ${words.months().map((name, index) => {
          const code = String(index + 1).padStart(2, '0');
          return html`<option value=${code} ?selected=${parts.month === code}>${name}</option>`;
        })}
      </select></span
    >
  </div>`;
  const body = html`<div class="grid">
    <div class="field">
      <label class="label" for="${id}-category">${words.t('record.category')}</label>
      <span class="select"
        ><select
          part="control"
          id="${id}-category"
          @change=${(event: Event) => send({ type: 'describe-record', clientId: record.clientId, category: (event.target as HTMLSelectElement).value })}
        >
          <option value="" ?selected=${record.category === ''}>${words.t('record.category.choose')}</option>
          ${categoryCodes.map((code) => html`<option value=${code} ?selected=${record.category === code}>${words.t(`category.${code}`)}</option>`)}
        </select></span
      >
    </div>
    <fieldset class="field">
      <legend class="label">${words.t('record.date')}</legend>
      <div class="date">
        ${orderOf(words).map((name) => (name === 'month' ? month : digits(name, name === 'day' ? 2 : 4)))}
      </div>
    </fieldset>
  </div>`;
  const known = [
    record.category && words.t(`category.${record.category}`),
    record.documentDate && words.day(record.documentDate, 'long'),
  ].filter(Boolean);
  // Open from the start where something is missing; after that it is the person's to fold.
  return html`<details class="describe" ?open=${guard([record.clientId], () => needs)}>
    <summary>${known.length > 0 ? known.join(' · ') : words.t('record.describe')}</summary>
    ${body}
  </details>`;
}

export function recordRow(record: RecordItem, view: View): TemplateResult {
  const { words, send } = view;
  const chip = chipOf(record, words);
  const pages = pageCount(record);
  const { carried, check } = record;
  const facts = [pages ? words.t('pages', { count: pages }) : null, words.bytes(record.size), stateText(record, words)];
  const moving = carried.phase === 'sending' || carried.phase === 'paused' || carried.phase === 'connection';
  return html`<li class="record" part="record" id=${rowId(record)}>
    <span class="thumb" aria-hidden="true"></span>
    <div class="record-main">
      <div class="record-head">
        <div>
          <p class="name"><bdi>${record.name}</bdi></p>
          <p class="meta num">${facts.filter(Boolean).join(' · ')}</p>
        </div>
        <span class="chip ${chip.tone}" part="chip"><span aria-hidden="true">${chip.mark}</span> ${chip.text}</span>
      </div>
      ${pageStrip(record, words)}
      ${
        moving
          ? html`<progress
              aria-label=${words.t('record.progress', { name: record.name })}
              max=${Math.max(1, record.size)}
              value=${carried.sent}
            ></progress>`
          : nothing
      }
      ${noteBox(record, view)}
      ${record.submitted || check.phase === 'waiting' || check.phase === 'reading' ? nothing : describe(record, view)}
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
