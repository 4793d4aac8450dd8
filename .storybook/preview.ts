import { setCustomElementsManifest, type Decorator, type Preview } from '@storybook/web-components-vite';
import { languages } from 'rso-intake';
import manifest from 'rso-intake/custom-elements.json';

setCustomElementsManifest(manifest);

/** The language of a story is the language of the page around the element, as on a hospital's page. */
const inLanguage: Decorator = (story, { globals }) => {
  const lang = String(globals['lang'] ?? 'en');
  document.documentElement.lang = lang;
  // The element takes the page's font, and no hospital's page has the browser's own.
  document.documentElement.style.fontFamily = 'system-ui, sans-serif';
  document.documentElement.dir = new Map<string, { dir: string }>(Object.entries(languages)).get(lang)?.dir ?? 'ltr';
  return story();
};

const preview: Preview = {
  decorators: [inLanguage],
  initialGlobals: { lang: 'en' },
  globalTypes: {
    lang: {
      description: 'Language of the page',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: Object.keys(languages).map((value) => ({
          value,
          title: new Intl.DisplayNames([value], { type: 'language' }).of(value) ?? value,
        })),
      },
    },
  },
  parameters: {
    layout: 'padded',
    // A violation fails the story's test.
    a11y: {
      test: 'error',
      options: { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    },
    options: {
      storySort: {
        order: ['Guides', 'rso-referral', 'rso-access-form', 'rso-records', 'rso-imaging', 'rso-status', 'rso-contact'],
      },
    },
  },
};

export default preview;
