import { expect } from '@open-wc/testing';
import { journeyOf, journeys } from '../fixtures/journeys.ts';
import { english, repick, scan, spanishInTheMiddle, verdict } from '../fixtures/records-items.ts';
import type { VerdictReason } from '../../src/protocol/verdict.ts';
import { northbridge } from '../fixtures/programs.ts';
import { clear, mount, until } from './harness/mount.ts';

const withRecords = (...records: (typeof english)[]) => journeyOf(northbridge, { records, answers: {} });

/** Gives files to an input as its chooser would. */
function give(input: HTMLInputElement, ...names: readonly string[]): void {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File(['text'], name, { type: 'application/pdf' }));
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('the records', () => {
  afterEach(clear);

  it('says which pages are refused, in which language, and every way out', async () => {
    const person = await mount('rso-records', withRecords({ ...spanishInTheMiddle, here: true }));
    expect(person.text).to.contain('Pages 3 to 5 are in Spanish.');
    expect(person.text).to.contain('3 pages in Spanish');
    expect(person.text).to.contain('not sent');
    await person.sees('Add a translation');
    for (const way of ['Replace it', 'Add a translation', 'Leave pages out', 'I believe this is wrong'])
      expect(person.button(way).localName).to.match(/button|summary/u);
    const marks = [...(person.root.querySelectorAll('.pages .page') ?? [])];
    expect(marks.map((mark) => mark.getAttribute('aria-label'))).to.deep.equal([
      'Page 1: in English',
      'Page 2: in English',
      'Page 3: in Spanish',
      'Page 4: in Spanish',
      'Page 5: in Spanish',
      'Page 6: in English',
    ]);
    // Shape beside colour: no two kinds of mark look alike without it.
    expect(marks.map(({ textContent }) => textContent?.trim())).to.deep.equal(['✓', '✓', '✕', '✕', '✕', '✓']);
  });

  for (const width of [320, 390])
    it(`leaves what is asked about a record most of its row at ${width} px`, async () => {
      const person = await mount('rso-records', withRecords({ ...spanishInTheMiddle, here: true }), { width });
      const [row, main] = [person.root.querySelector('.record'), person.root.querySelector('.record-main')];
      expect((main?.clientWidth ?? 0) / (row?.clientWidth ?? 1)).to.be.greaterThan(0.65);
    });

  it('sends a reason to a person, and not without one', async () => {
    const person = await mount('rso-records', withRecords(spanishInTheMiddle));
    await person.presses('I believe this is wrong');
    await person.presses('Send it to a person');
    expect(person.said('override-record')).to.equal(undefined);
    (person.control('Why do you think so?') as HTMLTextAreaElement).value = 'Only the letterhead is Spanish';
    await person.presses('Send it to a person');
    expect(person.said('override-record')).to.deep.equal({
      type: 'override-record',
      clientId: spanishInTheMiddle.clientId,
      reason: 'Only the letterhead is Spanish',
    });
    await person.sees('A person will look at it');
  });

  it('takes a word for a scan that it could not read', async () => {
    const person = await mount('rso-records', withRecords(scan));
    await person.presses('It is in English');
    expect(person.said('attest-record')).to.deep.equal({ type: 'attest-record', clientId: scan.clientId });
    await person.sees('You say: English');
  });

  it('says why a record could not be read, in the words of the person, where one reason stands for all of it', async () => {
    const unread = (code: string, ...reasons: readonly VerdictReason[]) => ({
      ...scan,
      check: {
        phase: 'done' as const,
        verdict: { ...verdict(code), unread: reasons.map((reason, at) => ({ page: at + 1, reason })) },
      },
    });
    const says = async (record: typeof scan, words: string, lang = 'en') => {
      const person = await mount('rso-records', { ...withRecords(record), lang });
      await person.sees(words);
      clear();
    };
    await says(scan, 'Scans cannot be read on this device.');
    await says(scan, 'En este dispositivo no se pueden leer escaneos.', 'es');
    await says(unread('i1', 'unsupported'), 'Files of this kind cannot be read here.');
    await says(unread('u1e3', 'poor-picture'), 'This picture is too dark or too blurred to read.');
    await says(unread('e3u1', 'too-many-pages'), 'This file has too many pages to be read here.');
    for (const record of [unread('i2', 'ocr-unavailable', 'damaged'), unread('u1'), unread('u1', 'broken-encoding')])
      await says(record, 'This record could not be read here.');
  });

  it('takes files by a button, and as a replacement', async () => {
    const person = await mount('rso-records', withRecords(spanishInTheMiddle));
    const input = person.button('Choose files').nextElementSibling as HTMLInputElement;
    give(input, 'a.pdf', 'b.pdf');
    const added = person.said('add-records');
    expect(added?.type === 'add-records' && added.files.map(({ name }) => name)).to.deep.equal(['a.pdf', 'b.pdf']);
    give(person.button('Replace it').nextElementSibling as HTMLInputElement, 'c.pdf');
    expect(person.said('add-records')).to.include({ replaces: spanishInTheMiddle.clientId });
  });

  it('asks for the same file again after a reload', async () => {
    const person = await mount('rso-records', withRecords(repick));
    expect(person.text).to.contain('Choose the same file again.');
    give(person.button('Choose the file').nextElementSibling as HTMLInputElement, 'same.pdf');
    expect(person.said('repick-record')).to.include({ clientId: repick.clientId });
  });

  it('asks what a record is and of when, and does not fold away while it is being said', async () => {
    const { documentDate: _date, ...undated } = english;
    const person = await mount('rso-records', withRecords({ ...undated, category: '', language: 'en' }));
    expect(person.root.querySelector('.describe > summary')?.textContent).to.equal('What is it, and of when?');
    const category = person.control('What is it?') as HTMLSelectElement;
    category.value = 'lab-report';
    category.dispatchEvent(new Event('change', { bubbles: true }));
    expect(person.said('describe-record')).to.include({ category: 'lab-report' });
    for (const [label, value] of [
      ['Day', '3'],
      ['Year', '2026'],
    ] as const) {
      const box = person.control(label) as HTMLInputElement;
      box.value = value;
      box.dispatchEvent(new Event('change', { bubbles: true }));
      await person.element.updateComplete;
    }
    expect(person.said('describe-record')).to.include({ documentDate: '2026--03' });
    expect((person.root.querySelector('.describe') as HTMLDetailsElement).open).to.equal(true);
  });

  it('is part of the form around it: its value are the ids that the server holds', async () => {
    const person = await mount('rso-records', withRecords(english, spanishInTheMiddle), {
      attributes: { name: 'records' },
    });
    const form = document.createElement('form');
    person.element.replaceWith(form);
    form.append(person.element);
    expect(new FormData(form).getAll('records')).to.deep.equal([english.recordId]);
  });

  it('tells the page how many there are, and nothing else', async () => {
    const person = await mount('rso-records', withRecords(english));
    const told = new Promise<Event>((resolve) =>
      person.element.addEventListener('rso-records-change', resolve, { once: true }),
    );
    await person.becomes(withRecords(english, spanishInTheMiddle));
    const event = await told;
    expect(event).to.include({ count: 2, stored: 1, waiting: 1 });
    expect(JSON.stringify(event)).not.to.contain('Laboratorio');
    expect(person.element.matches(':state(waiting)')).to.equal(true);
  });

  it('pauses and goes on', async () => {
    const person = await mount('rso-records', journeys.recordsMoving);
    await person.presses('Pause');
    expect(person.said('pause-records')).to.deep.equal({ type: 'pause-records' });
    await until('a way to go on', () => person.button('Go on'));
  });

  it('says plainly that it waits for a connection and what is safe', async () => {
    const person = await mount('rso-records', journeys.recordsOffline);
    expect(person.text).to.contain('Waiting for a connection');
    expect(person.text).to.contain('Nothing is lost.');
  });
});
