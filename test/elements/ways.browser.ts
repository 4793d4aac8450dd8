import { expect } from '@open-wc/testing';
import type { RecordItem } from '../../src/journey/state.ts';
import type { PageWish } from '../../src/session/page-pictures.ts';
import { journeyOf, journeys } from '../fixtures/journeys.ts';
import { complete } from '../fixtures/answers.ts';
import { northbridge } from '../fixtures/programs.ts';
import {
  english,
  otherChild,
  relieved,
  spanishInTheMiddle,
  stated,
  translation,
  verdict,
} from '../fixtures/records-items.ts';
import { violations } from './harness/axe.ts';
import { clear, mount, type Person, until } from './harness/mount.ts';

const withRecords = (...records: readonly RecordItem[]) => journeyOf(northbridge, { records, answers: complete });
const spanish: RecordItem = { ...spanishInTheMiddle, here: true };

const marksOf = (person: Person) => [...person.root.querySelectorAll<HTMLButtonElement>('.pages .page')];
const strip = (person: Person) => until('the strip', () => person.root.querySelector<HTMLElement>('.pages'));
const press = (target: Element, key: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
const viewer = (person: Person) => person.root.querySelector<HTMLDialogElement>('dialog.viewer');

function give(input: Element | null, name: string): void {
  const files = new DataTransfer();
  files.items.add(new File(['text'], name, { type: 'application/pdf' }));
  (input as HTMLInputElement).files = files.files;
  input?.dispatchEvent(new Event('change', { bubbles: true }));
}

/** A sheet of one colour, as the session would draw it. */
async function sheet({ width }: PageWish) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, Math.round(width * 1.4)];
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.fillStyle = 'teal';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  return {
    image: await createImageBitmap(canvas),
    marks: [{ x: 0.1, y: 0.2, width: 0.5, height: 0.03 }],
    lines: [{ text: 'Motivo de ingreso: fiebre', language: 'es' }],
  };
}

