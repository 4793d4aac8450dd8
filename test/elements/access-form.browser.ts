import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { journeys } from '../fixtures/journeys.ts';
import { clinicYasmin } from '../fixtures/programs.ts';
import { journeyOf } from '../fixtures/journeys.ts';
import { latinDigits } from '../../src/elements/fields/digits.ts';
import { languages } from '../../src/i18n/languages.ts';
import { clear, mount, until } from './harness/mount.ts';

describe('the access form', () => {
  afterEach(clear);

  // The first of this page: what comes later than the first step has not come yet.
  it('offers the text behind a question, though it was here before what shows it', async () => {
    const person = await mount('rso-access-form', journeys.start);
    await until('the text', () => person.root.querySelector('.text > details'));
    expect(person.root.querySelector('[aria-busy="true"]')).to.equal(null);
  });

  it('sends what is typed, key by key, and keeps the cursor in its field', async () => {
    const person = await mount('rso-access-form', journeys.childEmpty);
    const control = person.control('The child’s full name') as HTMLInputElement;
    control.focus();
    await sendKeys({ type: 'Layla' });
    expect(person.said('change')).to.deep.equal({
      type: 'change',
      change: { pointer: '/patient/name', value: { full: 'Layla' } },
    });
    expect(person.focused).to.equal(control);
    expect(control.value).to.equal('Layla');
  });

  it('renders nothing but the touched field for a key', async () => {
    const person = await mount('rso-access-form', journeys.child);
    const other = person.control('Sex in the medical records').closest('fieldset') as HTMLElement;
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(other, { childList: true, subtree: true, attributes: true, characterData: true });
    await person.types('The child’s full name', 'Layla N');
    changes.push(...observer.takeRecords());
    observer.disconnect();
    expect(changes.length).to.equal(0);
  });

  it('wears the styles of what came later from the first moment it shows it', async () => {
    for (const time of ['first', 'second']) {
      const person = await mount('rso-access-form', journeys.childRefused);
      const summary = await until('the summary', () => person.root.querySelector('[part="summary"]'));
      await person.element.updateComplete;
      expect(getComputedStyle(summary).borderTopStyle, `the ${time} time`).to.equal('solid');
      clear();
    }
  });

  it('counts the steps once it knows them, and moves nothing then', async () => {
    const { program } = journeys.start;
    if (program.phase !== 'ready') throw new Error('the fixture has a program');
    const first = { ...program.definition, steps: program.definition.steps.slice(0, 1) };
    const person = await mount('rso-access-form', { ...journeys.start, program: { ...program, definition: first } });
    const top = () => person.root.querySelector('h1')?.getBoundingClientRect().top;
    const before = top();
    expect(person.text).not.to.contain('Step 1');
    person.session.become(journeys.start);
    await person.sees('Step 1 of 7');
    expect(top()).to.equal(before);
  });

  it('asks for Latin letters only where the name is in another script', async () => {
    const person = await mount('rso-access-form', journeys.childEmpty);
    await person.types('The child’s full name', 'Layla');
    expect(person.text).not.to.contain('Name in Latin letters');
    await person.types('The child’s full name', 'ليلى');
    expect(person.text).to.contain('Name in Latin letters');
  });

  it('shows nothing in red before the field is left or Continue is pressed', async () => {
    const { issues } = journeys.childRefused;
    const person = await mount('rso-access-form', { ...journeys.childRefused, summary: 0 });
    expect(issues.length).to.be.greaterThan(0);
    expect(person.root.querySelectorAll('[aria-invalid="true"]').length).to.equal(0);
    const day = person.control('Day') as HTMLInputElement;
    day.focus();
    (person.control('The child’s full name') as HTMLInputElement).focus();
    await person.element.updateComplete;
    expect(person.said('leave-field')).to.deep.equal({ type: 'leave-field', pointer: '/patient/birthDate' });
    expect(person.text).to.contain('the date must be in the past');
  });

  it('puts a refused Continue on top, focused, each line a way to its field', async () => {
    const person = await mount('rso-access-form', { ...journeys.childRefused, summary: 0 });
    await person.becomes({ ...person.session.state, summary: 1 });
    expect(person.focused?.id).to.equal('summary');
    const [first] = person.root.querySelectorAll<HTMLAnchorElement>('#summary a');
    first?.click();
    expect((person.focused as HTMLInputElement).name).to.equal('patient.name.latin');
    const control = person.focused as HTMLInputElement;
    const described = (control.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => person.root.getElementById(id)?.textContent ?? '');
    expect(described.join(' ')).to.contain('Latin letters');
    expect(control.getAttribute('aria-invalid')).to.equal('true');
  });

  it('goes on with Enter, and focuses the heading of the next step', async () => {
    const person = await mount('rso-access-form', journeys.child);
    await person.pressesEnterIn('The child’s full name');
    expect(person.said('continue')).to.deep.equal({ type: 'continue' });
    await person.becomes(journeys.family);
    await until('the next heading', () => person.focused?.id === 'title');
  });

  it('takes a date in three boxes, digits of any script, and keeps it while it is half there', async () => {
    const person = await mount('rso-access-form', journeys.childEmpty);
    await person.types('Day', '١٤');
    expect(person.said('change')).to.have.nested.property('change.value', '--14');
    await person.types('Year', '٢٠١٨');
    expect(person.said('change')).to.have.nested.property('change.value', '2018--14');
    const month = person.control('Month') as HTMLSelectElement;
    month.value = '03';
    month.dispatchEvent(new Event('change', { bubbles: true }));
    await person.element.updateComplete;
    expect(person.said('change')).to.have.nested.property('change.value', '2018-03-14');
    expect((person.control('Day') as HTMLInputElement).value).to.equal('14');
  });

  for (const [written, lang] of [
    ['deutschl', 'en'],
    ['Germany', 'en'],
    ['ألمانيا', 'en'],
    ['alema', 'es'],
    ['جرمني', 'ur'],
    ['ألمان', 'fa'],
    ['जर्मनी', 'hi'],
    ['德国', 'zh-Hans'],
    ['герма', 'ru'],
    ['Đức', 'vi'],
    ['duc', 'vi'],
  ] as const)
    it(`finds Germany by "${written}" (${lang})`, async () => {
      const person = await mount('rso-access-form', { ...journeys.start, lang });
      const box = person.root.querySelector<HTMLInputElement>(
        'input[name="patientLocation.country"]',
      ) as HTMLInputElement;
      box.focus();
      box.value = written;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      // The list comes with a chunk of its own.
      await until('the list', () => person.root.querySelector('[role="option"]'));
      const [first] = person.root.querySelectorAll<HTMLElement>('[role="option"]');
      expect(first?.textContent?.trim()).to.equal(new Intl.DisplayNames(lang, { type: 'region' }).of('DE'));
      first?.click();
      expect(person.said('change')).to.deep.equal({
        type: 'change',
        change: { pointer: '/patientLocation/country', value: 'DE' },
      });
    });

  /** Opens a list and types into it. */
  const typing = async (person: Awaited<ReturnType<typeof mount>>, name: string, text: string) => {
    const box = person.root.querySelector<HTMLInputElement>(`input[name="${name}"]`) as HTMLInputElement;
    box.closest('details')?.setAttribute('open', '');
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await until('the list', () => person.root.querySelector('[role="option"]'));
    return box;
  };

  it('lets an optional question be declined, and says so where the answers are read over', async () => {
    const person = await mount('rso-access-form', journeys.child);
    const box = await typing(person, 'patient.language', 'rather not');
    const shown = [...person.root.querySelectorAll<HTMLElement>('[role="option"]')];
    expect(shown.map((option) => option.textContent?.trim())).to.deep.equal(['I would rather not say']);
    shown[0]?.click();
    expect(person.said('change')).to.deep.equal({
      type: 'change',
      change: { pointer: '/patient/language', value: 'prefer-not-to-say' },
    });
    const { answers } = journeys.child;
    const patient = { ...(answers['patient'] as object), language: 'prefer-not-to-say' };
    person.session.become({ ...journeys.child, answers: { ...answers, patient } });
    await until('its words', () => box.value === 'I would rather not say');
    clear();
    const again = { ...journeys.check.answers, patient };
    await (await mount('rso-access-form', { ...journeys.check, answers: again })).sees('I would rather not say');
  });

  it('offers no way around a question that is needed', async () => {
    const person = await mount('rso-access-form', journeys.start);
    await typing(person, 'patientLocation.country', 'rather not');
    expect(person.root.querySelector('[role="option"]')?.getAttribute('aria-disabled')).to.equal('true');
  });

  it('puts back what was typed into a list and is none of its entries', async () => {
    const person = await mount('rso-access-form', journeys.start);
    const box = person.root.querySelector<HTMLInputElement>('input[name="patientLocation.country"]');
    const before = box?.value;
    await typing(person, 'patientLocation.country', 'Atlantis');
    box?.blur();
    await until('the country that was chosen', () => box?.value === before);
    expect(person.said('change')).to.equal(undefined);
  });

  it('loses nothing that was typed or chosen, through every language and back', async () => {
    const person = await mount('rso-access-form', journeys.childEmpty);
    await person.types('The child’s full name', 'ليلى حداد');
    await person.types('Name in Latin letters', 'Layla Haddad');
    await person.types('Day', '14');
    await person.chooses('Female');
    // One key into the list of countries: nothing is chosen yet.
    const country = () => person.root.querySelector<HTMLInputElement>('input[name="patient.residence.country"]');
    const typing = country() as HTMLInputElement;
    typing.focus();
    typing.value = 'Em';
    typing.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await person.element.updateComplete;
    const { answers } = person.session.state;
    const onScreen = () => ({
      name: person.root.querySelector<HTMLInputElement>('[name="patient.name.full"]')?.value,
      latin: person.root.querySelector<HTMLInputElement>('[name="patient.name.latin"]')?.value,
      // In the digits of the language.
      day: latinDigits(person.root.querySelector<HTMLInputElement>('[name="patient.birthDate.day"]')?.value ?? ''),
      sex: person.root.querySelector<HTMLInputElement>('[name="f-patient-sexInRecords"]:checked')?.value,
      country: country()?.value,
    });
    const before = onScreen();
    expect(before).to.deep.equal({
      name: 'ليلى حداد',
      latin: 'Layla Haddad',
      day: '14',
      sex: 'female',
      country: 'Em',
    });
    for (const lang of [...Object.keys(languages).slice(1), 'en']) {
      person.session.send({ type: 'choose-language', lang });
      await until(`words in ${lang}`, () => person.root.querySelector('.root')?.getAttribute('lang') === lang);
      await person.element.updateComplete;
      expect(onScreen(), lang).to.deep.equal(before);
      expect(person.session.state.answers, lang).to.equal(answers);
      expect(person.focused, `the cursor stays, ${lang}`).to.equal(country());
    }
  });

  it('shows a consent in the reader’s language, with the binding original below it', async () => {
    const original = 'I agree that health data are used.';
    const { program } = journeys.family.program as Extract<typeof journeys.family.program, { phase: 'ready' }>;
    const descriptor = program.consents.find(({ id }) => id === 'C4');
    if (!descriptor) throw new Error('the example program has no C4');
    const shown = { descriptor, lang: 'en', text: original, sha256: 'a'.repeat(64), review: 'human' as const };
    const person = await mount('rso-access-form', {
      ...journeys.family,
      lang: 'fa',
      consentTexts: { C4: { ...shown, translation: { lang: 'fa', text: 'موافقم.' } } },
    });
    const texts = [...person.root.querySelectorAll('.consent-text')];
    expect(
      texts.map((each) => [each.getAttribute('lang'), each.getAttribute('dir'), each.textContent?.trim()]),
    ).to.deep.equal([
      ['fa', 'rtl', 'موافقم.'],
      ['en', 'ltr', original],
    ]);
    const note = texts[1]?.previousElementSibling;
    expect(note?.textContent).to.contain(new Intl.DisplayNames('fa', { type: 'language' }).of('en'));
    expect(note?.matches('.note')).to.equal(true);
  });

  it('is worked by keys alone in a list', async () => {
    const person = await mount('rso-access-form', journeys.start);
    person.root.querySelector<HTMLInputElement>('input[name="submitter.role"]')?.focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    expect(person.said('change')).to.have.nested.property('change.value', 'parent');
    expect(person.said('continue'), 'Enter chose; it did not go on').to.equal(undefined);
  });

  it('chooses nothing in advance', async () => {
    const person = await mount('rso-access-form', journeys.start);
    expect(person.root.querySelectorAll('input:checked').length).to.equal(0);
    expect(
      [...person.root.querySelectorAll<HTMLInputElement>('form input:not([type])')].every(
        (input) => input.value === '',
      ),
    ).to.equal(true);
  });

  it('keeps what a person writes out of attributes and out of the page’s hearing', async () => {
    const heard: string[] = [];
    const listen = (event: Event) => heard.push(event.type);
    for (const type of ['input', 'keydown', 'keyup']) document.addEventListener(type, listen);
    const person = await mount('rso-access-form', journeys.childEmpty);
    (person.control('The child’s full name') as HTMLInputElement).focus();
    await sendKeys({ type: 'Zubaida' });
    for (const type of ['input', 'keydown', 'keyup']) document.removeEventListener(type, listen);
    expect(heard).to.deep.equal([]);
    expect(person.root.querySelector('.root')?.outerHTML).not.to.contain('Zubaida');
  });

  it('names and sends a consent with the text that was shown', async () => {
    const person = await mount('rso-access-form', { ...journeys.family, consents: {}, answers: {} });
    const [box] = person.root.querySelectorAll<HTMLInputElement>('input[name^="consents."]');
    box?.click();
    expect(person.said('consent')).to.include({ type: 'consent', given: true });
    expect(person.text).to.contain('Read the text');
  });

  it('asks the page before a stage is sent, and is stopped by it', async () => {
    const person = await mount('rso-access-form', journeys.family);
    person.element.addEventListener('rso-submit', (event) => event.preventDefault(), { once: true });
    await person.presses('Register');
    expect(person.said('continue')).to.equal(undefined);
    await person.presses('Register');
    expect(person.said('continue')).to.deep.equal({ type: 'continue' });
  });

  it('warns before the page is left only while something would be lost', async () => {
    const person = await mount('rso-access-form', journeys.start);
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).to.equal(false);
    await person.types('Your full name', 'Mariam');
    expect(leave()).to.equal(true);
    person.element.remove();
    expect(leave()).to.equal(false);
  });

  it('wears a program’s theme and words', async () => {
    const person = await mount('rso-access-form', journeyOf(clinicYasmin));
    const button = person.button('Next');
    expect(getComputedStyle(button).backgroundColor).to.equal('rgb(29, 107, 69)');
    expect(getComputedStyle(button).borderStartStartRadius).to.equal('4px');
  });

  it('adds and removes items of a group', async () => {
    const person = await mount('rso-access-form', journeys.clinical);
    await person.presses('Add a question');
    expect(person.said('change')).to.have.nested.property('change.value.order', 3);
    await person.sees('Question 3');
    await person.presses('Remove');
  });

  it('says an emergency plainly and stores nothing', async () => {
    const person = await mount('rso-access-form', journeys.emergency);
    expect(person.heading).to.equal('Please get help now');
    expect(person.text).to.contain('Nothing of what you entered was stored');
    await person.presses('Go back');
    expect(person.said('back')).to.deep.equal({ type: 'back' });
  });

  it('checks the e-mail by a pasted code', async () => {
    const person = await mount('rso-access-form', journeys.registeredWrongCode);
    expect(person.text).to.contain('You have 3 more tries');
    const code = person.control('Code from the e-mail') as HTMLInputElement;
    expect(code.getAttribute('autocomplete')).to.equal('one-time-code');
    // Pasted with the words around it, which nothing cuts off.
    expect(code.maxLength).to.be.greaterThan(100);
    code.value = 'Your code is ١٢٣ 456.';
    await person.presses('Confirm');
    code.form?.requestSubmit();
    expect(person.said('enter-email-code')).to.deep.equal({ type: 'enter-email-code', code: '123456' });
  });

  it('lets the person choose between two devices’ answers', async () => {
    const person = await mount('rso-access-form', {
      ...journeys.child,
      conflicts: [{ pointer: '/patient/birthDate', mine: '2018-05-14', theirs: '2018-05-15' }],
    });
    await person.sees('Two devices say different things');
    await person.presses('Keep this On the other device');
    expect(person.said('resolve-conflict')).to.deep.equal({
      type: 'resolve-conflict',
      pointer: '/patient/birthDate',
      keep: 'theirs',
    });
    expect(person.text).not.to.contain('Two devices');
  });
});
