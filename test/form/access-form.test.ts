import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accessForm, programForm, resolve, startForm, validate, wordKeys } from '../../src/form/index.ts';
import { loadForm, loadPhones } from '../../src/form/load.ts';
import { languages } from '../../src/i18n/index.ts';
import type { ResolvedSection } from '../../src/form/resolve.ts';
import { formDefinition, program } from '../../src/protocol/index.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

const { definition, problems } = programForm(exampleProgram, exampleToday);

/** Inputs that must be filled in: of a group that must have an item, those of one. */
const required = (section: ResolvedSection): number => {
  const fields = section.group ? (section.group.min > 0 ? (section.group.items[0]?.fields ?? []) : []) : section.fields;
  return section.visible ? fields.filter((field) => field.required).length : 0;
};
const requiredIn = (answers: JsonObject, stage: number): number =>
  resolve(definition, answers)
    .steps.filter(({ step }) => step.stage === stage)
    .flatMap(({ sections }) => sections)
    .reduce((sum, section) => sum + required(section), 0);

/** The example family with another submitter; whatever that makes necessary is asked. */
const roles = exampleProgram.roles.map((role): [string, JsonObject] => [
  role,
  applyMergePatch(exampleComplete, { submitter: { role }, guardians: { g1: { order: 1 } } }) as JsonObject,
]);

describe('the International Patient Access Form', () => {
  it('is a definition of the published shape, and so is the example descriptor', () => {
    expect(formDefinition.safeParse(accessForm).error).toBeUndefined();
    expect(program.safeParse(exampleProgram).error).toBeUndefined();
    expect(problems).toEqual([]);
  });

  it('has the stages and steps of the contract', () => {
    expect(accessForm.steps.map(({ id, stage }) => [id, stage])).toEqual([
      ['start', 1],
      ['child', 1],
      ['family', 1],
      ['clinical', 2],
      ['records', 2],
      ['services', 2],
      ['check', 2],
    ]);
  });

  it('asks a parent who pays for at most 18 answers in stage 1 and 42 in all', () => {
    expect(requiredIn(exampleComplete, 1)).toBeLessThanOrEqual(18);
    expect(requiredIn(exampleComplete, 1) + requiredIn(exampleComplete, 2)).toBeLessThanOrEqual(42);
  });

  it.each(roles)('puts at most seven required inputs into view at once for %s', (_role, answers) => {
    for (const { sections } of resolve(definition, answers).steps)
      for (const section of sections) {
        expect(required(section), section.section.id).toBeLessThanOrEqual(7);
        for (const item of section.group?.items ?? [])
          expect(item.fields.filter((field) => field.required).length, section.section.id).toBeLessThanOrEqual(7);
      }
  });

  it('has no fault to find in the example family', () => {
    expect(validate(definition, exampleComplete, { today: exampleToday })).toEqual([]);
    expect(resolve(definition, exampleComplete).answers).toEqual(exampleComplete);
  });

  it('asks nothing twice of whoever has said it', () => {
    const doctor = applyMergePatch(exampleComplete, {
      submitter: { role: 'home-physician', organisation: 'Palm Clinic', jobTitle: 'Paediatrician', relationship: null },
    }) as JsonObject;
    const { answers, fields } = resolve(definition, doctor);
    const seen = (pointer: string) => fields.find((one) => one.pointer === pointer)?.visible;
    expect(answers['physician']).toMatchObject({ name: exampleComplete.submitter.name, clinic: 'Palm Clinic' });
    expect([seen('/physician/name'), seen('/physician/clinic'), seen('/physician/email')]).toEqual([
      false,
      false,
      false,
    ]);
    const adult = applyMergePatch(exampleComplete, {
      submitter: { role: 'patient' },
      patient: { name: null },
    }) as JsonObject;
    expect(resolve(definition, adult).answers['patient']).toMatchObject({ name: exampleComplete.submitter.name });
  });

  it('does not ask for an authority before the role is known', async () => {
    const first = resolve(await startForm(exampleProgram), {});
    expect(
      first.fields.filter(({ visible, required: must }) => visible && must).map(({ pointer }) => pointer),
    ).not.toContain('/submitter/authority');
  });

  it('shows step 1 before the rest is there, with the program’s operations on it', async () => {
    const narrow = await startForm({
      ...exampleProgram,
      roles: ['parent'],
      eligibility: {},
      form: {
        version: '1',
        operations: [{ add: { id: 'howHeard', type: 'text' }, after: '/submitter/email' }, { hide: '/clinical/story' }],
      },
    });
    expect(narrow.steps.map(({ id }) => id)).toEqual(['start']);
    const { fields, answers } = resolve(narrow, {});
    const pointers = fields.filter(({ visible }) => visible).map(({ pointer }) => pointer);
    expect(pointers).toContain('/custom/howHeard');
    expect(pointers).not.toContain('/submitter/role');
    expect(answers['submitter']).toEqual({ role: 'parent', authority: 'parental-responsibility' });
    expect((await startForm({ ...exampleProgram, roles: [] })).steps).toHaveLength(1);
  });

  it('waits for nothing where the program leaves step 1 as it is', () => {
    const operations = [
      { hide: '/patient/nationality' },
      { add: { id: 'x', type: 'text' as const }, after: '/services/payer' },
    ];
    for (const form of [undefined, { version: '1', operations }])
      expect(startForm({ ...exampleProgram, ...(form && { form }) })).not.toBeInstanceOf(Promise);
    expect(
      startForm({ ...exampleProgram, form: { version: '1', operations: [{ hide: '/start/contact' }] } }),
    ).toBeInstanceOf(Promise);
  });

  it('is the same form for a day however often it is made, and another on another day', () => {
    const made = (today: string) => programForm(exampleProgram, today);
    const first = made('2026-11-24');
    expect(made('2026-11-24')).toBe(first);
    const days = ['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'].map(made);
    expect(new Set([first, ...days]).size).toBe(5);
    expect(JSON.stringify(made('2026-11-24').definition)).toBe(JSON.stringify(first.definition));
  });

  it.each([
    ['2026-11-24', '2008-11-24', true],
    ['2026-11-24', '2008-11-25', false],
    ['2026-11-24', '2008', true],
    ['2026-11-24', '2009', false],
    ['2026-02-28', '2008-02-29', false],
    ['2026-03-01', '2008-02-29', true],
    ['2028-02-29', '2010-03-01', true],
    ['2028-02-29', '2010-03-02', false],
    ['2018-02-28', '2000-02-29', false],
  ])('on %s knows who was born on %s as of age: %s', (today, birthDate, adult) => {
    const { definition: onThatDay } = programForm(exampleProgram, today);
    // In a country where the program counts eighteen years.
    const answers = applyMergePatch(exampleComplete, {
      patientLocation: { country: 'DE' },
      patient: { birthDate },
    }) as JsonObject;
    const asked = resolve(onThatDay, answers).fields.find(({ pointer }) => pointer === '/patient/authorisation');
    expect(asked?.visible).toBe(adult);
  });

  it('opens its doors', async () => {
    expect((await loadForm()).accessForm).toBe(accessForm);
    expect((await loadPhones()).phones.judge('+971501234567').valid).toBe(true);
  });
});