describe('the strip of pages', () => {
  afterEach(clear);

  it('is one stop for the keyboard, at the first page in question; arrows walk along it', async () => {
    const person = await mount('rso-records', withRecords(spanish));
    await strip(person);
    const marks = marksOf(person);
    expect(marks.filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([marks[2]]);
    marks[2]?.focus();
    press(marks[2] as Element, 'ArrowRight');
    expect(person.focused).to.equal(marks[3]);
    press(marks[3] as Element, 'Home');
    expect(person.focused).to.equal(marks[0]);
    press(marks[0] as Element, 'End');
    expect(person.focused).to.equal(marks[5]);
    expect(marks.filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([marks[5]]);
  });

  it('is walked in the direction of reading', async () => {
    const person = await mount('rso-records', { ...withRecords(spanish), lang: 'ar' });
    await strip(person);
    const marks = marksOf(person);
    marks[2]?.focus();
    press(marks[2] as Element, 'ArrowLeft');
    expect(person.focused).to.equal(marks[3]);
  });

  it('shows many pages in runs, so that the one in question does not hide', async () => {
    const check = { phase: 'done', verdict: verdict('e399s1e100') } as const;
    const person = await mount('rso-records', withRecords({ ...spanish, check }));
    await strip(person);
    expect(marksOf(person).map((mark) => mark.getAttribute('aria-label'))).to.deep.equal([
      'pages 1 to 399: in English',
      'Page 400: in Spanish',
      'pages 401 to 500: in English',
    ]);
  });
});

describe('a page that is tapped', () => {
  afterEach(clear);

  it('is shown with the lines that decided, in picture and in words; the focus comes back', async () => {
    const wishes: PageWish[] = [];
    const person = await mount('rso-records', withRecords(spanish), {
      pagePicture: (wish) => {
        wishes.push(wish);
        return sheet(wish);
      },
    });
    await strip(person);
    const third = marksOf(person)[2] as HTMLButtonElement;
    third.focus();
    third.click();
    const dialog = await until('the page', () => viewer(person));
    expect(dialog.matches(':modal')).to.equal(true);
    await until('its picture', () => dialog.querySelector('canvas[data-drawn]'));
    expect(wishes.find(({ marked }) => marked)).to.include({ clientId: spanish.clientId, page: 3 });
    expect(dialog.querySelectorAll('rect').length).to.equal(1);
    expect(dialog.textContent).to.contain('Page 3 of 6').and.contain('in Spanish').and.contain('Motivo de ingreso');
    expect(await violations(person.element)).to.deep.equal([]);
    press(dialog, 'ArrowRight');
    await until('the next page', () => dialog.textContent?.includes('Page 4 of 6'));
    (dialog.querySelector('[aria-label="Close"]') as HTMLElement).click();
    await until('it is closed', () => !viewer(person));
    expect(person.focused).to.equal(third);
  });

  it('that is not at hand says so', async () => {
    const person = await mount('rso-records', withRecords(english), { pagePicture: () => Promise.resolve(null) });
    await strip(person);
    marksOf(person)[0]?.click();
    const dialog = await until('the page', () => viewer(person));
    await until('words', () => dialog.textContent?.includes('cannot be shown here'));
  });
});

describe('the first page of a record, small', () => {
  afterEach(clear);

  it('is drawn when it is in sight, gives its pixels back when it is not, and opens the pages', async () => {
    let stopped = 0;
    const person = await mount('rso-records', withRecords(spanish), {
      pagePicture: (wish) => {
        wish.signal?.addEventListener('abort', () => (stopped += 1));
        return sheet(wish);
      },
    });
    const canvas = await until('the picture', () =>
      person.root.querySelector<HTMLCanvasElement>('.thumb canvas[data-drawn]'),
    );
    expect(canvas.width).to.equal(132);
    const box = person.element.parentElement as HTMLElement;
    box.style.marginBlockStart = '5000px';
    await until('the memory back', () => canvas.width === 0);
    expect(stopped).to.equal(1);
    box.style.marginBlockStart = '0';
    await until('the picture again', () => canvas.width === 132);
    await person.presses('See the pages of Laboratorio 2026.pdf');
    await until('the page', () => viewer(person));
  });
});

describe('leaving pages out', () => {
  afterEach(clear);

  it('offers the pages in another language, and asks for a copy without them', async () => {
    const person = await mount('rso-records', withRecords(spanish));
    await person.sees('Leave pages out');
    await person.presses('Leave pages out');
    expect(person.text).to.contain('Your file stays as it is');
    const boxes = [...person.root.querySelectorAll<HTMLInputElement>('details[open] input[type="checkbox"]')];
    expect(boxes.map(({ checked }) => checked)).to.deep.equal([true, true, true]);
    boxes[1]?.click();
    await person.presses('Make the copy');
    expect(person.said('leave-pages-out')).to.deep.equal({
      type: 'leave-pages-out',
      clientId: spanish.clientId,
      pages: [3, 5],
    });
  });

  it('does nothing without a page, and says why', async () => {
    const person = await mount('rso-records', withRecords(spanish));
    await person.sees('Leave pages out');
    await person.presses('Leave pages out');
    for (const box of person.root.querySelectorAll<HTMLInputElement>('details[open] input[type="checkbox"]'))
      box.click();
    await person.presses('Make the copy');
    expect(person.said('leave-pages-out')).to.equal(undefined);
    const alert = person.root.querySelector('details[open] [role="alert"]:not([hidden])');
    expect(alert?.textContent).to.contain('Choose at least one page');
  });

  it('is not offered where nothing would be left, or the file is not at hand', async () => {
    const all: RecordItem = { ...spanish, check: { phase: 'done', verdict: verdict('s3') } };
    const person = await mount('rso-records', withRecords(all, { ...spanishInTheMiddle, clientId: 'another-visit' }));
    await person.sees('Add a translation');
    expect(person.text).not.to.contain('Leave pages out');
  });

  it('says that the copy is being made, and what else can be done where it could not', async () => {
    const acting = (work: object) =>
      ({ ...withRecords(spanish), acting: { [`leave-out.${spanish.clientId}`]: work } }) as ReturnType<
        typeof withRecords
      >;
    const person = await mount('rso-records', acting({ phase: 'running' }));
    await person.sees('Leave pages out');
    expect((person.button('Making the copy') as HTMLButtonElement).disabled).to.equal(true);
    await person.becomes(acting({ phase: 'failed', problem: { code: 'copy-failed', retryable: false } }));
    expect(person.text).to.contain('Choose another way.');
  });

  it('is said of the copy, and can be taken back', async () => {
    const person = await mount('rso-records', withRecords(relieved));
    await person.sees('Left out of your file: pages 3 to 5.');
    await person.presses('Put them back');
    expect(person.said('restore-pages')).to.deep.equal({ type: 'restore-pages', clientId: relieved.clientId });
  });
});

describe('a translation', () => {
  afterEach(clear);

  it('is given as a file, or is a record that is there already', async () => {
    const person = await mount('rso-records', withRecords(spanish, english));
    await person.sees('Add a translation');
    await person.presses('Add a translation');
    give(person.button('Choose the translation').nextElementSibling, 'translation.pdf');
    expect(person.said('add-records')).to.include({ translates: spanish.clientId });
    const existing = person.control('Or is it one of your records?') as HTMLSelectElement;
    existing.value = english.clientId;
    existing.dispatchEvent(new Event('change', { bubbles: true }));
    expect(person.said('pair-record')).to.include({ clientId: english.clientId, original: spanish.clientId });
  });

  it('needs its statement: who made it, where each page is, that it is faithful', async () => {
    const person = await mount('rso-records', withRecords(spanish, translation));
    await person.sees('A translation of Laboratorio 2026.pdf');
    await person.sees('Say who translated it');
    await person.presses('Save the translation');
    expect(person.said('pair-record')).to.equal(undefined);
    expect(person.text).to.contain('Say who translated it, which page is where');
    await person.chooses('A certified translator');
    (person.control('The translator’s name') as HTMLInputElement).value = 'Alba Testcase';
    const pages = [...person.root.querySelectorAll<HTMLSelectElement>('select[data-page]')];
    expect(pages.map(({ dataset, value }) => [dataset['page'], value])).to.deep.equal([
      ['3', '1'],
      ['4', '2'],
      ['5', '3'],
    ]);
    await person.chooses('This is a complete and faithful translation.');
    await person.presses('Save the translation');
    expect(person.said('pair-record')).to.deep.equal({
      type: 'pair-record',
      clientId: translation.clientId,
      original: spanish.clientId,
      translation: {
        translatorType: 'certified',
        translatorName: 'Alba Testcase',
        faithful: true,
        pages: [
          { page: 3, on: 1 },
          { page: 4, on: 2 },
          { page: 5, on: 3 },
        ],
      },
    });
    await person.sees('Translated');
    expect(person.text).not.to.contain('Pages 3 to 5 are in Spanish.');
  });

  it('of some of the pages leaves the others open', async () => {
    const half: RecordItem = { ...stated, translation: { ...translationOf(stated), pages: [{ page: 3, on: 1 }] } };
    const person = await mount('rso-records', withRecords(spanish, half));
    await person.sees('Not translated yet: pages 4 to 5.');
    expect(person.text).to.contain('Pages 4 to 5 are in Spanish.');
  });

  it('can be no translation after all', async () => {
    const person = await mount('rso-records', withRecords(spanish, translation));
    await person.sees('It is not a translation');
    await person.presses('It is not a translation');
    expect(person.said('pair-record')).to.include({ original: null });
    expect(person.text).not.to.contain('A translation of Laboratorio');
  });
});

const translationOf = ({ translation: statement }: RecordItem) => {
  if (!statement) throw new Error('no statement');
  return statement;
};

describe('a record that names somebody else', () => {
  afterEach(clear);

  it('is asked about, with the name, the date and the child’s own name; every answer is one press', async () => {
    const person = await mount('rso-records', withRecords(otherChild));
    await person.sees('This record names Omar Testcase, born May 3, 2016.');
    expect(person.text).to.match(/Is it .+’s\?/u);
    await person.presses('I am not sure');
    expect(person.said('answer-identity')).to.deep.equal({
      type: 'answer-identity',
      clientId: otherChild.clientId,
      answer: 'unsure',
    });
    await person.sees('Our team will look whose it is.');
  });

  it('is removed at once where it is another child’s', async () => {
    const person = await mount('rso-records', withRecords(otherChild));
    await person.sees('No, remove it');
    await person.presses('No, remove it');
    expect(person.said('remove-record')).to.deep.equal({ type: 'remove-record', clientId: otherChild.clientId });
  });

  it('says nothing of it to the page around', async () => {
    const person = await mount('rso-records', withRecords(english));
    const events: Event[] = [];
    person.element.addEventListener('rso-records-change', (event) => events.push(event));
    await person.becomes(withRecords(english, otherChild));
    await until('an event', () => events[0]);
    expect(JSON.stringify(events.map((event) => ({ ...event })))).not.to.contain('Omar');
  });
});

describe('what is not hidden, and what is only offered', () => {
  afterEach(clear);

  it('a difference between device and hospital is said, page by page', async () => {
    const person = await mount('rso-records', journeys.recordsDiffer);
    await person.sees('The hospital’s counts.');
    expect(person.text).to.contain('Page 2: in English by your device, in Spanish by the hospital.');
  });

  it('kind and date that were found are taken by one press, and not before', async () => {
    const person = await mount('rso-records', journeys.recordsOffered);
    await person.sees('It looks like this: Discharge summary');
    expect((person.control('What is it?') as HTMLSelectElement).value).to.equal('');
    await person.presses('Use it');
    expect(person.said('describe-record')).to.include({ category: 'discharge-summary', documentDate: '2026-02-07' });
    expect((person.control('What is it?') as HTMLSelectElement).value).to.equal('discharge-summary');
  });

  it('for all records at once', async () => {
    const person = await mount('rso-records', journeys.recordsOffered);
    await person.sees('Use what was found for all records');
    await person.presses('Use what was found for all records');
    const said = person.session.sent.filter(({ type }) => type === 'describe-record');
    expect(said.length).to.equal(2);
    expect(person.text).not.to.contain('It looks like this');
  });

  it('a program that only warns shows the ways out, and lets the record be', async () => {
    const person = await mount('rso-records', journeys.recordsWarned);
    await person.sees('You can send it all the same');
    expect(person.text).to.contain('Add a translation').and.contain('Pages 3 to 5 are in Spanish.');
    expect(person.element.matches(':state(waiting)')).to.equal(false);
  });
});
