/** Puts names of languages to a judgement that knows only "not English". */
import { loadLanguages } from '../load.ts';
import type { Judgement } from './judge.ts';

/** Languages that share a script with others: the script's own guess is not enough. */
const shared = new Set(['und', 'ru', 'ar', 'hi']);

/**
 * Fills `language` of the page and of each span where it can be told, and turns letters that form no language into
 * `unreadable`: they are a broken text layer, not a foreign one. English judgements are returned as they are, without
 * loading anything.
 */
export async function nameLanguages(judgement: Judgement, text: string): Promise<Judgement> {
  if (judgement.verdict !== 'not-english' && judgement.verdict !== 'mixed') return judgement;
  if (!shared.has(judgement.language) && !judgement.spans?.some((span) => shared.has(span.language))) return judgement;
  const guess = await loadLanguages();
  const spans = judgement.spans?.map((span) => {
    if (!shared.has(span.language)) return span;
    const { language } = guess(text.slice(span.start, span.end));
    return { ...span, language: language === 'und' ? span.language : language };
  });
  const deciding = spans?.map((span) => text.slice(span.start, span.end)).join('\n') ?? text;
  const { language, natural } = guess(deciding);
  if (!natural && judgement.verdict === 'not-english' && judgement.reason === 'other-language') {
    return { verdict: 'unreadable', language: 'und', confidence: judgement.confidence, reason: 'broken-encoding' };
  }
  return {
    ...judgement,
    language: shared.has(judgement.language) && language !== 'und' ? language : judgement.language,
    ...(spans === undefined ? {} : { spans }),
  };
}
