import { describe, expect, test } from 'vitest';
import { programForm } from '../../src/form/program-form.ts';
import { languages } from '../../src/i18n/index.ts';
import { runConformance } from '../../src/conformance/index.ts';
import { program as descriptor } from '../../src/protocol/index.ts';
import { demoBases, demoPrograms } from '../../demo/server/memory.ts';
import { mailTexts } from '../../demo/server/mail/texts.ts';

import { useServer } from './backend.ts';

const programs = demoPrograms(['http://localhost:4173', 'http://127.0.0.1:4173']);
const server = useServer();

describe.each(programs)('the program at $base', ({ base, program, texts }) => {
  test('has the published shape, and every change to the form can be carried out', () => {
    expect(descriptor.safeParse(program).error).toBeUndefined();
    expect(programForm(program, '2026-11-24').problems).toEqual([]);
    expect(texts.size).toBe(15 * Object.keys(languages).length);
    expect(program.embedding?.allowedOrigins).toEqual(['http://localhost:4173', 'http://127.0.0.1:4173']);
  });

  test('is a whole backend of its level', async () => {
    const { app } = server();
    const report = await runConformance({
      base: `${app.origin}${base}`,
      origin: app.origin,
      fetch: (input, init) => app.fetch(new Request(input, init)),
    });
    expect(report.results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(report.level).toBe(base === demoBases.harborlight ? 1 : 2);
  }, 120_000);
});

describe('mails', () => {
  test('say the same in every language, with the same things filled in', () => {
    const filledIn = (words: readonly string[]) =>
      [...words.join(' ').matchAll(/\{\w+\}/gu)].map(([name]) => name).toSorted();
    const { signOff, ...english } = mailTexts.en;
    for (const [language, { signOff: own, ...texts }] of Object.entries(mailTexts)) {
      expect(Object.keys(texts), language).toEqual(Object.keys(english));
      for (const [kind, original] of Object.entries(english)) {
        const { subject, lines } = texts[kind as keyof typeof texts];
        expect(filledIn([subject]), `${language} ${kind}`).toEqual(filledIn([original.subject]));
        expect(filledIn(lines), `${language} ${kind}`).toEqual(filledIn(original.lines));
      }
      expect(filledIn(own)).toEqual(filledIn(signOff));
    }
  });
});
