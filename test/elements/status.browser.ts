import { expect } from '@open-wc/testing';
import { journeyOf, journeys } from '../fixtures/journeys.ts';
import { levelOne } from '../fixtures/programs.ts';
import { messages, statuses } from '../fixtures/status.ts';
import { clear, mount } from './harness/mount.ts';

const at = (name: keyof typeof statuses) => journeys[`status-${name}` as keyof typeof journeys];

describe('the status', () => {
  afterEach(clear);

  it('says first what is asked of the family', async () => {
    const person = await mount('rso-status', at('requestOpen'));
    expect(person.heading).to.equal('Please send: the echo report from September');
    expect(person.text).to.contain('The review goes on meanwhile');
    await person.presses('I do not have it');
    expect(person.said('answer-request')).to.include({ requestId: 'req-0001-0001', unavailable: true });
  });

  it('answers in words', async () => {
    const person = await mount('rso-status', at('requestOpen'));
    await person.presses('Send the answer');
    expect(person.said('answer-request')).to.equal(undefined);
    (person.control('Your answer') as HTMLTextAreaElement).value = 'It is with the clinic.';
    await person.presses('Send the answer');
    expect(person.said('answer-request')).to.include({ text: 'It is with the clinic.' });
  });

  it('says where it stands when nothing is asked', async () => {
    const person = await mount('rso-status', at('expertReview'));
    expect(person.heading).to.equal('The specialist is reading');
  });

  it('shows both ends of the window with their weekday, and from which day they count', async () => {
    const person = await mount('rso-status', at('expertReview'));
    expect(person.text).to.match(/Wednesday,? (?:2 December|December 2) to Monday,? (?:7 December|December 7)/u);
    expect(person.text).to.match(/Friday,? (?:20 November|November 20)/u);
    expect(person.text).to.contain('New York');
  });

  it('says that the days stand still while a blocking request is open', async () => {
    const person = await mount('rso-status', at('requestBlocking'));
    expect(person.text).to.contain('The days stand still');
    expect(person.text).to.contain('The review waits for it');
  });

  it('shows the quote line by line and accepts the version that was read', async () => {
    const person = await mount('rso-status', at('awaitingRequirements'));
    expect(person.text).to.contain('US$1,350');
    await person.presses('Accept the quote');
    expect(person.said('accept-quote')).to.deep.equal({ type: 'accept-quote', version: 1 });
  });

  it('shows what was found on a CD: whose it is, what stays behind, what is missing', async () => {
    const person = await mount('rso-status', journeys.studiesFound);
    await person.sees('Cardiac MRI with contrast');
    await person.sees('These images name Doe, Peter, born August 30, 2015');
    await person.sees(
      'Not sent, because they are no images: programs that start by themselves (1), viewer programs (2)',
    );
    await person.sees('Images seem to be missing between the first and the last: 2');
    await person.sees('better on Wi-Fi');
    await person.presses('I am not sure');
    expect(person.said('answer-study')).to.deep.equal({
      type: 'answer-study',
      clientId: 'study-0002',
      answer: 'unsure',
    });
    await person.presses('Send the images');
    expect(person.said('send-studies')).to.deep.equal({ type: 'send-studies' });
  });

  it('pauses images on their way, and asks for the end only when nothing is under way', async () => {
    const person = await mount('rso-status', journeys.studiesMoving);
    await person.sees('sending, ');
    expect(person.text).not.to.contain('I have sent everything');
    await person.presses('Pause');
    expect(person.said('pause-records')).to.deep.equal({ type: 'pause-records' });
  });

  it('gives what is asked of a study the whole width of its row on a phone', async () => {
    const person = await mount('rso-status', journeys.studiesFound, { width: 390 });
    const rows = [...person.root.querySelectorAll('.study')];
    expect(rows.length).to.be.greaterThan(1);
    for (const row of rows)
      for (const part of row.children)
        expect(part.getBoundingClientRect().width / row.clientWidth).to.be.greaterThan(0.8);
  });

  it('says what is stored of each study, and lets the team be told that this is all', async () => {
    const person = await mount('rso-status', journeys.studiesSent);
    await person.sees('stored and verified: 1,240');
    await person.sees('Stored: 5 of 7. Choose the same folder again');
    await person.presses('I have sent everything');
    expect(person.said('imaging-sent')).to.deep.equal({ type: 'imaging-sent' });
  });

  it('says where the link for images leads before it is followed', async () => {
    const person = await mount('rso-status', at('awaitingRequirements'));
    expect(person.text).to.contain('on its own page, imaging.northbridge.example.');
    const link = person.button('Send the images') as HTMLAnchorElement;
    expect(link.rel).to.contain('noopener');
  });

  it('opens no link for images that leads where the program did not say', async () => {
    const person = await mount('rso-status', at('imagingStranger'));
    expect(person.text).to.contain('stranger.example, which the hospital has not named');
    expect(person.root.querySelector('a[href*="stranger"]')).to.equal(null);
    expect(person.text).not.to.contain('I have sent them');
  });

  it('calls images that were given elsewhere told, not here', async () => {
    const person = await mount('rso-status', at('imagingTold'));
    expect(person.text).to.contain('You told us that the images are sent');
    expect(person.text).not.to.contain('The images are here');
    expect(person.root.querySelector('a[href*="imaging.northbridge"]')).to.equal(null);
  });

  it('says what the archive holds, what it did not take and why, and takes nothing back that it cannot', async () => {
    const person = await mount('rso-status', journeys.studiesArchived);
    await person.sees('The images go straight to the hospital’s image archive: imaging.northbridge.example.');
    await person.sees('confirmed by the image archive: 1,240');
    await person.sees('IM000002: the archive does not take this kind of image');
    await person.sees('IM000005: it cannot be read');
    expect(person.text).not.to.contain('Leave them out');
    expect(person.text).not.to.contain('stored and verified');
    await person.presses('I have sent everything');
    expect(person.said('imaging-sent')).to.deep.equal({ type: 'imaging-sent' });
  });

  it('opens the report only after a code', async () => {
    const person = await mount('rso-status', journeys.reportCode);
    expect(person.text).to.contain('six digits');
    (person.control('Code from the e-mail') as HTMLInputElement).value = '654321';
    await person.presses('Confirm');
    expect(person.said('enter-report-code')).to.deep.equal({ type: 'enter-report-code', code: '654321' });
    await person.becomes(journeys.reportOpenable);
    await person.presses('Open the report');
  });

  it('withdraws only after a second press', async () => {
    const person = await mount('rso-status', at('expertReview'));
    await person.presses('Withdraw the request');
    expect(person.said('withdraw')).to.equal(undefined);
    await person.presses('Yes, withdraw it');
    expect(person.said('withdraw')).to.deep.equal({ type: 'withdraw' });
  });

  it('writes to the team, and asks to be called', async () => {
    const person = await mount('rso-status', at('expertReview'));
    (person.control('Write to the team') as HTMLTextAreaElement).value = 'Thank you.';
    await person.presses('Send');
    expect(person.said('send-message')).to.deep.equal({ type: 'send-message', kind: 'message', text: 'Thank you.' });
    await person.presses('Please call me');
    expect(person.said('send-message')).to.include({ kind: 'call-back' });
  });

  it('keeps a text that is too long, says by how much, and sends it once it is shorter', async () => {
    const person = await mount('rso-status', at('expertReview'));
    const box = person.control('Write to the team') as HTMLTextAreaElement;
    const text = 'She sleeps badly. '.repeat(300).trim();
    box.value = text;
    await person.presses('Send');
    expect(person.text).to.contain(`Shorten it by ${(text.length - 4000).toLocaleString('en')} characters`);
    expect(box.value).to.equal(text);
    expect(person.focused).to.equal(box);
    expect(person.said('send-message')).to.equal(undefined);
    box.value = text.slice(0, 4000);
    await person.presses('Send');
    expect(person.said('send-message')).to.include({ text: text.slice(0, 4000).trim() });
    expect(person.text).not.to.contain('Shorten it');
  });

  it('shows nothing that the program does not offer', async () => {
    const state = journeyOf(levelOne, { place: { name: 'status' }, status: statuses.awaitingRequirements, messages });
    const person = await mount('rso-status', state);
    for (const absent of ['Your quote, valid', 'on its own page', 'Messages'])
      expect(person.text).not.to.contain(absent);
  });

  it('marks the present step of the history for everybody', async () => {
    const person = await mount('rso-status', at('expertReview'));
    const now = person.root.querySelector('.timeline [aria-current="step"]');
    expect(now?.textContent).to.contain('The specialist reads');
    expect(now?.textContent).to.contain('(now)');
  });

  it('keeps what it knows while it is offline, and says of when it is', async () => {
    const person = await mount('rso-status', journeys.statusOffline);
    expect(person.text).to.contain('You are offline. This is how it stood on');
    expect(person.text).to.contain('The specialist is reading');
  });

  it('asks for the second fact in three boxes, and says how many tries are left', async () => {
    const person = await mount('rso-status', journeys.linkWrong);
    expect(person.text).to.contain('3 more tries');
    (person.control('Day') as HTMLInputElement).value = '١٤';
    (person.control('Month') as HTMLSelectElement).value = '05';
    (person.control('Year') as HTMLInputElement).value = '2018';
    await person.presses('Open');
    expect(person.said('redeem-link')).to.deep.equal({
      type: 'redeem-link',
      fact: { kind: 'birthDate', value: '2018-05-14' },
    });
  });

  for (const [what, day, month, year] of [
    ['half a date', '', '', '2018'],
    ['a day that there is not', '31', '02', '2018'],
    ['a year that is none', '14', '05', '18'],
    ['nothing', '', '', ''],
  ] as const)
    it(`sends no try where ${what} was given, and says at the boxes what is missing`, async () => {
      const person = await mount('rso-status', journeys.link);
      (person.control('Day') as HTMLInputElement).value = day;
      (person.control('Month') as HTMLSelectElement).value = month;
      (person.control('Year') as HTMLInputElement).value = year;
      await person.presses('Open');
      expect(person.said('redeem-link')).to.equal(undefined);
      expect(person.said('unclear-fact')).to.deep.equal({ type: 'unclear-fact' });
      person.session.become(journeys.linkUnclear);
      await person.sees('Give the whole date: day, month and year.');
      expect(person.text).not.to.contain('more tries');
      expect(person.control('Year').closest('fieldset')?.querySelector('[role="alert"]')).to.not.equal(null);
      expect((person.control('Year') as HTMLInputElement).value).to.equal(year);
    });

  it('asks for no fact by a link that no longer works, but offers a new one', async () => {
    const person = await mount('rso-status', journeys.linkExpired);
    expect(person.text).to.contain('This link no longer works').and.not.to.contain('date of birth');
    (person.control('Your e-mail address') as HTMLInputElement).value = 'mariam@family.example';
    await person.presses('Send me a link');
    expect(person.said('request-link')).to.include({ email: 'mariam@family.example' });
  });

  it('says whose turn it is: to ask a guardian, then to wait for them', async () => {
    const toAsk = await mount('rso-status', at('guardianToAsk'));
    expect(toAsk.heading).to.equal('Please ask a parent or guardian to sign');
    const asked = await mount('rso-status', at('guardianAsked'));
    expect(asked.heading).to.equal('We are waiting for a parent or guardian to sign');
  });

  it('fills the three boxes of the second fact from a whole date that is pasted into one', async () => {
    const person = await mount('rso-status', journeys.link);
    const day = person.control('Day') as HTMLInputElement;
    day.value = '2021-03-14';
    day.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertFromPaste' }));
    expect((person.control('Month') as HTMLSelectElement).value).to.equal('03');
    await person.presses('Open');
    expect(person.said('redeem-link')).to.deep.include({ fact: { kind: 'birthDate', value: '2021-03-14' } });
  });

  it('gives a way back in after signing out', async () => {
    const person = await mount('rso-status', journeys.signedOut);
    (person.control('Your e-mail address') as HTMLInputElement).value = 'mariam@family.example';
    await person.presses('Send me a link');
    expect(person.said('request-link')).to.include({ email: 'mariam@family.example', reference: 'RSO-7K4M-29QN' });
  });

  it('works without a backend, by properties alone', async () => {
    const element = document.createElement('rso-status');
    element.program = levelOne;
    element.status = statuses.expertReview;
    document.body.append(element);
    const end = Date.now() + 4000;
    while (!element.shadowRoot?.querySelector('h1') && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(element.shadowRoot?.querySelector('h1')?.textContent.trim()).to.equal('The specialist is reading');
    element.remove();
  });
});
