/** A program's own theme: values of tokens from its descriptor, under whatever the page sets. */
import { type TokenName, tokenNames } from './tokens.ts';

const isToken = (name: string): name is TokenName => (tokenNames as readonly string[]).includes(name);

/** Colours, lengths, font names; nothing that fetches (`url()`), calls for help or ends the rule. */
const harmless = (value: string): boolean =>
  value.length <= 120 && /^[\w\s#.,%+\-/()'"]+$/u.test(value) && !/url|image|expression|attr|env|var/iu.test(value);

/**
 * A style sheet for the descriptor's `theme` (`{accent: "#0b5c8a"}`), to be adopted after the element's own. Unknown
 * tokens and values that could fetch something are left out.
 */
export function programThemeSheet(theme: Readonly<Record<string, string>> | undefined): CSSStyleSheet | null {
  const entries = Object.entries(theme ?? {}).filter(([name, value]) => isToken(name) && harmless(value));
  if (entries.length === 0) return null;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host {}');
  const rule = sheet.cssRules[0] as CSSStyleRule;
  // By CSSOM: a value cannot leave its declaration.
  for (const [name, value] of entries) rule.style.setProperty(`--_program-${name}`, value);
  return sheet;
}
