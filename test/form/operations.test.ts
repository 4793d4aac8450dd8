import { describe, expect, it } from 'vitest';
import { accessForm, applyOperations, programForm, resolve, validate } from '../../src/form/index.ts';
import type { Field, FormOperation, Program } from '../../src/protocol/index.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

const today = exampleToday;
const howHeard: Field = {
  id: 'howHeard',
  type: 'choice',
  required: true,
  options: [
    { code: 'doctor', text: { en: 'My doctor' } },
    { code: 'web', text: { en: 'The web' } },
  ],
  text: { en: 'How did you hear about us?' },
};
const withOperations = (...operations: FormOperation[]) =>
  programForm({ ...exampleProgram, form: { version: '1', operations } }, today);
const pointers = (definition: Parameters<typeof resolve>[0], section: string): string[] =>
  resolve(definition, exampleComplete)
    .steps.flatMap(({ sections }) => sections)
    .filter((one) => one.section.id === section && one.visible)
    .flatMap(({ fields, group }) => (group ? group.items.flatMap((item) => item.fields) : fields))
    .filter(({ visible }) => visible)
    .map(({ pointer }) => pointer);

describe('add', () => {
  it('stands at the end of a section, holds its answer under /custom, is judged like the rest', () => {
    const { definition, problems } = withOperations({ add: howHeard, after: '/services/payer' });
    expect(problems).toEqual([]);
    expect(pointers(definition, 'payer').at(-1)).toBe('/custom/howHeard');
    expect(validate(definition, exampleComplete, { today })).toEqual([
      { pointer: '/custom/howHeard', code: 'required' },
    ]);
    const said = applyMergePatch(exampleComplete, { custom: { howHeard: 'radio' } }) as JsonObject;
    expect(validate(definition, said, { today })).toEqual([{ pointer: '/custom/howHeard', code: 'choice.unknown' }]);
  });

  it('stands right after a field', () => {
    const { definition } = withOperations({ add: { ...howHeard, id: 'custom.heard' }, after: '/patient/name' });
    const all = pointers(definition, 'patient');
    expect(all.indexOf('/custom/heard')).toBe(all.indexOf('/patient/name') + 1);
  });

  it('has a section of its own after a repeating group', () => {
    const { definition, problems } = withOperations(
      { add: howHeard, after: '/guardians/name' },
      { add: { ...howHeard, id: 'second' }, after: '/guardians' },
    );
    expect(problems).toEqual([]);
    expect(pointers(definition, 'guardians-custom')).toEqual(['/custom/howHeard', '/custom/second']);
    expect(
      definition.steps.flatMap(({ sections }) => sections).filter(({ id }) => id === 'guardians-custom'),
    ).toHaveLength(1);
  });

  it('may stand at the end of a step', () => {
    expect(pointers(withOperations({ add: howHeard, after: '/child' }).definition, 'patient-more').at(-1)).toBe(
      '/custom/howHeard',
    );
  });

  it('is not done twice, nor nowhere', () => {
    const { definition, problems } = withOperations(
      { add: howHeard, after: '/services/payer' },
      { add: howHeard, after: '/services/report' },
      { add: { ...howHeard, id: 'lost' }, after: '/nowhere/at-all' },
    );
    expect(problems).toEqual([
      { operation: 1, code: 'duplicate', pointer: '/custom/howHeard' },
      { operation: 2, code: 'unknown-place', pointer: '/custom/lost' },
    ]);
    expect(pointers(definition, 'report')).not.toContain('/custom/howHeard');
  });
});

describe('hide', () => {
  it('hides a field, and it holds no value any more', () => {
    const { definition } = withOperations({ hide: '/clinical/story' });
    expect(pointers(definition, 'diagnosis')).not.toContain('/clinical/story');
    expect(resolve(definition, exampleComplete).answers['clinical']).not.toHaveProperty('story');
  });

  it('hides a whole section or group', () => {
    const { definition, problems } = withOperations({ hide: '/imaging' }, { hide: '/family/physician' });
    expect(problems).toEqual([]);
    expect(resolve(definition, exampleComplete).answers).not.toHaveProperty('imaging');
    expect(pointers(definition, 'physician')).toEqual([]);
  });

  it('does not hide what a referral cannot be without', () => {
    const codes = withOperations(
      { hide: '/submitter/email' },
      { hide: '/patient/birthDate' },
      { hide: '/child/patient' },
      { hide: '/nothing' },
      { hide: '/start' },
    ).problems.map(({ code }) => code);
    expect(codes).toEqual(['protected', 'protected', 'protected', 'unknown-target', 'unknown-target']);
  });
});