describe('words', () => {
  const packs = (lang: string): Record<string, string> =>
    Object.assign(
      {},
      ...['start', 'form'].map((name) => {
        const file = new URL(`../../src/i18n/locales/${lang}/${name}.json`, import.meta.url);
        return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
      }),
    ) as Record<string, string>;
  /** Every code that the validator's own table names. */
  const codes = [
    ...readFileSync(new URL('../../src/form/validate.ts', import.meta.url), 'utf8')
      .split('*/')[0]!
      .matchAll(/`([a-z]+(?:[.-][a-z]+)*)`/g),
  ].map(([, code]) => code!);

  it.each(Object.keys(languages))('are complete in %s', (lang) => {
    const said = packs(lang);
    expect(wordKeys(accessForm).filter((key) => !said[key]?.trim())).toEqual([]);
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter((code) => !said[`issue.${code}`]?.trim())).toEqual([]);
  });

  it('never blame, never shout, in English', () => {
    const texts = Object.entries(packs('en')).filter(([key]) => /^(?:field|issue|section|step)\./.test(key));
    for (const [key, text] of texts) expect(text, key).not.toMatch(/invalid|!|illegal|forbidden|failed/i);
  });

  it('of step 1 come with the first view', () => {
    const file = new URL('../../src/i18n/locales/en/start.json', import.meta.url);
    const first = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(wordKeys({ ...accessForm, steps: accessForm.steps.slice(0, 1) }).filter((key) => !(key in first))).toEqual(
      [],
    );
  });

  it('of a step are its own where it has some', () => {
    const [first] = accessForm.steps;
    const keys = (text?: Record<string, string>) =>
      wordKeys({ ...accessForm, steps: first ? [{ ...first, ...(text && { text }) }] : [] });
    expect(keys()[0]).toBe('step.start');
    expect(keys({ en: 'Begin' })).not.toContain('step.start');
  });

  it('need no key where the program brought its own', () => {
    const own = programForm(
      {
        ...exampleProgram,
        form: {
          version: '1',
          operations: [
            {
              add: {
                id: 'howHeard',
                type: 'choice',
                why: false,
                options: [{ code: 'web', text: { en: 'The web' } }],
                text: { en: 'How?' },
              },
              after: '/services/payer',
            },
          ],
        },
      },
      exampleToday,
    ).definition;
    expect(wordKeys(own).filter((key) => key.includes('howHeard'))).toEqual([]);
  });
});
