/** What a reader from right to left notices: digits, the way a box is written, lines that are high enough. */
import { expect } from '@open-wc/testing';
import { journeys } from '../fixtures/journeys.ts';
import { clear, mount, until } from './harness/mount.ts';

const heightOf = (box: Element): number =>
  Number.parseFloat(getComputedStyle(box).lineHeight) / Number.parseFloat(getComputedStyle(box).fontSize);

describe('right to left', () => {
  afterEach(clear);

  it('shows a date in the reader’s digits, and the reader’s calendar beside it', async () => {
    const person = await mount('rso-access-form', { ...journeys.child, lang: 'fa' });
    expect((person.control('روز') as HTMLInputElement).value).to.equal('۱۴');
    expect((person.control('سال') as HTMLInputElement).value).to.equal('۲۰۱۸');
    expect(person.text).to.contain('۲۴ اردیبهشت ۱۳۹۷');
    await person.types('روز', '۱۵');
    expect(person.said('change')).to.deep.equal({
      type: 'change',
      change: { pointer: '/patient/birthDate', value: '2018-05-15' },
    });
  });

  for (const lang of ['ar', 'fa', 'ur'] as const) {
    it(`begins an empty box on the right and follows what is written (${lang})`, async () => {
      const person = await mount('rso-access-form', { ...journeys.clinicalEmpty, lang });
      const box = person.root.querySelector('textarea') as HTMLTextAreaElement;
      expect(getComputedStyle(box).direction).to.equal('rtl');
      box.value = 'It began in March.';
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await person.element.updateComplete;
      expect(getComputedStyle(box).direction).to.equal('ltr');
    });

    it(`keeps addresses, numbers and references from left to right (${lang})`, async () => {
      const person = await mount('rso-access-form', { ...journeys.start, lang });
      const ways = [
        ...person.root.querySelectorAll('a[href^="tel:"], a[href^="mailto:"], input[type="email"], input[type="tel"]'),
      ];
      expect(ways.length).to.be.greaterThan(2);
      expect(ways.map((each) => getComputedStyle(each).direction)).to.deep.equal(ways.map(() => 'ltr'));
    });
  }

  it('sets steps, bars and pages in reading order', async () => {
    const narrow = await mount('rso-access-form', { ...journeys.recordsMoving, lang: 'fa' }, { width: 390 });
    const strip = await until('the strip', () => narrow.root.querySelector('.pages:has(button + button)'));
    const leftOf = (box: Element | undefined): number => box?.getBoundingClientRect().left ?? Number.NaN;
    for (const [name, boxes] of [
      ['steps', narrow.root.querySelectorAll('.steps > li')],
      ['pages', strip.querySelectorAll('button')],
    ] as const) {
      const [first, second] = boxes;
      expect([name, leftOf(first) > leftOf(second)]).to.deep.equal([name, true]);
    }
    const bar = narrow.root.querySelector('progress') as HTMLProgressElement;
    expect(getComputedStyle(bar).direction).to.equal('rtl');
    clear();
    const wide = await mount('rso-access-form', { ...journeys.child, lang: 'fa' }, { width: 1280 });
    const [rail, view] = [wide.root.querySelector('.rail'), wide.root.querySelector('.view')];
    expect(leftOf(rail ?? undefined)).to.be.greaterThan(leftOf(view ?? undefined));
  });

  it('gives Urdu lines that Nastaliq fits into, in text, headings, buttons and boxes', async () => {
    const person = await mount('rso-access-form', { ...journeys.child, lang: 'ur' });
    for (const box of person.root.querySelectorAll('h1, p, label, .button, input:not([type="radio"])'))
      if (box.checkVisibility())
        expect([box.outerHTML.slice(0, 60), heightOf(box) >= 2]).to.deep.equal([box.outerHTML.slice(0, 60), true]);
  });

  it('names the part of the body in the reader’s words, and one without a code as the disc does', async () => {
    const studies = journeys.studiesFound.studies.map((study) => ({ ...study, bodyParts: ['HEART', 'Foramen'] }));
    const person = await mount('rso-imaging', { ...journeys.studiesFound, lang: 'ar', studies });
    await person.sees('القلب');
    expect(person.text).to.contain('foramen');
    expect(person.text).not.to.contain('heart');
  });
});
