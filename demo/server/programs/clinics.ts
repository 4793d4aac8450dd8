/** Two invented clinics: one right-to-left with everything, one that offers intake alone (level 1) with its own questions. */
import { type DemoProgram, northbridge, type Surroundings } from './northbridge.ts';

/** A paediatric clinic in Arabic that accompanies families to Northbridge. */
export function yasmin(surroundings: Surroundings): DemoProgram {
  const { program, texts } = northbridge(surroundings);
  return {
    program: {
      ...program,
      id: 'yasmin-rso',
      names: {
        en: 'Second opinion with Northbridge',
        es: 'Segunda opinión con Northbridge',
        ar: 'رأي ثانٍ من نورثبريدج',
      },
      organisation: { name: 'عيادة ياسمين البحر للأطفال' },
      contact: {
        team: 'فريق مرافقة العائلات',
        phones: ['+12025550164'],
        email: 'hello@yasmin.example',
        languages: ['ar', 'en'],
        timeZone: 'Asia/Dubai',
        hours: [{ days: [1, 2, 3, 4, 7], from: '09:00', to: '18:00' }],
      },
      languages: { ui: ['ar', 'en'] },
      clock: {
        ...program.clock,
        timeZone: 'Asia/Dubai',
        workweek: [1, 2, 3, 4, 5],
        holidays: ['2026-12-02', '2026-12-03', '2027-01-01'],
        onBlockingRequest: 'pause',
      },
      theme: { accent: '#3f6f5b', radius: '18px' },
      copy: {},
      form: { version: '1', operations: [] },
    },
    texts,
  };
}

/** A heart clinic that takes the form and the records, and does the rest by phone: level 1, no features. */
export function harborlight(surroundings: Surroundings): DemoProgram {
  const { program, texts } = northbridge(surroundings);
  const { imaging: _imaging, followUp: _followUp, redirectHosts: _hosts, ...base } = program;
  return {
    program: {
      ...base,
      id: 'harborlight-rso',
      protocol: { version: '1.0', level: 1, features: [] },
      names: { en: 'Records review', es: 'Revisión de documentos', ar: 'مراجعة السجلات' },
      organisation: { name: 'Harborlight Heart Clinic' },
      contact: {
        team: 'Harborlight intake desk',
        phones: ['+12025550171'],
        email: 'desk@harborlight.example',
        languages: ['en'],
        timeZone: 'America/Chicago',
        hours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '16:00' }],
      },
      languages: { ui: ['en', 'es'] },
      specialties: [{ code: 'cardiology', open: true }],
      requirements: [{ category: 'clinical-summary', minCount: 1, severity: 'block' }],
      clock: { ...program.clock, timeZone: 'America/Chicago' },
      theme: { accent: '#5b3a7a', radius: '2px' },
      copy: {},
      form: {
        version: '1',
        operations: [
          {
            add: {
              id: 'heartSurgeon',
              type: 'text',
              max: 200,
              text: {
                en: 'Name of the heart surgeon, if there was surgery',
                es: 'Nombre del cirujano cardíaco, si hubo cirugía',
              },
            },
            after: '/clinical/surgeries',
          },
          {
            add: {
              id: 'blueSpells',
              type: 'choice',
              options: [
                { code: 'yes', text: { en: 'Yes', es: 'Sí' } },
                { code: 'no', text: { en: 'No', es: 'No' } },
                { code: 'unknown', text: { en: 'I do not know', es: 'No lo sé' } },
              ],
              text: { en: 'Does your child turn blue at times?', es: '¿Su hijo se pone azul a veces?' },
            },
            after: '/clinical/story',
          },
          { hide: '/clinical/pathologyReview' },
        ],
      },
    },
    texts,
  };
}