describe('require', () => {
  it('requires what was optional, always or sometimes', () => {
    const { definition } = withOperations(
      { require: '/patient/weightKg' },
      { require: '/patient/heightCm', when: { field: '/payer/type', eq: 'insurer' } },
    );
    expect(validate(definition, exampleComplete, { today }).map(({ pointer }) => pointer)).toEqual([
      '/patient/weightKg',
    ]);
    const insured = applyMergePatch(exampleComplete, { payer: { type: 'insurer' } }) as JsonObject;
    expect(validate(definition, insured, { today, step: 'child' }).map(({ pointer }) => pointer)).toEqual([
      '/patient/weightKg',
      '/patient/heightCm',
    ]);
  });

  it('brings up what is off by default, and leaves conditions of others', () => {
    const { definition } = withOperations({ require: '/patient/passportNumber' }, { require: '/patient/measuredOn' });
    expect(validate(definition, exampleComplete, { today }).map(({ pointer }) => pointer)).toEqual([
      '/patient/passportNumber',
    ]);
    const bad = applyMergePatch(exampleComplete, { patient: { passportNumber: 'A+1?' } }) as JsonObject;
    expect(validate(definition, bad, { today })).toEqual([
      { pointer: '/patient/passportNumber', code: 'text.letters-and-digits' },
    ]);
    expect(withOperations({ require: '/nothing' }).problems[0]?.code).toBe('unknown-target');
  });

  it('reaches into groups by a pointer with or without the item', () => {
    for (const pointer of ['/imaging/facility', '/imaging/*/facility'])
      expect(validate(withOperations({ require: pointer }).definition, exampleComplete, { today })).toEqual([
        { pointer: '/imaging/i1/facility', code: 'required' },
      ]);
  });
});

describe('narrow', () => {
  it('keeps the options named, in the order of the form', () => {
    const { definition } = withOperations({ narrow: '/payer/type', options: ['insurer', 'self-pay', 'gold'] });
    const found = resolve(definition, exampleComplete).fields.find(({ pointer }) => pointer === '/payer/type');
    expect(found?.options.map(({ code }) => code)).toEqual(['self-pay', 'insurer']);
  });

  it('carries the only answer left without asking', () => {
    const { definition } = withOperations(
      { narrow: '/payer/type', options: ['self-pay'] },
      { narrow: '/report/recipients', options: ['family'] },
    );
    const { answers } = resolve(definition, {});
    expect(answers).toMatchObject({
      payer: { type: 'self-pay' },
      report: { recipients: ['family'], channel: 'secure-link' },
    });
    expect(pointers(definition, 'payer')).toEqual(['/feeAcknowledged']);
  });

  it('refuses to leave nothing', () => {
    expect(
      withOperations({ narrow: '/payer/type', options: ['gold'] }, { narrow: '/no', options: [] }).problems,
    ).toEqual([
      { operation: 0, code: 'no-options', pointer: '/payer/type' },
      { operation: 1, code: 'unknown-target', pointer: '/no' },
    ]);
  });
});

describe('move', () => {
  it('puts a field elsewhere; its answer stays where it was', () => {
    const { definition, problems } = withOperations(
      { move: '/travelCareInterest', after: '/services/report' },
      { move: '/patient/sexInRecords', after: '/patient/name' },
    );
    expect(problems).toEqual([]);
    expect(pointers(definition, 'report').at(-1)).toBe('/travelCareInterest');
    const all = pointers(definition, 'patient');
    expect(all.indexOf('/patient/sexInRecords')).toBe(all.indexOf('/patient/name') + 1);
  });

  it('reorders inside a group, but moves nothing into or out of it', () => {
    const { definition, problems } = withOperations(
      { move: '/imaging/medium', after: '/imaging/modality' },
      { move: '/imaging/date', after: '/imaging' },
      { move: '/imaging/bodyPart', after: '/patient/name' },
      { move: '/patient/name', after: '/imaging/date' },
      { move: '/nothing', after: '/patient/name' },
      { move: '/patient/name', after: '/nothing' },
    );
    expect(pointers(definition, 'imaging').slice(0, 2)).toEqual(['/imaging/i1/modality', '/imaging/i1/medium']);
    expect(pointers(definition, 'imaging').at(-1)).toBe('/imaging/i1/date');
    expect(problems.map(({ code }) => code)).toEqual(['in-group', 'in-group', 'unknown-target', 'unknown-place']);
  });

  it('after itself changes nothing', () => {
    const { definition } = withOperations({ move: '/patient/name', after: '/patient/name' });
    expect(pointers(definition, 'patient')[0]).toBe('/patient/name');
  });
});

