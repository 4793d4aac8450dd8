/** A clinic's own form, by its descriptor alone: from the page that asks it to the desk that reads it, in two languages. */
import { describe, expect, test } from 'vitest';
import { createDraft, submit } from '../../src/conformance/family.ts';
import { createWords } from '../../src/i18n/words.ts';
import { labelOf, optionText } from '../../src/elements/fields/field.ts';
import { programForm } from '../../src/form/index.ts';
import type { Field, JsonObject, Program } from '../../src/protocol/index.ts';
import { exampleRegistration } from '../../src/protocol/vectors/index.ts';
import { demoBases, demoPrograms } from '../../demo/server/memory.ts';
import { clinic, clinicAnswers } from '../fixtures/clinic.ts';
import { useServer } from './backend.ts';

const origin = 'http://localhost:4173';
const own: Program['form'] = clinic.form;
const programs = demoPrograms([origin]).map((hosted) =>
  hosted.base === demoBases.northbridge
    ? { ...hosted, program: { ...hosted.program, ...(own && { form: own }) } }
    : hosted,
);
const server = useServer({ programs });
const registration = {
  ...exampleRegistration,
  patient: { ...exampleRegistration.patient, weightKg: { value: 24, unit: 'kg' } },
  custom: clinicAnswers['custom'] as JsonObject,
};

test('its questions are asked, required and judged by the backend', async () => {
  const { backend } = server();
  const draft = await createDraft(backend, { form: { ...registration, custom: { weeks: { value: 40, unit: 'wk' } } } });
  const refused = await submit(backend, draft, 'registration');
  expect(refused.status).toBe(422);
  const { errors } = refused.json as { errors: { pointer: string; code: string }[] };
  expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/custom/bornEarly required']);
});

test('the answers reach the desk under the clinic’s own words', async () => {
  const { backend, deskReferral } = server();
  const draft = await createDraft(backend, { form: registration });
  expect((await submit(backend, draft, 'registration')).status).toBe(200);
  const path = `/referrals/${draft.id}/form`;
  const etag = (await backend.send('GET', path, { token: draft.token })).headers.get('ETag') ?? '';
  const more = { clinical: clinicAnswers['clinical'], services: clinicAnswers['services'] ?? {} };
  const patched = await backend.send('PATCH', path, { token: draft.token, json: more, headers: { 'If-Match': etag } });
  expect(patched.status).toBe(200);
  const { sections } = await deskReferral(draft.id);
  const seen = Object.fromEntries(
    sections.flatMap(({ answers }) => answers.map((answer) => [answer.pointer, answer] as const)),
  );
  expect(seen['/custom/howHeard']).toMatchObject({
    label: 'How did you hear about us?',
    value: 'other',
    options: { doctor: 'My doctor', other: 'Another way' },
  });
  expect(seen['/custom/howElse']).toMatchObject({ label: 'In what way?', value: 'A neighbour' });
  expect(seen['/custom/bornEarly']).toMatchObject({ label: 'Was the child born early?', value: true });
  expect(seen['/custom/weeks']).toMatchObject({ label: 'In which week?', value: { value: 34, unit: 'wk' } });
  expect(seen['/custom/diets']).toMatchObject({ label: 'Diets', value: ['salt'], options: { salt: 'Low in salt' } });
  expect(seen['/custom/vaccines']).toMatchObject({ label: 'Vaccines missed', value: { state: 'none' } });
  for (const hidden of ['/travelCareInterest', '/patient/nationality', '/clinical/preferredExpert'])
    expect(seen).not.toHaveProperty([hidden]);
  // In the clinic's order: what it moved stands where it moved it.
  const order = sections.flatMap(({ answers }) => answers.map(({ pointer }) => pointer));
  expect(order.indexOf('/clinical/story')).toBe(order.indexOf('/clinical/diagnosisStatus') + 1);
  expect(order.indexOf('/custom/bornEarly')).toBe(order.indexOf('/patient/birthDate') + 1);
});

describe.each([
  ['en', 'How did you hear about us?', 'Another way'],
  ['es', '¿Cómo supo de nosotros?', 'De otra forma'],
] as const)('in %s', (lang, question, choice) => {
  test('every question of its own has its words', async () => {
    const words = createWords({ lang });
    // What declines an optional one is said in ours.
    await words.load('start');
    const fields = programForm(clinic, '2026-11-27')
      .definition.steps.flatMap(({ sections }) => sections.flatMap((section) => section.fields))
      .filter(({ id }) => id.startsWith('custom.'));
    expect(fields.length).toBe(10);
    const labels = fields.map((field: Field) => labelOf({ field }, words));
    expect(labels).toContain(question);
    expect(new Set(labels).size).toBe(10);
    for (const field of fields)
      for (const option of field.options ?? []) expect(optionText(option, { field }, words)).not.toBe(option.code);
    const heard = fields.find(({ id }) => id === 'custom.howHeard');
    expect(heard?.options?.map((option) => optionText(option, { field: heard }, words))).toContain(choice);
  });
});
