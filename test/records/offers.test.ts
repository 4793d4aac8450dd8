import { describe, expect, it } from 'vitest';
import { recordCategories } from '../../src/protocol/record-categories.ts';
import { checkRecord } from '../../src/records/index.ts';
import { Offering } from '../../src/records/offers.ts';
import { englishPages } from '../fixtures/record-pages.ts';

const offered = (...pages: readonly string[]) => {
  const offering = new Offering();
  pages.forEach((text, at) => offering.see(at + 1, text));
  return offering.offers();
};

const head = "Northbridge Children's Hospital\nDepartment of Cardiology\n";

describe('what a record is offered as', () => {
  it.each([
    ['Discharge Summary', 'discharge-summary'],
    ['LABORATORY RESULTS', 'lab-report'],
    ['Chest X-ray report', 'imaging-report'],
    ['MRI of the brain: report', 'imaging-report'],
    ['Surgical pathology report', 'surgical-pathology'],
    ['Histopathology report', 'pathology-report'],
    ['Echocardiography report', 'echo-report'],
    ['12-lead ECG', 'ecg'],
    ['EEG report', 'eeg'],
    ['Cardiac catheterization report', 'cath-report'],
    ['Letter of referral', 'referral-letter'],
    ['Operative note', 'operative-note'],
    ['Vaccination card', 'immunisation'],
    ['Growth record', 'growth-chart'],
    ['Genetic test report', 'genetics'],
    ['Karyotype analysis', 'cytogenetics'],
    ['Medical report', 'clinical-summary'],
    ['Clinic letter', 'progress-note'],
    ['Certificate of translation', 'translation-certificate'],
  ])('%s: %s', (title, category) => {
    expect(offered(`${head}${title}\nThe child was seen with her mother.`)).toEqual({ category });
    expect(Object.keys(recordCategories)).toContain(category);
  });

  it.each([
    ['INFORME DE ALTA HOSPITALARIA', 'discharge-summary'],
    ['Relatório médico', 'clinical-summary'],
    ["Compte rendu d'IRM cérébrale", 'imaging-report'],
    ['Röntgenbefund vom Thorax', 'imaging-report'],
    ['Laborbefund', 'lab-report'],
    ['Esame istologico', 'pathology-report'],
    ['AMELİYAT NOTU', 'operative-note'],
    ['AŞI KARTI', 'immunisation'],
    ['Karta informacyjna leczenia szpitalnego', 'discharge-summary'],
    ['Buletin de analize medicale', 'lab-report'],
    ['ВЫПИСНОЙ ЭПИКРИЗ', 'discharge-summary'],
    ['إيكو القلب', 'echo-report'],
    ['تقرير طبي', 'clinical-summary'],
    ['Carta de derivación', 'referral-letter'],
  ])('in another language: %s: %s', (title, category) => {
    expect(offered(`Hospital\n${title}\n`)).toEqual({ category });
  });

  it('nothing by a word that holds such a title', () => {
    expect(offered('Laborbefundung\nDie Impfpassage\nsupuesta epicrisista')).toBeUndefined();
  });

  it('nothing by a sentence, by a title far down, or where pages say different things', () => {
    const sentence =
      'We thank you for the discharge summary and for the laboratory results which you sent us in the last week of March.';
    expect(offered(sentence)).toBeUndefined();
    expect(offered(`${'She has been well since then.\n'.repeat(14)}Discharge summary`)).toBeUndefined();
    expect(offered('Discharge summary\nDate: 7 February 2026', 'Laboratory results')).toBeUndefined();
    expect(offered('Discharge summary', 'She was well.\nShe ate.\nShe slept.\nLaboratory results\nHb 11')).toEqual({
      category: 'discharge-summary',
    });
  });
});

describe('of when', () => {
  it.each([
    ['Date of birth: 14 March 2021\nDate of report: 7 February 2026', '2026-02-07'],
    ['Admitted 3 February 2026, discharged 7 February 2026.', '2026-02-07'],
    ['Collected: 2026-02-03 08:40\nReported: 2026-02-04', '2026-02-04'],
    ['Sample taken 3 February 2026 at 08:40, venous blood', '2026-02-03'],
    ['Study date: 23/02/2026', '2026-02-23'],
    ['Study date: 02/23/2026', '2026-02-23'],
    ['Study date: 05/05/2026', '2026-05-05'],
    ['Date: February 7, 2026', '2026-02-07'],
    ['Date: 7th February 2026', '2026-02-07'],
    ['Fecha de nacimiento: 14/03/2021\nFecha de alta: 7 de febrero de 2026', '2026-02-07'],
    ['Data do exame: 23/02/2026', '2026-02-23'],
    ['Date du prélèvement : 23/02/2026', '2026-02-23'],
    ['geboren am 14.03.2021\nUntersuchungsdatum: 23.02.2026', '2026-02-23'],
    ['Datum: 7. Februar 2026', '2026-02-07'],
    ['Çıkış tarihi: 7 Şubat 2026', '2026-02-07'],
    ['Data urodzenia: 14.03.2021\nData wypisu: 7 lutego 2026', '2026-02-07'],
    ['Дата выписки: 23.02.2026', '2026-02-23'],
    ['تاريخ الخروج: ٢٣/٠٢/٢٠٢٦', '2026-02-23'],
  ])('%s', (text, documentDate) => {
    expect(offered(text)).toEqual({ documentDate });
  });

  it.each([
    'Date of birth: 14 March 2021',
    'Date: 03/04/2026',
    'Reported: 3.4.2026',
    'Reported by Dr Samir Qasim in 2026',
    'Date: soon',
    'Fecha de nacimiento: 14 de marzo de 2021',
    'Fecha: 03/04/2026',
    'Geburtsdatum: 14.03.2021',
  ])('nothing by "%s"', (text) => {
    expect(offered(text)).toBeUndefined();
  });

  it('is quick on hostile text', () => {
    expect(
      offered(`${'\n'.repeat(100_000)}Fecha de alta${' - '.repeat(40_000)}${'. '.repeat(40_000)}`),
    ).toBeUndefined();
    expect(offered(`${'\n'.repeat(100_000)}Reported${' on'.repeat(40_000)}${' - '.repeat(40_000)}`)).toBeUndefined();
  });
});

describe('the check', () => {
  const page = englishPages[1]!;
  const text = new TextEncoder().encode([page.title, ...page.lines].join('\n'));

  it('offers when asked to, and only then', async () => {
    const { offers, verdict } = await checkRecord(text, { offer: true });
    expect(verdict).toBe('accepted');
    expect(offers).toEqual({ category: 'discharge-summary', documentDate: '2026-02-07' });
    expect(await checkRecord(text)).not.toHaveProperty('offers');
  });
});
