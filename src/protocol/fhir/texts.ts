/** Words of a questionnaire: its own language, and those of its translation extensions. */
import { isObject } from '../pointer.ts';
import type { TextByLanguage } from '../scalars.ts';
import { type Extension, type ItemHead, valueOf } from './questionnaire.ts';

const TRANSLATION = 'http://hl7.org/fhir/StructureDefinition/translation';

/** The language by which the form keeps a text: without its region, with its script where that tells two apart. */
export function languageKey(tag: string | undefined): string {
  try {
    const locale = new Intl.Locale(tag ?? 'en');
    return locale.language === 'zh' ? `zh-${locale.maximize().script ?? 'Hans'}` : locale.language;
  } catch {
    return 'en';
  }
}

const said = (extension: Extension, name: string): string | undefined => {
  const part = extension.extension?.find(({ url }) => url === name);
  const value: unknown = part && valueOf(part);
  return typeof value === 'string' ? value : undefined;
};

const extensionsOf = (owner: unknown): readonly Extension[] => {
  const given = (owner as { readonly extension?: unknown } | null | undefined)?.extension;
  return Array.isArray(given) ? (given as readonly Extension[]) : [];
};

/** A text that an element has under a name, in every language that it comes in. */
export function textsOf(owner: unknown, name: string, lang: string): TextByLanguage | undefined {
  if (!isObject(owner)) return undefined;
  const own = owner[name];
  const beside = owner[`_${name}`];
  const texts: Record<string, string> = typeof own === 'string' && own !== '' ? { [lang]: own } : {};
  for (const extension of extensionsOf(beside)) {
    const content = extension.url === TRANSLATION ? said(extension, 'content') : undefined;
    if (content !== undefined) texts[languageKey(said(extension, 'lang'))] ??= content;
  }
  return Object.keys(texts).length > 0 ? texts : undefined;
}

/** Several texts as one, in every language that any of them has; where one lacks it, its first words stand in. */
export function joined(parts: readonly (TextByLanguage | undefined)[], between: string): TextByLanguage | undefined {
  const given = parts.filter((part) => part !== undefined);
  if (given.length === 0) return undefined;
  const languages = [...new Set(given.flatMap((part) => Object.keys(part)))];
  return Object.fromEntries(
    languages.map((lang) => [lang, given.map((part) => part[lang] ?? Object.values(part)[0]).join(between)]),
  );
}

/** Number and text of an item; `undefined` where it has neither. */
export const itemText = (head: ItemHead, lang: string): TextByLanguage | undefined => {
  const text = textsOf(head, 'text', lang);
  return text && joined([textsOf(head, 'prefix', lang), text], ' ');
};

/** The words of a question: there are always some. */
export const questionText = (head: ItemHead, lang: string): TextByLanguage => {
  const [code] = Array.isArray(head['code']) ? (head['code'] as readonly unknown[]) : [];
  return itemText(head, lang) ?? textsOf(code, 'display', lang) ?? { [lang]: head.linkId };
};

/** Translations of a text as the extension that says them, for what goes out. */
export function translations(texts: TextByLanguage | undefined, lang: string): { extension: Extension[] } | undefined {
  const others = Object.entries(texts ?? {}).filter(([key]) => key !== lang);
  if (others.length === 0) return undefined;
  return {
    extension: others.map(([key, content]) => ({
      url: TRANSLATION,
      extension: [
        { url: 'lang', valueCode: key },
        { url: 'content', valueString: content },
      ],
    })),
  };
}