describe('text', () => {
  it('words a field and its options in the program’s languages', () => {
    const { definition, problems } = withOperations(
      {
        text: '/payer/type',
        label: { en: 'Payment', es: 'Pago' },
        hint: { en: 'Hint' },
        why: { en: 'Why' },
        options: { insurer: { en: 'Health insurance' } },
      },
      { text: '/nothing', label: { en: 'x' } },
      { text: '/patient/name', options: { a: { en: 'x' } } },
    );
    const found = resolve(definition, exampleComplete).fields.find(({ pointer }) => pointer === '/payer/type');
    expect(found?.field).toMatchObject({ text: { es: 'Pago' }, help: { en: 'Hint' }, why: { en: 'Why' } });
    expect(found?.options.find(({ code }) => code === 'insurer')?.text).toEqual({ en: 'Health insurance' });
    expect(problems).toEqual([{ operation: 1, code: 'unknown-target', pointer: '/nothing' }]);
  });
});

it('leaves the definition that it was given as it was', () => {
  const before = JSON.stringify(accessForm);
  applyOperations(accessForm, [
    { hide: '/clinical/story' },
    { add: howHeard, after: '/patient/name' },
    { move: '/payer/type', after: '/report/channel' },
  ]);
  expect(JSON.stringify(accessForm)).toBe(before);
});

