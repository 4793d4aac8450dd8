import { describe, expect, it } from 'vitest';
import { holds } from '../../src/form/condition.ts';
import { prune, resolve, validate, validateField } from '../../src/form/index.ts';
import { fieldsOf } from '../../src/form/condition.ts';
import { escapeName, isGiven, itemKeys, namesOf, valueAt, valuesAt, withValue } from '../../src/form/pointer.ts';
import { findField } from '../../src/form/placed-fields.ts';
import type { Condition, Field, FormDefinition, Section } from '../../src/protocol/index.ts';

const form = (...sections: Section[]): FormDefinition => ({
  id: 'test',
  version: '1',
  steps: [{ id: 'only', stage: 1, sections }],
});
const text = (id: string, more: Partial<Field> = {}): Field => ({ id, type: 'text', ...more });
const shown = (definition: FormDefinition, answers: Parameters<typeof resolve>[1]): string[] =>
  resolve(definition, answers)
    .fields.filter(({ visible }) => visible)
    .map(({ pointer }) => pointer);

describe('pointers', () => {
  const answers = { a: { b: ['x', 'y'], 'c/d': { '~': 1 } }, group: { k1: { n: 1 }, k2: { n: 2 } } };

  it('find what is there and nothing else', () => {
    expect(valueAt(answers, '/a/b/1')).toBe('y');
    expect(valueAt(answers, '/a/b/x')).toBeUndefined();
    expect(valueAt(answers, '/a/c~1d/~0')).toBe(1);
    expect(valueAt(answers, '/a/b/1/more')).toBeUndefined();
    expect(valueAt(answers, '/toString')).toBeUndefined();
    expect(namesOf(`/${escapeName('c/d~')}`)).toEqual(['c/d~']);
    expect(valuesAt(answers, '/group/*/n')).toEqual([1, 2]);
    expect(valuesAt(answers, '/group/*')).toEqual([{ n: 1 }, { n: 2 }]);
    expect(valuesAt(answers, '/a/b/*/n')).toEqual([]);
  });

  it('change a copy, never a prototype', () => {
    expect(withValue(answers, '/a/e/f', true)['a']).toMatchObject({ e: { f: true }, b: ['x', 'y'] });
    expect(withValue(answers, '/group/k1', undefined)['group']).toEqual({ k2: { n: 2 } });
    expect(withValue(answers, '/no/such/place', undefined)).toEqual(answers);
    expect(withValue(answers, '/__proto__/polluted', true)).toBe(answers);
    expect(withValue(answers, '/a/constructor', true)).toBe(answers);
    expect(withValue(answers, '', 1)).toBe(answers);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('tell an answer from none, and the order of items', () => {
    expect([null, undefined, '', '  ', [], {}, { a: '' }, [' ']].map((value) => isGiven(value))).toEqual(
      Array(8).fill(false),
    );
    expect([0, false, 'x', ['x'], { a: 0 }].map((value) => isGiven(value))).toEqual(Array(5).fill(true));
    expect(itemKeys({ g: { c: {}, b: { order: 2 }, a: { order: 2 }, d: { order: 1 }, e: 'no item' } }, '/g')).toEqual([
      'd',
      'a',
      'b',
      'c',
    ]);
    expect(itemKeys({ g: [] }, '/g')).toEqual([]);
  });
});

describe('conditions', () => {
  const answers = {
    n: 5,
    s: 'b',
    list: ['x', 'y'],
    date: '2018-05',
    day: '2018-05-14',
    yes: true,
    blank: '',
    half: '201',
  };
  it.each<[string, Condition, boolean]>([
    ['always', true, true],
    ['never', { not: true }, false],
    ['equal', { field: '/s', eq: 'b' }, true],
    ['not equal', { field: '/s', eq: 'a' }, false],
    ['equal to a member', { field: '/list', eq: 'y' }, true],
    ['one of', { field: '/n', in: [4, 5] }, true],
    ['none of', { field: '/n', in: [4] }, false],
    ['a member among', { field: '/list', in: ['y', 'z'] }, true],
    ['there', { field: '/s', exists: true }, true],
    ['blank is not there', { field: '/blank', exists: true }, false],
    ['not there', { field: '/gone', exists: false }, true],
    ['has the member', { field: '/list', exists: 'x' }, true],
    ['has not the member', { field: '/list', exists: 'z' }, false],
    ['above', { field: '/n', gt: 4 }, true],
    ['not above itself', { field: '/n', gt: 5 }, false],
    ['below', { field: '/n', lt: 6 }, true],
    ['numbers are not texts', { field: '/n', gt: '4' }, false],
    ['a day before', { field: '/day', lt: '2018-05-15' }, true],
    ['a half date is before nothing', { field: '/half', lt: '2018-05-15' }, false],
    ['a half date is after nothing', { field: '/half', gt: '1900-01-01' }, false],
    ['text above text', { field: '/s', gt: 'a' }, true],
    ['partial', { field: '/date', partial: true }, true],
    ['whole', { field: '/day', partial: true }, false],
    ['whole, asked the other way', { field: '/day', partial: false }, true],
    [
      'and',
      {
        and: [
          { field: '/yes', eq: true },
          { field: '/n', eq: 5 },
        ],
      },
      true,
    ],
    [
      'and, one missing',
      {
        and: [
          { field: '/yes', eq: true },
          { field: '/n', eq: 6 },
        ],
      },
      false,
    ],
    [
      'or',
      {
        or: [
          { field: '/yes', eq: false },
          { field: '/n', eq: 5 },
        ],
      },
      true,
    ],
    ['or of nothing', { or: [] }, false],
    ['and of nothing', { and: [] }, true],
    ['several at once', { field: '/n', gt: 4, lt: 6, eq: 5 }, true],
  ])('%s', (_name, condition, expected) => {
    expect(holds(condition, answers)).toBe(expected);
  });

  it('name the fields that they look at', () => {
    expect(fieldsOf({ and: [{ field: '/a' }, { not: { field: '/b' } }, { or: [true, { field: '/c' }] }] })).toEqual([
      '/a',
      '/b',
      '/c',
    ]);
    expect(fieldsOf(undefined)).toEqual([]);
  });
});

describe('visibility', () => {
  it('is solved to a fixed point: what a hidden field hid is hidden too', () => {
    const chain = form({
      id: 'chain',
      fields: [
        text('a'),
        text('b', { visible: { field: '/a', eq: 'yes' } }),
        text('c', { visible: { field: '/b', exists: true } }),
        text('d', { visible: { field: '/c', exists: true } }),
      ],
    });
    const answers = { a: 'no', b: 'x', c: 'x', d: 'x', kept: 1 };
    expect(shown(chain, answers)).toEqual(['/a']);
    expect(prune(chain, answers)).toEqual({ a: 'no', kept: 1 });
    expect(shown(chain, { ...answers, a: 'yes' })).toEqual(['/a', '/b', '/c', '/d']);
  });

  it('gives a value back once what had hidden it is hidden itself', () => {
    const late = form({
      id: 'late',
      fields: [
        text('a', { visible: { not: { field: '/b', exists: true } } }),
        text('b', { visible: { field: '/c', eq: 'yes' } }),
        text('c'),
      ],
    });
    expect(prune(late, { a: 'kept', b: 'x', c: 'no' })).toEqual({ a: 'kept', c: 'no' });
  });

  it('judges only the field that was touched, among four hundred that are empty', () => {
    const many = form(
      ...Array.from({ length: 10 }, (_, step): Section => ({
        id: `s${step}`,
        fields: Array.from({ length: 40 }, (_, index) => text(`s${step}.q${index}`, { required: true })),
      })),
    );
    const found = validateField(many, {}, '/s9/q39', { today: '2026-11-24' });
    expect(found.map(({ pointer, code }) => [pointer, code])).toEqual([['/s9/q39', 'required']]);
  });

  it('ends where conditions chase each other, and loses nothing', () => {
    const circle = form({
      id: 'circle',
      fields: [
        text('a', { visible: { not: { field: '/b', exists: true } } }),
        text('b', { visible: { not: { field: '/a', exists: true } } }),
        text('c', { visible: { not: { field: '/c', exists: true } } }),
      ],
    });
    expect(prune(circle, { a: '1', b: '2', c: '3' })).toEqual({ a: '1', b: '2', c: '3' });
    expect(shown(circle, { a: '1', b: '2', c: '3' })).toEqual(['/a', '/b', '/c']);
  });

  it('knows this item from the others of its group', () => {
    const group = form({
      id: 'people',
      repeat: { min: 1, max: 3 },
      fields: [text('kind'), text('more', { visible: { field: '/people/*/kind', eq: 'long' } })],
    });
    const answers = { people: { a: { order: 1, kind: 'long', more: 'x' }, b: { order: 0, kind: 'short', more: 'y' } } };
    expect(shown(group, answers)).toEqual(['/people/b/kind', '/people/a/kind', '/people/a/more']);
    expect(prune(group, answers)['people']).toEqual({
      a: { order: 1, kind: 'long', more: 'x' },
      b: { order: 0, kind: 'short' },
    });
    const [section] = resolve(group, answers).steps[0]!.sections;
    expect(section?.group?.items.map(({ pointer }) => pointer)).toEqual(['/people/b', '/people/a']);
  });

  it('takes a group with its section', () => {
    const group = form(
      { id: 'ask', fields: [text('wanted')] },
      {
        id: 'people',
        visible: { field: '/wanted', eq: 'yes' },
        repeat: { min: 1, max: 3 },
        fields: [text('name', { required: true })],
      },
    );
    const answers = { wanted: 'no', people: { a: { order: 1, name: 'x' } } };
    expect(prune(group, answers)).toEqual({ wanted: 'no' });
    expect(validate(group, answers, { today: '2026-11-24' })).toEqual([]);
    expect(validate(group, { wanted: 'yes' }, { today: '2026-11-24' })).toEqual([
      { pointer: '/people', code: 'group.too-few', params: { min: 1 } },
    ]);
  });

  it('carries one value, or an answer that was given before, and asks where there is none', () => {
    const carrying = form({
      id: 'carrying',
      fields: [
        text('name'),
        text('again', { required: true, fixed: { from: '/name' } }),
        text('only', { required: true, fixed: { value: 'x' } }),
        text('sometimes', { required: true, fixed: { value: 'y', when: { field: '/name', eq: 'Layla' } } }),
        text('auto', { required: true, auto: true }),
      ],
    });
    expect(prune(carrying, { name: 'Layla' })).toEqual({ name: 'Layla', again: 'Layla', only: 'x', sometimes: 'y' });
    expect(shown(carrying, {})).toEqual(['/name', '/again', '/sometimes']);
    expect(validate(carrying, {}, { today: '2026-11-24' }).map(({ pointer }) => pointer)).toEqual([
      '/again',
      '/sometimes',
    ]);
    expect(validateField(carrying, {}, '/only', { today: '2026-11-24' })).toEqual([]);
    expect(validateField(carrying, {}, '/auto', { today: '2026-11-24' })).toEqual([]);
  });

  it('offers an option only while it applies', () => {
    const options = form({
      id: 'options',
      fields: [
        text('a'),
        { id: 'pick', type: 'choice', options: [{ code: 'x' }, { code: 'y', visible: { field: '/a', eq: 'yes' } }] },
      ],
    });
    const context = { today: '2026-11-24' };
    expect(validateField(options, { pick: 'y' }, '/pick', context)).toEqual([
      { pointer: '/pick', code: 'choice.unknown' },
    ]);
    expect(validateField(options, { pick: 'y', a: 'yes' }, '/pick', context)).toEqual([]);
  });
});

describe('one field alone', () => {
  const definition = form(
    {
      id: 'top',
      fields: [
        { id: 'who.name', type: 'name', required: true },
        text('hidden', { visible: { not: true }, required: true }),
      ],
    },
    { id: 'people', repeat: { min: 0, max: 3 }, fields: [{ id: 'mail', type: 'email', required: true }] },
  );
  const context = { today: '2026-11-24' };

  it('is found by a pointer to it or into it', () => {
    expect(findField(definition, '/who/name/latin')?.pointer).toBe('/who/name');
    expect(findField(definition, '/people/p1/mail')).toMatchObject({ pointer: '/people/p1/mail', item: 'p1' });
    expect(findField(definition, '/people/p1')).toBeUndefined();
    expect(findField(definition, '/who')).toBeUndefined();
  });

  it('is judged as in the whole', () => {
    const answers = { who: { name: { full: '' } }, people: { p1: { order: 1, mail: 'x' } } };
    const whole = validate(definition, answers, context);
    const alone = ['/who/name/full', '/people/p1/mail', '/hidden', '/nowhere'].flatMap((pointer) =>
      validateField(definition, answers, pointer, context),
    );
    expect(alone).toEqual(whole);
    expect(whole).toEqual([
      { pointer: '/who/name/full', code: 'required' },
      { pointer: '/people/p1/mail', code: 'email.malformed' },
    ]);
  });
});

it('judges a stage with those before it, or one step', () => {
  const two: FormDefinition = {
    id: 't',
    version: '1',
    steps: [1, 2].map((stage) => ({
      id: `s${stage}`,
      stage,
      sections: [{ id: `s${stage}`, fields: [text(`f${stage}`, { required: true })] }],
    })),
  };
  const at = (scope: object) => validate(two, {}, { today: '2026-11-24', ...scope }).map(({ pointer }) => pointer);
  expect(at({})).toEqual(['/f1', '/f2']);
  expect(at({ stage: 1 })).toEqual(['/f1']);
  expect(at({ stage: 2 })).toEqual(['/f1', '/f2']);
  expect(at({ step: 's2' })).toEqual(['/f2']);
});

it('warns where a text does not look like English, and only if somebody can tell', () => {
  const english = form({ id: 'e', fields: [text('story', { rules: ['english'] })] });
  const judged = (isEnglish?: (given: string) => boolean | undefined) =>
    validate(english, { story: 'Había una vez' }, { today: '2026-11-24', ...(isEnglish && { isEnglish }) });
  expect(judged()).toEqual([]);
  expect(judged(() => undefined)).toEqual([]);
  expect(judged(() => true)).toEqual([]);
  expect(judged(() => false)).toEqual([{ pointer: '/story', code: 'text.not-english', severity: 'warning' }]);
});
