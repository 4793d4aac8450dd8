/** Asks a second classifier, larger and trained on short pieces, where the first alone should not decide. */
import { loadClassifier, loadSecondOpinion } from '../load.ts';
import { judgeText, type Judgement } from './judge.ts';
import type { Thresholds } from './voice.ts';

/** Judges one page's text. The second opinion is fetched when it is first needed: most pages never need it. */
export async function judgeWithSecondOpinion(text: string, thresholds: Thresholds): Promise<Judgement> {
  const classify = await loadClassifier();
  let asked = false;
  const judged = judgeText(text, classify, thresholds, (piece) => {
    asked = true;
    return classify(piece);
  });
  return asked ? judgeText(text, classify, thresholds, await loadSecondOpinion()) : judged;
}
