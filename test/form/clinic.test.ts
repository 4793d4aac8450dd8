import { describe, expect, it } from 'vitest';
import { programForm, resolve, startForm, validate, wordKeys } from '../../src/form/index.ts';
import { accessForm } from '../../src/form/index.ts';
import { program } from '../../src/protocol/index.ts';
import { applyMergePatch, type JsonObject } from '../../src/protocol/merge-patch.ts';
import { complete, today } from '../fixtures/answers.ts';
import { clinic, clinicAnswers } from '../fixtures/clinic.ts';

const { definition, problems } = programForm(clinic, today);
const judged = (change: JsonObject) =>
  validate(definition, applyMergePatch(clinicAnswers, change) as JsonObject, { today }).map(({ pointer, code }) => [
    pointer,
    code,
  ]);

describe('a clinic with a form of its own', () => {
  it('is a descriptor and nothing else', () => {
    expect(program.safeParse(JSON.parse(JSON.stringify(clinic))).success).toBe(true);
    expect(problems).toEqual([]);
  });

  it('asks its ten questions, where it wants them, in two languages', () => {
    const own = resolve(definition, clinicAnswers).fields.filter(({ pointer }) => pointer.startsWith('/custom/'));
    expect(own.map(({ pointer, step }) => [step.id, pointer])).toEqual([
      ['child', '/custom/bornEarly'],
      ['child', '/custom/weeks'],
      ['child', '/custom/school'],
      ['family', '/custom/guardianNote'],
      ['family', '/custom/familyDoctorMail'],
      ['clinical', '/custom/lastVisit'],
      ['clinical', '/custom/diets'],
      ['clinical', '/custom/vaccines'],
      ['services', '/custom/howHeard'],
      ['services', '/custom/howElse'],
    ]);
    for (const { field } of own)
      expect(field.text).toEqual({ en: expect.any(String) as string, es: expect.any(String) as string });
    expect(wordKeys(definition).filter((key) => !wordKeys(accessForm).includes(key))).toEqual([]);
  });

  it('judges them like its others', () => {
    expect(judged({})).toEqual([]);
    expect(judged({ custom: null, patient: { weightKg: null } })).toEqual([
      ['/custom/bornEarly', 'required'],
      ['/patient/weightKg', 'required'],
      ['/custom/vaccines', 'required'],
      ['/custom/howHeard', 'required'],
    ]);
    expect(
      judged({
        custom: {
          howHeard: 'radio',
          weeks: { value: 40 },
          lastVisit: '2030',
          familyDoctorMail: 'x',
          vaccines: { state: 'list' },
        },
      }),
    ).toEqual([
      ['/custom/weeks', 'number.too-large'],
      ['/custom/familyDoctorMail', 'email.malformed'],
      ['/custom/lastVisit', 'date.future'],
      ['/custom/vaccines', 'list.empty'],
      ['/custom/howHeard', 'choice.unknown'],
    ]);
  });

  it('does not show what it hides, carries the one answer left, keeps the order it asked for', () => {
    const { fields, answers } = resolve(
      definition,
      applyMergePatch(clinicAnswers, { travelCareInterest: true, clinical: { pathologyReview: null } }) as JsonObject,
    );
    const seen = fields.filter(({ visible }) => visible).map(({ pointer }) => pointer);
    for (const hidden of [
      '/travelCareInterest',
      '/patient/nationality',
      '/clinical/preferredExpert',
      '/clinical/pathologyReview',
    ])
      expect(seen).not.toContain(hidden);
    expect(answers).not.toHaveProperty('travelCareInterest');
    expect(answers['clinical']).toMatchObject({ pathologyReview: 'no' });
    expect(seen.indexOf('/clinical/story')).toBe(seen.indexOf('/clinical/diagnosisStatus') + 1);
  });

  it('changes step 1 before anybody sees it', async () => {
    const shown = resolve(await startForm(clinic), complete).fields.filter(({ visible }) => visible);
    expect(shown.map(({ pointer }) => pointer)).not.toContain('/travelCareInterest');
  });
});
