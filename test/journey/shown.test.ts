import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programForm } from '../../src/form/program-form.ts';
import { withValue } from '../../src/form/pointer.ts';
import { resolve } from '../../src/form/resolve.ts';
import { initialJourney } from '../../src/journey/initial.ts';
import { shownForm } from '../../src/journey/shown.ts';
import type { JourneyState } from '../../src/journey/state.ts';
import type { Json, JsonObject } from '../../src/protocol/merge-patch.ts';
import { exampleComplete, exampleProgram, exampleToday } from '../../src/protocol/vectors/index.ts';

const { definition } = programForm(exampleProgram, exampleToday);
const showing = (answers: JsonObject): JourneyState => ({
  ...initialJourney(),
  program: { phase: 'ready', program: exampleProgram, definition },
  answers,
});
const without = ({ steps, fields }: ReturnType<typeof resolve>): object => ({ steps, fields });

/** Everywhere that something can be answered, and everything that a condition of the form looks for. */
const pointers = resolve(definition, exampleComplete).fields.map(({ pointer }) => pointer);
const words = [...new Set(JSON.stringify(definition).match(/"[\w-]{2,20}"/gu))].map((text) => JSON.parse(text) as Json);
const value = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, true, false, '', '2024-02-29', '2004', '1990-01-01', 'US', 'AE', 3),
  fc.constantFrom(...words),
  fc.constantFrom<Json>({ full: 'A' }, { country: 'DE' }, ['none'], { state: 'none' }, { 'guardian-1': { order: 0 } }),
);
const changes = fc.array(
  fc.tuple(fc.constantFrom(...pointers, '/guardians', '/imaging', '/clinical/questions', '/submitter'), value),
  { minLength: 1, maxLength: 12 },
);

describe('the form on screen', () => {
  it('is after every change what the answers make of it, however they came about', () => {
    fc.assert(
      fc.property(fc.boolean(), changes, (empty, list) => {
        let answers = empty ? {} : (exampleComplete as unknown as JsonObject);
        for (const [pointer, given] of list) {
          answers = withValue(answers, pointer, given);
          expect(without(shownForm(showing(answers)) as ReturnType<typeof resolve>)).toEqual(
            without(resolve(definition, answers)),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it('follows what is carried over from another answer', () => {
    const self = withValue(exampleComplete as unknown as JsonObject, '/submitter/role', 'patient');
    const carriedOf = (answers: JsonObject) =>
      shownForm(showing(answers))?.fields.find(({ pointer }) => pointer === '/patient/name')?.carried;
    expect(carriedOf(withValue(self, '/submitter/name', { full: 'Ada' }))).toEqual({ full: 'Ada' });
    expect(carriedOf(withValue(self, '/submitter/name', { full: 'Bea' }))).toEqual({ full: 'Bea' });
  });

  it('is not worked out again for a key in a text, and is for a choice on which something hangs', () => {
    const answers = exampleComplete as unknown as JsonObject;
    const before = shownForm(showing(answers));
    expect(shownForm(showing(withValue(answers, '/clinical/story', 'One letter more')))).toBe(before);
    expect(shownForm(showing(withValue(answers, '/patient/name/full', 'Lay')))).not.toBeNull();
    expect(shownForm(showing(withValue(answers, '/submitter/role', 'physician')))).not.toBe(before);
  });
});
