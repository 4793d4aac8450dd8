import { expect } from '@open-wc/testing';
import { journeys } from '../fixtures/journeys.ts';
import { clear, mount, until } from './harness/mount.ts';

const street = (root: ShadowRoot) => root.querySelector<HTMLTextAreaElement>('[name="billing.address.lines"]');

describe('whom the receipt is made out to', () => {
  afterEach(clear);

  it('begins with what the family gave, asks for the rest, and goes with the acceptance', async () => {
    const person = await mount('rso-status', journeys.billing);
    await until('the questions', () => street(person.root));
    expect((person.control('Name on the receipt') as HTMLInputElement).value).to.equal('مريم عبد الله الهاشمي');
    expect((person.control('E-mail address for the receipt') as HTMLInputElement).value).to.equal(
      'mariam@family.example',
    );
    expect((person.control('Country') as HTMLInputElement).value).to.equal('United Arab Emirates');
    // There are no postal codes where they live.
    expect(person.text).not.to.contain('Postal code');
    expect(person.text).not.to.contain('Please answer');
    await person.types('Street and number', '12 Palm Street\nFlat 3');
    expect(person.said('change')).to.deep.equal({
      type: 'change',
      change: { pointer: '/billing/address', value: { country: 'AE', lines: ['12 Palm Street', 'Flat 3'] } },
    });
    await person.pressesEnterIn('E-mail address for the receipt');
    expect(person.said('accept-quote')).to.deep.equal({ type: 'accept-quote', version: 1 });
  });

  it('asks for a postal code where post needs one', async () => {
    const { answers } = journeys.billing;
    const address = { country: 'DE', lines: ['Palmenweg 12'] };
    const billing = { ...(answers['billing'] as object), address };
    const person = await mount('rso-status', { ...journeys.billing, answers: { ...answers, billing } });
    await person.sees('Postal code');
    const label = [...person.root.querySelectorAll('label')].find((each) => each.textContent.includes('Postal code'));
    expect(label?.textContent).not.to.contain('optional');
  });

  for (const tag of ['rso-status', 'rso-referral'] as const)
    it(`says what is missing on top, in ${tag}, takes the focus there, and leads to each box`, async () => {
      const person = await mount(tag, journeys.billing);
      await until('the questions', () => street(person.root));
      await person.becomes({ ...person.session.state, summary: 1 });
      await person.sees('Please answer: Address on the receipt');
      await until('the focus', () => person.focused?.id === 'summary');
      await person.presses('Please answer: Address on the receipt');
      expect(person.focused).to.equal(street(person.root));
      expect(street(person.root)?.closest('fieldset')?.className).to.contain('invalid');
    });

  it('is read at a glance where everything is known, and opened to be changed', async () => {
    const person = await mount('rso-status', journeys.billingKnown);
    await person.sees('12 Palm Street');
    const box = () => street(person.root) as HTMLTextAreaElement;
    expect(box().checkVisibility()).to.equal(false);
    await person.presses('Change this');
    expect(box().checkVisibility()).to.equal(true);
    await person.types('Street and number', '14 Palm Street');
    // What is being typed is not folded away by it.
    expect(box().checkVisibility()).to.equal(true);
    await person.presses('Accept the quote');
    expect(person.said('accept-quote')).to.deep.equal({ type: 'accept-quote', version: 2 });
  });

  it('keeps the button back until it is known who pays, and says what it waits for', async () => {
    const person = await mount('rso-status', journeys.billingWaiting);
    await person.presses('Accept the quote');
    expect(person.said('accept-quote')).to.equal(undefined);
    expect(person.text).to.contain('Waiting for a connection');
    await person.presses('Try now');
    expect(person.said('retry')).to.deep.equal({ type: 'retry' });
  });

  it('shows what the hospital has once the quote is accepted', async () => {
    const person = await mount('rso-status', journeys.billingGiven);
    await person.sees('The receipt is made out to');
    for (const line of [
      'Mariam Abdullah Al Hashimi',
      'mariam@family.example',
      '12 Palm Street',
      'United Arab Emirates',
    ])
      expect(person.text).to.contain(line);
    expect(street(person.root)).to.equal(null);
  });

  it('is not asked where the program does not ask', async () => {
    const person = await mount('rso-status', journeys['status-awaitingRequirements']);
    await person.presses('Accept the quote');
    expect(person.said('accept-quote')).to.deep.equal({ type: 'accept-quote', version: 1 });
    expect(person.text).not.to.contain('receipt');
  });
});
