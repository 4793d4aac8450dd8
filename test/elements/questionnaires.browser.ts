/** FHIR questionnaires on screen: every question under its words, with a control that takes an answer. */
import { expect } from '@open-wc/testing';
import { resolve, type ResolvedField } from '../../src/form/index.ts';
import { importQuestionnaire, type Questionnaire } from '../../src/protocol/fhir/index.ts';
import type { FormDefinition, JsonObject } from '../../src/protocol/index.ts';
import { validate } from '../../src/form/index.ts';
import { journeyOf } from '../fixtures/journeys.ts';
import { northbridge } from '../fixtures/programs.ts';
import { filled } from '../fixtures/questionnaires/filled.ts';
import * as made from '../fixtures/questionnaires/index.ts';
import { violations } from './harness/axe.ts';
import { clear, mount, type Person, until } from './harness/mount.ts';

const published = (await (await fetch('/published-questionnaires')).json()) as [string, Questionnaire][];
const all: readonly (readonly [name: string, given: Questionnaire])[] = [...published, ...Object.entries(made)];

const shown = (definition: FormDefinition, answers: JsonObject): readonly ResolvedField[] =>
  resolve(definition, answers).fields.filter(({ visible }) => visible);

async function onScreen(definition: FormDefinition, answers: JsonObject, lang: 'en' | 'ar' = 'en'): Promise<Person> {
  return mount(
    'rso-access-form',
    journeyOf(northbridge, {
      lang,
      program: { phase: 'ready', program: northbridge, definition },
      place: { name: 'form', step: 'questionnaire' },
      reached: 'questionnaire',
      answers,
    }),
  );
}

/** Every visible field with the words and the control that it has on screen. */
async function looksWhole(person: Person, fields: readonly ResolvedField[], lang: string): Promise<void> {
  for (const { field, pointer } of fields) {
    const words = field.text?.[lang] ?? field.text?.['en'] ?? Object.values(field.text ?? {})[0] ?? '';
    const id = `f${pointer.replace(/[^\w-]+/gu, '-')}-field`;
    const box = await until(`"${words}" (${pointer})`, () => person.root.getElementById(id));
    const label = box.querySelector('label, legend, p');
    const flat = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();
    expect(flat(field.type === 'display' ? box.textContent : label?.textContent)).to.contain(
      flat(words).split(' ').slice(0, 8).join(' '),
    );
    if (field.type !== 'display') expect(box.querySelector('input, select, textarea'), words).not.to.equal(null);
  }
}

describe('FHIR questionnaires on screen', () => {
  afterEach(clear);

  for (const [name, given] of all)
    it(`${name}: shows every question, empty and answered, and takes the answers`, async () => {
      const { definition, initial } = importQuestionnaire(given);
      const empty = await onScreen(definition, initial);
      await until('later fields', () => !empty.root.querySelector('[aria-busy="true"]'));
      await looksWhole(empty, shown(definition, empty.session.state.answers), 'en');
      clear();
      const answers = resolve(definition, filled(definition)).answers;
      const person = await onScreen(definition, answers);
      await looksWhole(person, shown(definition, answers), 'en');
      const title = definition.steps[0]?.text?.['en'];
      if (title) expect(person.heading).to.contain(title);
    });

  it('has nothing that axe finds, in light and dark, in a form of many types', async () => {
    for (const given of [made.medicines, made.pain, made.history, made.symptoms]) {
      const { definition } = importQuestionnaire(given);
      const person = await onScreen(definition, resolve(definition, filled(definition)).answers);
      expect(await violations(person.element)).to.deep.equal([]);
      person.element.setAttribute('theme', 'dark');
      await person.element.updateComplete;
      expect(await violations(person.element)).to.deep.equal([]);
      clear();
    }
  });

  it('keeps a number in the unit that was chosen', async () => {
    const { definition } = importQuestionnaire(made.pain);
    const person = await onScreen(definition, {});
    await person.types('For how long?', '3');
    const unit = person.root.querySelector<HTMLSelectElement>('select[aria-label]');
    if (!unit) throw new Error('no unit to choose');
    unit.value = 'wk';
    unit.dispatchEvent(new Event('change', { bubbles: true }));
    expect(person.said('change')).to.have.nested.property('change.value.value', 3);
    expect(person.said('change')).to.have.nested.property('change.value.unit', 'wk');
    const { answers } = person.session.state;
    expect(validate(definition, answers, { today: '2026-11-27' }).map(({ pointer }) => pointer)).not.to.contain(
      '/q-since',
    );
  });

  it('brings up a question when its condition holds, and the text that goes with an answer', async () => {
    const { definition } = importQuestionnaire(made.mood);
    const person = await onScreen(definition, {});
    expect(person.text).not.to.contain('talk to somebody today');
    const box = person.root.getElementById('f-q-m9-field');
    box?.querySelectorAll('input')[2]?.click();
    await person.sees('talk to somebody today');
  });

  it('takes a time and a moment by the browser’s own controls', async () => {
    const { definition } = importQuestionnaire(made.identity);
    const person = await onScreen(definition, {});
    await until('the time', () => person.root.querySelector('input[type="time"]'));
    await person.types('Best time to call', '09:15');
    expect(person.said('change')).to.have.nested.property('change.value', '09:15');
    clear();
    const { definition: drugs } = importQuestionnaire(made.medicines);
    const other = await onScreen(drugs, { 'q-any': true, 'q-med': { a: { order: 1, value: 'X' } } });
    await until('the moment', () => other.root.querySelector('input[type="datetime-local"]'));
    await other.types('Last taken', '2026-05-14T10:00');
    const { change } = other.said('change') as { readonly change: { readonly value: string } };
    expect(change.value).to.match(/^2026-05-14T10:00:00[+-]\d{2}:\d{2}$/u);
    expect(validate(drugs, other.session.state.answers, { today: '2026-11-27' })).to.deep.equal([]);
    expect((other.control('Last taken') as HTMLInputElement).value).to.equal('2026-05-14T10:00');
  });

  it('speaks the language that a translation brings', async () => {
    const { definition } = importQuestionnaire(made.symptoms);
    const person = await onScreen(definition, {}, 'ar');
    await person.sees('ماذا أصاب طفلك هذا الأسبوع؟');
    await person.sees('لا شيء');
    expect(person.heading).to.contain('الأعراض');
  });

  it('says that a choice stands alone', async () => {
    const { definition } = importQuestionnaire(made.symptoms);
    const answers = { 'q-s': ['fever', 'none'] };
    const issues = validate(definition, answers, { today: '2026-11-27' });
    const person = await onScreen(definition, answers);
    await person.becomes({ ...person.session.state, issues: [...issues], summary: 1 });
    await person.sees('can only stand alone');
  });
});
