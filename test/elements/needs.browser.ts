import { expect } from '@open-wc/testing';
import { journeys } from '../fixtures/journeys.ts';
import { clear, mount, until } from './harness/mount.ts';

describe('records that the program asks for', () => {
  afterEach(clear);

  it('are listed where records are given: what must be there, what should be, and why', async () => {
    const person = await mount('rso-access-form', journeys.recordsPapers);
    await person.sees('What the program asks for');
    const lines = [...person.root.querySelectorAll('.need')].map((each) =>
      each.textContent?.replace(/\s+/gu, ' ').trim(),
    );
    expect(lines).to.deep.equal([
      '○ Clinical summary Needed before you can send',
      '○ Letter of the payer Please add it if you have it. You can send without it. The letter in which the payer says that it pays.',
      '○ Consent to release records Needed before you can send A copy of the paper by which you act for the child.',
    ]);
    const { state } = person.session;
    await person.becomes({ ...state, records: state.records.map((one) => ({ ...one, category: 'clinical-summary' })) });
    await person.sees('✓ Clinical summary Added');
  });

  it('are said once more before sending, where the payer is known, with the way back', async () => {
    const person = await mount('rso-access-form', journeys.checkPapers);
    await person.sees('Letter of the payer');
    expect(person.root.querySelector('.summary')).to.equal(null);
    await person.presses('Add records');
    expect(person.said('go')).to.deep.equal({ type: 'go', step: 'records' });
  });

  it('hold nothing back without a word: what must be there is said on top, and leads to its place', async () => {
    const person = await mount('rso-access-form', journeys.checkPapers);
    await person.becomes({ ...person.session.state, summary: 1 });
    await person.sees('Before this can be sent');
    await until('the focus', () => person.focused?.id === 'summary');
    const said = [...person.root.querySelectorAll('.summary li')].map((each) => each.textContent?.trim());
    expect(said).to.deep.equal(['Add this record: Clinical summary', 'Add this record: Consent to release records']);
    await person.presses('Add this record: Consent to release records');
    expect(person.said('go')).to.deep.equal({ type: 'go', step: 'records' });
  });

  it('say whatever else is in the way of sending', async () => {
    const { checkBlocked } = journeys;
    const person = await mount('rso-access-form', {
      ...checkBlocked,
      email: { phase: 'none' },
      records: [
        { ...checkBlocked.records[0]!, clientId: 'a', check: { phase: 'waiting' }, carried: { phase: 'held' } },
        { ...checkBlocked.records[0]!, clientId: 'b', category: '', name: 'scan.pdf' },
        { ...checkBlocked.records[0]!, clientId: 'c', carried: { phase: 'queued' } },
      ],
    });
    await person.sees('Before this can be sent');
    for (const words of [
      'Confirm your e-mail address on the status page',
      'Look at this record: scan.pdf',
      'Some records are still being read on this device.',
      'Some records are still on their way.',
    ])
      expect(person.text).to.contain(words);
    await person.presses('Confirm your e-mail address');
    expect(person.said('show-status')).to.deep.equal({ type: 'show-status' });
  });

  it('are called by their name on the receipt', async () => {
    const person = await mount('rso-access-form', journeys.checkPapers);
    await person.sees('Letter of the payer');
    await person.becomes(journeys.submittedPapers);
    await person.sees('Worth knowing');
    expect(person.root.querySelector('.notice.warn li')?.textContent?.replace(/\s+/gu, ' ').trim()).to.equal(
      'Letter of the payer The letter in which the payer says that it pays.',
    );
  });
});
