/** What `custom-elements.json` shows: the public side of every element, and nothing that is nobody's business. */
const isPrivate = ({ name = '', privacy }) => privacy === 'private' || privacy === 'protected' || /^[#_]/.test(name);

/** Hooks of Lit and of the platform: every element has them; they are not its interface. */
const inherited = new Set([
  'styles',
  'properties',
  'shadowRootOptions',
  'formAssociated',
  'connectedCallback',
  'disconnectedCallback',
  'willUpdate',
  'update',
  'updated',
  'firstUpdated',
  'render',
]);

const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const file of customElementsManifest.modules) {
      for (const declaration of file.declarations ?? []) {
        if (declaration.members) {
          declaration.members = declaration.members.filter((one) => !isPrivate(one) && !inherited.has(one.name));
        }
        if (declaration.attributes) {
          declaration.attributes = declaration.attributes.filter((one) => one.name);
        }
        if (declaration.events) {
          // What the analyzer guesses from `dispatchEvent` has no name of ours; the documented ones do.
          declaration.events = declaration.events.filter((one) => one.name?.startsWith('rso-'));
        }
      }
    }
    customElementsManifest.modules = customElementsManifest.modules.filter(
      (file) => file.declarations?.some(({ customElement }) => customElement) || file.path.includes('/define/'),
    );
  },
};

export default {
  globs: ['src/elements/**/*.ts', 'src/autoload.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [publicOnly],
};
