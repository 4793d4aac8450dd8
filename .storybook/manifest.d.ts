/** Written by the analyzer before Storybook starts (`main.ts`), so it is not in the repository. */
declare module 'rso-intake/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
