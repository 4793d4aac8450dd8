/** What every element promises: accessible, whole in every language, themed, leaving nothing behind, taken off and put back. */
import { expect } from '@open-wc/testing';
import { type Language, languages } from '../../src/i18n/languages.ts';
import { journeys, type JourneyName } from '../fixtures/journeys.ts';
import { darkContrast, violations } from './harness/axe.ts';
import { clear, mount, type Tag, until } from './harness/mount.ts';

const shown: Readonly<Record<Tag, readonly JourneyName[]>> = {
  'rso-referral': Object.keys(journeys).filter((name) => name !== 'loading' && name !== 'failed') as JourneyName[],
  'rso-access-form': ['start', 'childRefused', 'submitted', 'status-registered'] as JourneyName[],
  'rso-records': ['recordsEmpty', 'recordsEvery'],
  'rso-imaging': ['studiesFound', 'status-imagingOpen', 'status-awaitingRequirements', 'status-intakeReview', 'link'],
  'rso-status': ['status-requestOpen', 'link'] as JourneyName[],
  'rso-contact': ['start'],
};

/** A key instead of words, or a placeholder that nothing filled. */
const rawKey =
  /\b(?:ask|billing|block|category|chip|code|contact|due|fee|field|issue|kept|link|list|need|note|option|overall|problem|quote|records|report|request|section|specialty|standing|state|step|strip|timeline|way)\.[a-z]|\{\{/u;

/** Axe is asked in three languages; what it reads is the same in every engine, so the third, and the dark, are asked in one. */
const isChromium = navigator.userAgent.includes('Chrome/');
const judged: ReadonlySet<Language> = new Set<Language>(isChromium ? ['en', 'es', 'ar'] : ['en', 'ar']);
const others = (Object.keys(languages) as Language[]).filter((lang) => !judged.has(lang));
const states = Object.keys(journeys);

/** What axe judges, in both directions, and every third of the other languages: each in a third of the states. */
const spoken = (name: JourneyName): readonly Language[] => [
  ...judged,
  ...others.filter((_, index) => (index + states.indexOf(name)) % 3 === 0),
];

for (const tag of Object.keys(shown) as Tag[]) {
  describe(tag, () => {
    afterEach(clear);

    for (const name of shown[tag]) {
      for (const lang of spoken(name)) {
        const { dir } = languages[lang];
        const asked = judged.has(lang);
        const width = dir === 'rtl' ? 360 : lang === 'en' ? 1000 : 320;
        it(`${name}, ${lang}: no key is shown, the direction is said, nothing sticks out${asked ? ', axe finds nothing' : ''}`, async () => {
          const errors: string[] = [];
          const listen = (event: Event) => errors.push((event as Event & { code: string }).code);
          document.addEventListener('rso-error', listen);
          const person = await mount(tag, { ...journeys[name], lang }, { width });
          document.removeEventListener('rso-error', listen);
          const box = person.root.querySelector('.root');
          expect(box?.getAttribute('lang')).to.equal(lang);
          expect(box?.getAttribute('dir')).to.equal(dir);
          expect(rawKey.exec(person.text)?.[0]).to.equal(undefined);
          expect(errors).to.deep.equal([]);
          const bare = [...person.root.querySelectorAll('.button:not([part~="button"])')];
          expect(
            bare.map(({ textContent }) => textContent?.trim()),
            'buttons that a theme cannot reach',
          ).to.deep.equal([]);
          expect(person.element.scrollWidth, 'no sideways scrolling').to.be.at.most(width + 1);
          if (!asked) return;
          expect(await violations(person.element)).to.deep.equal([]);
          // Nothing but the colours is another in the dark, and they are the same in every language.
          if (isChromium && lang === 'en') expect(await darkContrast(person.element), 'in the dark').to.deep.equal([]);
        }).timeout(15_000);
      }
    }

    for (const name of ['loading', 'failed'] as const)
      for (const lang of judged)
        it(`${name}, ${lang}: axe finds nothing`, async () => {
          const { element } = await mount(tag, { ...journeys[name], lang }, { width: 360, unsettled: true });
          expect(await violations(element)).to.deep.equal([]);
        }).timeout(15_000);

    it('takes the tokens of the page', async () => {
      const person = await mount(tag, journeys[shown[tag][0] ?? 'start']);
      person.element.style.setProperty('--rso-ink', 'rgb(1, 2, 3)');
      expect(getComputedStyle(person.element).color).to.equal('rgb(1, 2, 3)');
    });

    it('is dark where its attribute or its property says so', async () => {
      const { element } = await mount(tag, journeys[shown[tag][0] ?? 'start']);
      const scheme = () => getComputedStyle(element).colorScheme;
      element.setAttribute('theme', 'dark');
      expect(scheme()).to.equal('dark');
      element.theme = 'light';
      await element.updateComplete;
      expect(scheme()).to.equal('light');
      element.theme = 'dark';
      await element.updateComplete;
      expect(scheme()).to.equal('dark');
    });

    it('speaks the language of the nearest ancestor, and follows it', async () => {
      const person = await mount(tag, journeys[shown[tag][0] ?? 'start']);
      person.session.become({ ...person.session.state, lang: 'es' });
      await until('Spanish', () => person.root.querySelector('.root')?.getAttribute('lang') === 'es');
    });

    it('can be taken off the page and put back, and leaves nothing behind', async () => {
      const person = await mount(tag, journeys[shown[tag][0] ?? 'start']);
      const { parentElement } = person.element;
      person.element.remove();
      expect(person.session.listeners()).to.equal(0);
      parentElement?.append(person.element);
      expect(person.session.listeners()).to.equal(1);
      await person.element.updateComplete;
      expect(person.text).not.to.equal('');
    });
  });
}
