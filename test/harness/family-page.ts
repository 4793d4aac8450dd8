/** The family's side of the journey, step by step, in any of the three languages. */
import type { Locator } from 'playwright-core';
import { FormPage } from './form-page.ts';

/** The family of the end-to-end tests; its child is the one that the test records are about. */
export const family = {
  mother: { full: 'مريم سالم حداد', latin: 'Mariam Salem Haddad' },
  email: 'mariam@family.example',
  phone: '+971501234567',
  child: { full: 'ليلى حداد', latin: 'Layla Haddad' },
  birthDate: '2021-03-14',
  diagnosis: 'Perimembranous ventricular septal defect',
  story:
    'Layla was born with a hole between the lower chambers of her heart. In the last six months she tires quickly on stairs and has had two chest infections.',
  question: 'Should the defect be closed now, or can it wait for another year?',
} as const;

/** Pieces of what the family types and of its file names that must show up nowhere but in bodies. */
export const markers = [
  'Mariam',
  'Haddad',
  'مريم',
  'ليلى',
  family.email,
  '501234567',
  'Perimembranous',
  'hole between',
  'closed now',
  'heart-letter',
  'lab-results',
  'whole-folder',
  'Palm Street',
];

export class FamilyPage extends FormPage {
  /** Presses the step's own button; the next step is there once its title is. */
  async next(key: 'continue' | 'register' | 'send', title: string): Promise<void> {
    await this.press(key);
    await this.heading(title).waitFor();
  }

  /** The heading of a step, by the key of its words. */
  heading(key: string): Locator {
    return this.page.getByRole('heading', { level: 1, name: this.words(key) });
  }

  async whoApplies(): Promise<void> {
    await this.choose('notEmergency', 'true');
    await this.choose('patientHospitalised', 'false');
    await this.pick('patientLocation.country', this.country('AE'));
    await this.pickOrChoose('submitter.role', 'parent');
    await this.write('submitter.name.full', family.mother.full);
    await this.write('submitter.name.latin', family.mother.latin);
    await this.write('submitter.email', family.email);
    await this.write('submitter.phone', family.phone);
    await this.choose('submitter.relationship', 'MTH');
    await this.choose('submitter.preferredChannel', 'email');
    await this.pick('submitter.contactLanguage', this.language('ar'));
  }

  async child(): Promise<void> {
    await this.write('patient.name.full', family.child.full);
    await this.write('patient.name.latin', family.child.latin);
    await this.date('patient.birthDate', family.birthDate);
    await this.choose('patient.sexInRecords', 'female');
    await this.pick('patient.residence.country', this.country('AE'));
  }

  async parentsAndConsents(): Promise<void> {
    for (const consent of ['C3', 'C4', 'C5', 'C14']) await this.agree(consent);
  }

  async clinicalQuestion(): Promise<void> {
    await this.choose('clinical.diagnosisStatus', 'confirmed');
    await this.write('clinical.diagnosis', family.diagnosis);
    await this.write('clinical.story', family.story);
    for (const list of ['currentTreatment', 'medications', 'allergies', 'surgeries'])
      await this.choose(`clinical.${list}`, 'none');
    await this.write('text', family.question);
    await this.choose('clinical.specialties', 'cardiology');
    if ((await this.field('clinical.pathologyReview').count()) > 0) await this.choose('clinical.pathologyReview', 'no');
  }

  async servicesAndReport(): Promise<void> {
    await this.pick('payer.type', this.words('field.payer.type.option.self-pay'));
    await this.choose('feeAcknowledged', 'true');
    await this.choose('report.recipients', 'family');
    if ((await this.field('report.channel').count()) > 0) await this.choose('report.channel', 'secure-link');
  }

  /** Whom the receipt is for: name, e-mail address and country are known, the street is not. */
  async receipt(): Promise<void> {
    await this.write('billing.address.lines', '12 Palm Street');
    await this.write('billing.address.locality', 'Abu Dhabi');
  }

  async checkAndSign(): Promise<void> {
    for (const consent of ['C2', 'C7', 'C9', 'C15']) await this.agree(consent);
    await this.write('signature.name', family.mother.full);
  }

  /** A country as the list names it in the page's language. */
  country(code: string): string {
    return new Intl.DisplayNames(this.lang, { type: 'region' }).of(code) ?? code;
  }

  language(code: string): string {
    return new Intl.DisplayNames(this.lang, { type: 'language' }).of(code) ?? code;
  }

  /** A record in the list, by its own file name: another record may name it, as its translation. */
  record(name: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.locator('.name').getByText(name, { exact: true }) });
  }

  /** Chooses files with the first button of the records. */
  async addRecords(...paths: readonly string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.button('records.choose').click();
    await (await chooser).setFiles([...paths]);
  }

  async replaceRecord(name: string, path: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.record(name)
      .getByRole('button', { name: this.words('way.replace') })
      .click();
    await (await chooser).setFiles(path);
  }

  /** Says what a record is, and of when. */
  async describe(name: string, category: string, iso: string): Promise<void> {
    const record = this.record(name);
    const [year = '', month = '', day = ''] = iso.split('-');
    await record.locator('select[id$="-category"]').selectOption(category);
    await record.locator('input[id$="-day"]').fill(String(Number(day)));
    await record.locator('select[id$="-month"]').selectOption(month);
    await record.locator('input[id$="-year"]').fill(year);
    await record.locator('input[id$="-year"]').blur();
  }

  /** The child's birth date, asked before a link opens. */
  async secondFact(iso: string): Promise<void> {
    const [year = '', month = '', day = ''] = iso.split('-');
    await this.page.locator('#fact-day').fill(String(Number(day)));
    await this.page.locator('#fact-month').selectOption(month);
    await this.page.locator('#fact-year').fill(year);
    await this.press('link.open');
  }

  /** Waits until the backend has a record safe. */
  async stored(name: string, timeout = 60_000): Promise<void> {
    await this.record(name).getByText(this.words('state.stored')).waitFor({ timeout });
  }
}
