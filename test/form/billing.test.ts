import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programForm, resolve, validate, wordKeys } from '../../src/form/index.ts';
import { languages } from '../../src/i18n/index.ts';
import {
  exportQuestionnaire,
  fromQuestionnaireResponse,
  program as schema,
  toQuestionnaireResponse,
} from '../../src/protocol/index.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import type { Program } from '../../src/protocol/program.ts';
import { exampleBilling } from '../../src/protocol/vectors/example.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

const asking = (billing: Program['fee']['billing'] = {}, more: Partial<Program> = {}): Program => ({
  ...exampleProgram,
  ...more,
  fee: { ...exampleProgram.fee, billing },
});
const formOf = (program: Program) => programForm(program, exampleToday).definition;
const asked = (program: Program, change: JsonObject = {}) =>
  resolve(formOf(program), applyMergePatch(exampleComplete, change) as JsonObject)
    .fields.filter(({ step, visible }) => step.id === 'billing' && visible)
    .map(({ pointer }) => pointer);
const found = (billing: JsonObject, program = asking()) =>
  validate(formOf(program), { ...exampleComplete, ...billing }, { today: exampleToday, step: 'billing' }).map(
    ({ pointer, code }) => `${pointer} ${code}`,
  );

const all = ['/billing/name', '/billing/email', '/billing/address'];

describe('whom the receipt is made out to', () => {
  it('is asked only where the descriptor says so', () => {
    expect(formOf(exampleProgram).steps.map(({ id }) => id)).not.toContain('billing');
    expect(schema.safeParse(asking()).success).toBe(true);
    expect(asked(asking())).toEqual(all);
  });

  it('is asked of families that pay themselves, and of nobody else', () => {
    for (const type of ['insurer', 'embassy', 'government', 'employer', 'charity'])
      expect([type, asked(asking(), { payer: { type } })]).toEqual([type, []]);
    expect(asked(asking(), { payer: null })).toEqual([]);
  });

  it('is asked under another condition where the program has one', () => {
    const employers = { when: { field: '/payer/type', in: ['self-pay', 'employer'] } };
    expect(asked(asking(employers), { payer: { type: 'employer' } })).toEqual(all);
    expect(asked(asking({ when: true }), { payer: null })).toEqual(all);
  });

  it('is no part of what is sent by stages', () => {
    const context = { today: exampleToday, stage: 2 };
    expect(validate(formOf(asking()), exampleComplete, context)).toEqual(
      validate(formOf(exampleProgram), exampleComplete, context),
    );
  });

  it('is missing at the boxes that are to be filled first, and judged by country', () => {
    expect(found({})).toEqual([
      '/billing/name/full required',
      '/billing/email required',
      '/billing/address/country required',
    ]);
    expect(found(exampleBilling)).toEqual([]);
    const at = (address: JsonObject) => found({ billing: { ...exampleBilling.billing, address } });
    expect(at({ country: 'AE', lines: ['12 Palm Street'], locality: 'Abu Dhabi' })).toEqual([]);
    expect(at({ country: 'DE', lines: ['Palmenweg 12'], locality: 'Bonn' })).toEqual([
      '/billing/address/postalCode address.postal-code-required',
    ]);
    expect(at({ country: 'AE' })).toEqual(['/billing/address/lines required', '/billing/address/locality required']);
    expect(found({ billing: { ...exampleBilling.billing, email: 'nobody' } })).toEqual([
      '/billing/email email.malformed',
    ]);
  });

  it('is changed by the program’s operations like any other step', () => {
    const text = { en: 'Tax number' };
    const program = asking(
      {},
      {
        form: {
          version: '1',
          operations: [
            { add: { id: 'taxNumber', type: 'text', required: true, text }, after: '/billing/email' },
            { hide: '/billing/address' },
          ],
        },
      },
    );
    expect(asked(program)).toEqual(['/billing/name', '/billing/email', '/custom/taxNumber']);
    expect(found({ billing: exampleBilling.billing }, program)).toEqual(['/custom/taxNumber required']);
  });

  it('goes out as FHIR with the rest of the form, and comes back as it was', () => {
    const definition = formOf(asking());
    const answers = { ...exampleComplete, ...exampleBilling };
    const { response, problems } = toQuestionnaireResponse(definition, answers);
    expect(problems.filter(({ at }) => at.startsWith('/billing'))).toEqual([]);
    expect(fromQuestionnaireResponse(definition, response).answers['billing']).toEqual(exampleBilling.billing);
    expect(JSON.stringify(exportQuestionnaire(definition).questionnaire)).toContain('"/billing/address/postalCode"');
  });

  it.each(Object.keys(languages))('has its words in %s', (lang) => {
    const said = ['form', 'shared'].reduce<Record<string, string>>(
      (words, pack) => ({
        ...words,
        ...(JSON.parse(
          readFileSync(new URL(`../../src/i18n/locales/${lang}/${pack}.json`, import.meta.url), 'utf8'),
        ) as Record<string, string>),
      }),
      {},
    );
    const step = formOf(asking()).steps.filter(({ id }) => id === 'billing');
    expect(wordKeys({ id: 'billing', version: '1', steps: step }).filter((key) => !said[key]?.trim())).toEqual([]);
  });
});