describe('what the rest of the descriptor says', () => {
  const made = (change: Partial<Program>) => programForm({ ...exampleProgram, ...change }, today).definition;
  const optionsAt = (definition: ReturnType<typeof made>, pointer: string, answers: JsonObject = exampleComplete) =>
    resolve(definition, answers)
      .fields.find((one) => one.pointer === pointer)
      ?.options.map(({ code }) => code);

  it('offers open specialties, each for its ages, and "not sure" always', () => {
    expect(optionsAt(made({}), '/clinical/specialties')).toEqual([
      'cardiology',
      'neurology-epilepsy',
      'oncology',
      'orthopaedics',
      'not-sure',
    ]);
    const older = applyMergePatch(exampleComplete, { patient: { birthDate: '2007-01-01' } }) as JsonObject;
    expect(optionsAt(made({}), '/clinical/specialties', older)).not.toContain('orthopaedics');
    const limited = made({
      specialties: [
        { code: 'adolescent-medicine', open: true, minAge: 12 },
        { code: 'not-sure', open: true },
      ],
    });
    expect(optionsAt(limited, '/clinical/specialties')).toEqual(['not-sure']);
    expect(optionsAt(limited, '/clinical/specialties', older)).toEqual(['adolescent-medicine', 'not-sure']);
    expect(optionsAt(made({ specialties: [] }), '/clinical/specialties')).toHaveLength(44);
  });

  it('offers the roles, recipients and channels of the program', () => {
    expect(optionsAt(made({ roles: ['parent', 'charity'] }), '/submitter/role')).toEqual(['parent', 'charity']);
    const physicians = made({
      report: { recipients: 'physician', delivery: ['secure-link', 'encrypted-email'], languages: ['en', 'es'] },
    });
    expect(resolve(physicians, exampleComplete).answers['report']).toMatchObject({ recipients: ['physician'] });
    expect(pointers(physicians, 'report')).toEqual(['/report/channel', '/report/language', '/report/translationWish']);
    const spanish = made({ report: { recipients: 'both', delivery: ['secure-link'], languages: ['es'] } });
    expect(resolve(spanish, {}).answers['report']).toMatchObject({ language: 'es' });
    const silent = made({ report: { recipients: 'both', delivery: [], languages: [] } });
    expect(resolve(silent, {}).answers['report']).toMatchObject({ language: 'en' });
  });

  it('asks for the doctor where the program needs one', () => {
    const issues = validate(made({ physician: { required: true } }), exampleComplete, { today, step: 'family' });
    expect(issues.map(({ pointer }) => pointer)).toContain('/physician/name/full');
  });

  it('does not offer a video that the program has not', () => {
    const { video: _video, ...without } = exampleProgram;
    expect(pointers(programForm(without, today).definition, 'opinion')).not.toContain('/clinical/videoRequested');
  });

  it('asks for a region only where regions are told apart', () => {
    const abroad = { patientLocation: { country: 'CA' } };
    const regions = (deny: string[]) =>
      resolve(made({ eligibility: { regions: { deny } } }), abroad).fields.find(
        ({ pointer }) => pointer === '/patientLocation/region',
      );
    expect(regions(['CA-QC'])?.required).toBe(true);
    expect(regions(['US-ME'])?.visible).toBe(false);
    expect(resolve(made({ eligibility: {} }), abroad).answers['patientLocation']).toEqual({ country: 'CA' });
  });

  it('asks for its own consents, and for none that it has no text for', () => {
    const [first] = exampleProgram.consents;
    const own = made({
      consents: [
        { ...first!, id: 'C4' },
        { ...first!, id: 'C6', required: false, when: { field: '/payer/type', eq: 'self-pay' } },
        { ...first!, id: 'C14', when: { field: '/payer/type', eq: 'insurer' } },
        { ...first!, id: 'X1' },
        { ...first!, id: 'X2', required: false, when: { field: '/payer/type', eq: 'insurer' } },
      ],
    });
    const issues = validate(own, exampleComplete, { today, consents: new Set() });
    expect(issues).toEqual([
      { pointer: '/consents/C4', code: 'consent.required' },
      { pointer: '/consents/X1', code: 'consent.required' },
    ]);
    expect(validate(own, exampleComplete, { today, consents: new Set(['C4', 'X1']) })).toEqual([]);
  });

  it('speaks of unborn children only where the program takes them', () => {
    const unborn = applyMergePatch(exampleComplete, {
      patient: { prenatal: true, birthDate: null, estimatedDueDate: '2027-03-01' },
      clinical: { diagnosedOn: null },
      // There is no birth date to open a link with.
      pin: '482193',
    }) as JsonObject;
    const prenatal = made({ patient: { ...exampleProgram.patient, prenatal: true } });
    const judged = (date: string | null) =>
      validate(prenatal, applyMergePatch(unborn, { patient: { estimatedDueDate: date } }) as JsonObject, { today });
    expect(validate(prenatal, unborn, { today })).toEqual([]);
    expect(judged('2028-03-01')).toEqual([
      { pointer: '/patient/estimatedDueDate', code: 'date.too-far', params: { days: 300 } },
    ]);
    expect(judged('2027-03')).toEqual([{ pointer: '/patient/estimatedDueDate', code: 'date.incomplete' }]);
    expect(judged('2026-01-01')).toEqual([{ pointer: '/patient/estimatedDueDate', code: 'date.past' }]);
    expect(judged(null)).toEqual([{ pointer: '/patient/estimatedDueDate', code: 'required' }]);
    expect(validate(made({}), unborn, { today })).toEqual([{ pointer: '/patient/birthDate', code: 'required' }]);
  });

  it('warns over the age limit, or refuses, as the program says', () => {
    const old = applyMergePatch(exampleComplete, {
      patient: { birthDate: '1990-01-01', authorisation: true },
      clinical: { diagnosedOn: null },
    }) as JsonObject;
    const judged = (overAge: 'warn' | 'block') =>
      validate(made({ patient: { ...exampleProgram.patient, overAge } }), old, { today });
    const issue = { pointer: '/patient/birthDate', code: 'age.over-limit', params: { years: 21 } };
    expect(judged('block')).toEqual([issue]);
    expect(judged('warn')).toEqual([{ ...issue, severity: 'warning' }]);
  });

  it('has one majority everywhere where no country is named', () => {
    const adult = applyMergePatch(exampleComplete, {
      patient: { birthDate: '2007-01-01' },
      clinical: { diagnosedOn: null },
    }) as JsonObject;
    const plain = made({ patient: { ...exampleProgram.patient, ageOfMajority: { default: 18 } } });
    expect(validate(plain, adult, { today }).map(({ pointer }) => pointer)).toEqual(['/patient/authorisation']);
  });
});
