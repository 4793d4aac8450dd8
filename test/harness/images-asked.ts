/** A family that is asked for images: its records accepted at the desk, its own page open at home. */
import type { Backend } from '../../src/conformance/backend.ts';
import {
  completeForm,
  type Family,
  linkInMail,
  sampleBirthDate,
  submit,
  verifiedFamily,
} from '../../src/conformance/family.ts';
import { englishPdf } from '../../src/conformance/sample-pdf.ts';
import { giveRecord } from '../../src/conformance/sent-records.ts';
import type { Watched } from './browser.ts';
import type { DeskPage } from './desk-page.ts';
import { FamilyPage } from './family-page.ts';

/** Registers a family, sends a record, and accepts it at the desk, which stays on this family's page. */
export async function acceptedFamily(backend: Backend, desk: DeskPage, deskToken: string): Promise<Family> {
  const family = await verifiedFamily(backend);
  await completeForm(backend, family);
  await giveRecord(backend, family, await englishPdf());
  const { status } = await submit(backend, family, 'records');
  if (status !== 200) throw new Error(`the submission of records answered ${String(status)}`);
  await desk.signIn(deskToken);
  await desk.open(family.reference);
  await desk.accept();
  return family;
}

/** Opens the family's own page by the link in its mail, where images are given. */
export async function atHome(
  { page }: Watched,
  backend: Backend,
  { reference }: Family,
  lang: 'en' | 'ar' = 'en',
): Promise<FamilyPage> {
  const link = await linkInMail(backend, reference);
  link.searchParams.set('lang', lang);
  const home = new FamilyPage(page, lang);
  await page.goto(link.href);
  await home.secondFact(sampleBirthDate);
  await page.locator('#imaging').waitFor();
  return home;
}
